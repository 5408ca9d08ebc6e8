<?php

// A program that runs for long: it sends after each job, is told of losses, and leaves what it could not send to the spill.

declare(strict_types=1);

require 'vendor/autoload.php';

$micrologs = new Micrologs\Client([
    'host' => getenv('MICROLOGS_HOST'),
    'key' => getenv('MICROLOGS_KEY'),
    'release' => 'v7',
    'spill' => sys_get_temp_dir() . '/micrologs-worker',
    'onLoss' => function (array $loss): void {
        error_log("Micrologs lost {$loss['count']} events ({$loss['reason']}): {$loss['message']}");
    },
]);

foreach (['A-1', 'A-2', 'broken'] as $invoice) {
    try {
        if ($invoice === 'broken') {
            throw new RuntimeException('No such invoice');
        }
        $micrologs->audit('invoice.sent', 'worker', ['invoice' => $invoice]);
    } catch (RuntimeException $error) {
        $micrologs->captureException($error, ['context' => ['invoice' => $invoice]]);
    }
    $micrologs->send();
}
echo $micrologs->close(2.0) ? "Everything was sent\n" : "The rest waits in the spill\n";
