<?php
/**
 * Called by WordPress when the plugin is deleted: nothing of it stays, on no site of the network.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) || ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

require_once __DIR__ . '/includes/autoload.php';

Installer::uninstall();
