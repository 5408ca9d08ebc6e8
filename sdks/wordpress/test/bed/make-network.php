<?php
// php make-network.php FOLDER HOST: makes a network of an installed WordPress. The constants for wp-config.php come after it.
[, $folder, $host] = $argv;
$_SERVER += ['HTTP_HOST' => $host, 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
require "$folder/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';
foreach ($wpdb->tables('ms_global') as $table => $name) {
    $wpdb->$table = $name;
}
install_network();
$result = populate_network(1, $host, 'admin@example.test', 'Harbour network', '/', false);
if (is_wp_error($result) && $result->get_error_code() !== 'no_wildcard_dns') {
    fwrite(STDERR, $result->get_error_message());
    exit(1);
}
