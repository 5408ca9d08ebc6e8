<?php

// What a request of Laravel pays for one captured exception and one audit entry: `php bench/latency.php`, after
// `npx nx build micrologs`. Needs a quiet machine. `terminate` runs after the response.

declare(strict_types=1);

use Illuminate\Contracts\Http\Kernel;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Facade;
use Illuminate\Support\Facades\Route;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Laravel\Tests\Skeleton;
use Micrologs\Tests\Support\RealServer;
use Micrologs\Tests\Support\ScriptedServer;

require __DIR__ . '/../tests/bootstrap.php';

const REQUESTS = 500;

/**
 * @param list<float> $values
 */
function percentile(array $values, float $share): string
{
    sort($values);
    return sprintf('%.3f', $values[(int) ceil($share * count($values)) - 1]);
}

$real = new RealServer();
$hanging = new ScriptedServer(['hang' => true]);
$key = $real->secretKey;
$states = [
    'not captured' => ['host' => '', 'key' => ''],
    'up' => ['host' => $real->url, 'key' => $key],
    'down' => ['host' => ScriptedServer::nowhere(), 'key' => $key],
    'hanging' => ['host' => $hanging->url, 'key' => $key],
];
echo "| Server | request p50 (ms) | p99 | terminate p50 | p99 | most |\n|---|---|---|---|---|---|\n";
foreach ($states as $state => $config) {
    $skeleton = new Skeleton($config + ['flush_at' => 0]);
    Facade::clearResolvedInstances();
    $app = $skeleton->application();
    Route::get('orders/{order}', function (): string {
        Micrologs::audit('order.seen', 'kim', ['order' => 7]);
        report(new RuntimeException('no stock'));
        return 'done';
    });
    $kernel = $app->make(Kernel::class);
    [$handling, $ending] = [[], []];
    for ($number = 0; $number < REQUESTS; $number++) {
        $request = Request::create("https://shop.test/orders/$number");
        $start = hrtime(true);
        $response = $kernel->handle($request);
        $handled = hrtime(true);
        $kernel->terminate($request, $response);
        $handling[] = ($handled - $start) / 1e6;
        $ending[] = (hrtime(true) - $handled) / 1e6;
    }
    $cells = [percentile($handling, 0.5), percentile($handling, 0.99), percentile($ending, 0.5), percentile($ending, 0.99)];
    echo "| $state | ", implode(' | ', $cells), ' | ', percentile($ending, 1), " |\n";
    $skeleton->remove();
}
