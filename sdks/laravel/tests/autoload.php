<?php

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $folders = ['Micrologs\\Laravel\\Tests\\' => __DIR__, 'Micrologs\\Laravel\\' => dirname(__DIR__) . '/src'];
    foreach ($folders as $prefix => $folder) {
        $file = $folder . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
            return;
        }
    }
});
