<?php

// A server that is killed under load and comes back: `php bench/outage.php [seconds]` (30), after `npx nx build micrologs`.
// Every request is a client of its own with one event, as in a web server. All events have to be stored once.

declare(strict_types=1);

use Micrologs\Client;
use Micrologs\Tests\Support\RealServer;

require __DIR__ . '/../tests/bootstrap.php';

const REQUESTS_PER_SECOND = 50;

$seconds = (int) ($argv[1] ?? 30);
$server = new RealServer();
$folder = sys_get_temp_dir() . '/micrologs-outage-' . bin2hex(random_bytes(6));
$client = static function () use ($server, $folder): Client {
    return new Client([
        'host' => $server->url, 'key' => $server->secretKey, 'spill' => $folder, 'flushAt' => 0, 'flushInterval' => 0,
        'sendAtShutdown' => false,
    ]);
};
[$sent, $lost, $times] = [0, 0, []];
$load = static function (float $until) use ($client, &$sent, &$lost, &$times): void {
    while (microtime(true) < $until) {
        $start = hrtime(true);
        $request = $client();
        $request->audit("step $sent", 'outage');
        $request->send();
        $times[] = (hrtime(true) - $start) / 1e6;
        $lost += array_sum($request->losses());
        $sent++;
        usleep((int) (1e6 / REQUESTS_PER_SECOND));
    }
};

$load(microtime(true) + 3);
$server->kill();
$load(microtime(true) + $seconds);
$spilled = array_sum(array_map('filesize', (array) glob("$folder/*.ndjson")));
$server->start();
$back = microtime(true);
for ($waiting = true; $waiting; $waiting = glob("$folder/*.ndjson") !== []) {
    $load(microtime(true) + 0.5);
}
$drained = microtime(true) - $back;

for ($stored = 0, $i = 0; $stored < $sent && $i < 300; $i++) {
    usleep(100000);
    $rows = iterator_to_array($client()->api()->analytics()->iterateAudits(['actor' => 'outage', 'limit' => 200]));
    $stored = count($rows);
}
sort($times);
printf("%d events captured, %d lost, %d stored, %d of them distinct\n", $sent, $lost, $stored, count(array_unique(array_column($rows, 'action'))));
printf("%.1f s after its return the spill of %d KB was empty\n", $drained, $spilled / 1024);
printf("a request took %.2f ms p50, %.2f ms p99, %.2f ms at most; memory peaked at %.1f MB\n", $times[(int) (count($times) / 2)], $times[(int) (count($times) * 0.99)], end($times), memory_get_peak_usage(true) / 1048576);
exec('rm -rf ' . escapeshellarg($folder));
exit($lost === 0 && $stored === $sent ? 0 : 1);
