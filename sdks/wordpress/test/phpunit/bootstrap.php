<?php
// Loads the WordPress whose folder WORDPRESS names, with the plugin active.
$_SERVER += ['HTTP_HOST' => 'site.test', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '192.0.2.7'];
require getenv('WORDPRESS') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
require __DIR__ . '/SiteTestCase.php';
