<?php
// For PHP's own web server: files as they are, folders by their index.php, the rest by WordPress. At the top level, since wp-admin
// counts on its variables being global.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$script = '/index.php';
if ($path !== '/' && is_dir($root . $path) && is_file(rtrim($root . $path, '/') . '/index.php')) {
    if (substr($path, -1) !== '/') {
        header("Location: $path/", true, 301);
        return;
    }
    $script = rtrim($path, '/') . '/index.php';
} elseif ($path !== '/' && is_file($root . $path)) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $script;
$_SERVER['SCRIPT_FILENAME'] = $root . $script;
chdir(dirname($root . $script));
require $root . $script;
