<?php
/**
 * Whether the Micrologs server can be reached and knows the keys.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Asks the server one thing after the other. */
final class Connection {
	const TIMEOUT_SECONDS = 5;

	/** @var Settings */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The checks in order; those behind a failed first one are left out.
	 *
	 * @return array<int, array{name: string, ok: bool, message: string}>
	 */
	public function test(): array {
		$health = $this->server();
		if ( ! $health['ok'] ) {
			return array( $health );
		}
		return array(
			$health,
			$this->key( 'public_key', 'public', __( 'Public key', 'micrologs' ) ),
			$this->key( Settings::SECRET, 'secret', __( 'Secret key', 'micrologs' ) ),
		);
	}

	private function server(): array {
		$name = __( 'Server', 'micrologs' );
		if ( '' === $this->settings->get( 'host' ) ) {
			return self::verdict( $name, false, __( 'Enter the address of your Micrologs server.', 'micrologs' ) );
		}
		$answer = wp_remote_get( $this->settings->get( 'host' ) . '/api/health', array( 'timeout' => self::TIMEOUT_SECONDS ) );
		if ( is_wp_error( $answer ) ) {
			return self::verdict( $name, false, $answer->get_error_message() );
		}
		$health = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( ! is_array( $health ) || ! isset( $health['status'], $health['version'] ) ) {
			return self::verdict( $name, false, __( 'Something else than Micrologs answers at this address.', 'micrologs' ) );
		}
		if ( 'healthy' !== $health['status'] ) {
			return self::verdict( $name, false, __( 'The server says that it is not healthy.', 'micrologs' ) );
		}
		/* translators: %s: version number of the Micrologs server */
		return self::verdict( $name, true, sprintf( __( 'Micrologs %s answers.', 'micrologs' ), $health['version'] ) );
	}

	private function key( string $setting, string $kind, string $name ): array {
		$key = $this->settings->get( $setting );
		if ( '' === $key ) {
			return self::verdict( $name, false, __( 'Not entered yet.', 'micrologs' ) );
		}
		$answer = wp_remote_post(
			$this->settings->get( 'host' ) . '/api/projects/verify',
			array(
				'timeout' => self::TIMEOUT_SECONDS,
				'headers' => array( 'Content-Type' => 'application/json' ),
				'body'    => wp_json_encode( array( 'key' => $key ) ),
			)
		);
		if ( is_wp_error( $answer ) ) {
			return self::verdict( $name, false, $answer->get_error_message() );
		}
		$verdict = json_decode( wp_remote_retrieve_body( $answer ), true );
		$data    = is_array( $verdict ) && isset( $verdict['data'] ) ? $verdict['data'] : array();
		if ( empty( $data['valid'] ) || $data['key_type'] !== $kind ) {
			return self::verdict( $name, false, __( 'The server does not know this key.', 'micrologs' ) );
		}
		/* translators: %s: name of a project on the Micrologs server */
		return self::verdict( $name, true, sprintf( __( 'Belongs to the project “%s”.', 'micrologs' ), $data['project_name'] ) );
	}

	private static function verdict( string $name, bool $ok, string $message ): array {
		return compact( 'name', 'ok', 'message' );
	}
}
