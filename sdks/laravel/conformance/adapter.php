<?php

/**
 * The conformance adapter, in a real Laravel application. See sdks/conformance/README.md.
 */

declare(strict_types=1);

use Illuminate\Support\Facades\Http;
use Micrologs\Conformance\Adapter;
use Micrologs\Laravel\MicrologsClient;
use Micrologs\Laravel\Tests\Skeleton;

require __DIR__ . '/../tests/bootstrap.php';
require __DIR__ . '/../../php/conformance/Adapter.php';

$skeleton = new Skeleton(['host' => '', 'key' => '']);
register_shutdown_function([$skeleton, 'remove']);
$skeleton->application();
config(['logging.default' => 'stderr', 'logging.channels.stderr' => [
    'driver' => 'monolog', 'handler' => Monolog\Handler\StreamHandler::class, 'with' => ['stream' => 'php://stderr'],
]]);

(new Adapter(static function (array $options): MicrologsClient {
    return new MicrologsClient($options['host'], $options['key'], Http::getFacadeRoot(), 5, $options);
}))->run();
