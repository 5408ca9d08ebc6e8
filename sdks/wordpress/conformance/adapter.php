<?php

/**
 * The conformance adapter: the library as it is built into the plugin, with WordPress' HTTP, inside the WordPress whose folder
 * `WORDPRESS` names. Commands as lines of JSON in, answers as lines of JSON out; see sdks/conformance/README.md.
 */

declare(strict_types=1);

use Micrologs\WordPress\Core;
use Micrologs\WordPress\HttpTransport;
use Micrologs\WordPress\Line;

$_SERVER += ['HTTP_HOST' => 'site.test', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
require getenv('WORDPRESS') . '/wp-load.php';

// The adapter of the library knows it by its own names.
class_alias(Core\Client::class, 'Micrologs\Client');
class_alias(Core\Exception\ApiError::class, 'Micrologs\Exception\ApiError');
require __DIR__ . '/../../php/conformance/Adapter.php';

(new Micrologs\Conformance\Adapter(static function (array $options): Core\Client {
    return new Core\Client($options + [
        'transport' => new HttpTransport(),
        'userAgent' => Line::USER_AGENT,
        'onWarning' => static function (string $message): void {
            fwrite(STDERR, "$message\n");
        },
    ]);
}))->run();
