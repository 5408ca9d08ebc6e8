<?php

/**
 * Loads the classes of this package where Composer is not at hand, such as in a WordPress plugin that bundles it.
 */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (strpos($class, 'Micrologs\\') !== 0) {
        return;
    }
    $file = __DIR__ . '/src/' . str_replace('\\', '/', substr($class, strlen('Micrologs\\'))) . '.php';
    if (is_file($file)) {
        require $file;
    }
});
