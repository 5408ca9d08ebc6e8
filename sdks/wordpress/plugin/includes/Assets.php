<?php
/**
 * The built scripts and styles.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Enqueues what the build wrote, with the dependencies and the version that it noted. */
final class Assets {
	/**
	 * Enqueues `build/NAME.js` with its translations and, where there is one, `build/NAME.css`.
	 *
	 * @param string               $name As in webpack.config.js.
	 * @param array<string, mixed> $data What the script finds in `window.micrologsData`; nothing secret.
	 */
	public static function enqueue( string $name, array $data = array() ): void {
		$handle = 'micrologs-' . $name;
		$asset  = require dirname( MICROLOGS_FILE ) . '/build/' . $name . '.asset.php';
		wp_enqueue_script( $handle, plugins_url( "build/$name.js", MICROLOGS_FILE ), $asset['dependencies'], $asset['version'], true );
		wp_set_script_translations( $handle, 'micrologs', dirname( MICROLOGS_FILE ) . '/languages' );
		if ( $data ) {
			wp_add_inline_script( $handle, 'window.micrologsData = ' . wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
		}
		if ( is_file( dirname( MICROLOGS_FILE ) . "/build/$name.css" ) ) {
			wp_enqueue_style( $handle, plugins_url( "build/$name.css", MICROLOGS_FILE ), array( 'wp-components' ), $asset['version'] );
			wp_style_add_data( $handle, 'rtl', 'replace' );
		}
	}
}
