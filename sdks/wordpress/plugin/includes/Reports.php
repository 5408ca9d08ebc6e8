<?php
/**
 * Reports of the server for the site's pages.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Core\Exception\MicrologsError;

/** Asks with the secret key, which never leaves PHP, and remembers answers for a while. */
final class Reports {
	const CACHE_SECONDS = 60;

	/** Reports by the names of the core's methods, which are their names on this site as well. */
	const NAMES = array( 'visitors', 'pages', 'referrers', 'channels', 'devices', 'locations', 'errors', 'links' );

	/** @var Line */
	private $line;

	public function __construct( Line $line ) {
		$this->line = $line;
	}

	/**
	 * A report.
	 *
	 * @param string               $name    One of NAMES.
	 * @param array<string, mixed> $input   As the operation takes it.
	 * @param int                  $seconds How old the answer may be.
	 * @return array<string, mixed>|\WP_Error
	 */
	public function get( string $name, array $input, int $seconds = self::CACHE_SECONDS ) {
		$key    = 'micrologs_' . md5( wp_json_encode( array( $name, $input ) ) );
		$cached = get_transient( $key );
		if ( is_array( $cached ) ) {
			return $cached;
		}
		$api = $this->line->api();
		if ( ! $api ) {
			return new \WP_Error( 'micrologs_not_connected', __( 'Enter the address of your Micrologs server and both keys in the settings first.', 'micrologs' ), array( 'status' => 409 ) );
		}
		try {
			$answer = $api->analytics()->$name( $input );
		} catch ( MicrologsError $error ) {
			/* translators: %s: reason, in English */
			return new \WP_Error( 'micrologs_no_answer', sprintf( __( 'The Micrologs server gave no answer: %s', 'micrologs' ), $error->getMessage() ), array( 'status' => 502 ) );
		}
		set_transient( $key, $answer, $seconds );
		return $answer;
	}

	/** Removes every remembered answer of the present site. */
	public static function forget(): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- there is no function for transients by their beginning.
		$names = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s", $wpdb->esc_like( '_transient_micrologs_' ) . '%' ) );
		foreach ( $names as $name ) {
			delete_transient( substr( $name, strlen( '_transient_' ) ) );
		}
	}
}
