<?php

/**
 * The conformance adapter: commands as lines of JSON in, answers as lines of JSON out. See sdks/conformance/README.md.
 */

declare(strict_types=1);

require __DIR__ . '/../autoload.php';
require __DIR__ . '/Adapter.php';

(new Micrologs\Conformance\Adapter(static function (array $options): Micrologs\Client {
    return new Micrologs\Client($options);
}))->run();
