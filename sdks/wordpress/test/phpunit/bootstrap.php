<?php
// Loads the WordPress whose folder WORDPRESS names, with the plugin active.
$_SERVER += ['HTTP_HOST' => 'site.test', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '192.0.2.7'];
require getenv('WORDPRESS') . '/wp-load.php';
foreach (['plugin', 'user', 'template', 'dashboard', 'misc'] as $name) {
    require_once ABSPATH . "wp-admin/includes/$name.php";
}
add_filter('pre_wp_mail', '__return_true');
require __DIR__ . '/SiteTestCase.php';
