<?php

// What a request pays for one captured event: `php bench/latency.php`, after `npx nx build micrologs`. Needs a quiet machine.
// A request makes a client, captures an error, and sends at its end, which is after the response where the server can do that.

declare(strict_types=1);

use Micrologs\Client;
use Micrologs\Tests\Support\RealServer;
use Micrologs\Tests\Support\ScriptedServer;

require __DIR__ . '/../tests/bootstrap.php';

const REQUESTS = 1000;

/**
 * @param list<float> $values in seconds
 */
function percentile(array $values, float $share): string
{
    sort($values);
    return sprintf('%.3f', $values[(int) ceil($share * count($values)) - 1] * 1000);
}

$real = new RealServer();
$hanging = new ScriptedServer(['hang' => true]);
$servers = ['up' => $real->url, 'down' => ScriptedServer::nowhere(), 'hanging' => $hanging->url];
echo "| Server | capturing p50 | p99 | end of the request p50 | p99 | most |\n|---|---|---|---|---|---|\n";
foreach ($servers as $state => $host) {
    $folder = sys_get_temp_dir() . '/micrologs-bench-' . bin2hex(random_bytes(6));
    [$capturing, $ending] = [[], []];
    for ($request = 0; $request < REQUESTS; $request++) {
        $start = hrtime(true);
        $client = new Client([
            'host' => $host, 'key' => $real->secretKey, 'spill' => $folder, 'flushAt' => 0, 'flushInterval' => 0,
            'sendAtShutdown' => false,
        ]);
        $client->error('boom', ['stack' => str_repeat("#0 /srv/app/Checkout.php(88): pay()\n", 30), 'context' => ['cart' => 7]]);
        $captured = hrtime(true);
        $client->send();
        $ended = hrtime(true);
        $capturing[] = ($captured - $start) / 1e9;
        $ending[] = ($ended - $captured) / 1e9;
        unset($client); // closes its connection, which is not a part of the next request
    }
    $cells = [percentile($capturing, 0.5), percentile($capturing, 0.99), percentile($ending, 0.5), percentile($ending, 0.99)];
    echo "| $state | ", implode(' | ', $cells), ' | ', percentile($ending, 1), " |\n";
    exec('rm -rf ' . escapeshellarg($folder));
}
