<?php

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/' . str_replace('\\', '/', substr($class, strlen('Micrologs\\Tests\\'))) . '.php';
    if (strpos($class, 'Micrologs\\Tests\\') === 0 && is_file($file)) {
        require $file;
    }
});
