<?php
/**
 * Plugin Name:       Micrologs
 * Description:       Pageviews, errors, audit log and short links in your own Micrologs server.
 * Version:           2.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Micrologs authors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       micrologs
 * Domain Path:       /languages
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

define( 'MICROLOGS_VERSION', '2.0.0' );
define( 'MICROLOGS_FILE', __FILE__ );

require_once __DIR__ . '/includes/autoload.php';
require_once __DIR__ . '/includes/functions.php';

Plugin::start();
