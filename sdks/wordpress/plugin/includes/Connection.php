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

use Micrologs\WordPress\Core\Client;
use Micrologs\WordPress\Core\Exception\MicrologsError;
use Micrologs\WordPress\Core\Generated\Api;

/** Asks the server one thing after the other. */
final class Connection {
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
		$name = __( 'Server', 'micrologs' );
		if ( '' === $this->settings->get( 'host' ) ) {
			return array( self::verdict( $name, false, __( 'Enter the address of your Micrologs server.', 'micrologs' ) ) );
		}
		// What is asked here needs no key.
		$client = new Client(
			array(
				'host'      => $this->settings->get( 'host' ),
				'key'       => 'none',
				'transport' => new HttpTransport(),
				'userAgent' => Line::USER_AGENT,
			)
		);
		$api    = $client->api();
		$health = self::attempt(
			$name,
			static function () use ( $api, $name ): array {
				/* translators: %s: version number of the Micrologs server */
				return self::verdict( $name, true, sprintf( __( 'Micrologs %s answers.', 'micrologs' ), $api->system()->health()['version'] ?? '' ) );
			}
		);
		return ! $health['ok'] ? array( $health ) : array(
			$health,
			$this->key( $api, 'public_key', 'public', __( 'Public key', 'micrologs' ) ),
			$this->key( $api, Settings::SECRET, 'secret', __( 'Secret key', 'micrologs' ) ),
		);
	}

	private function key( Api $api, string $setting, string $kind, string $name ): array {
		$key = $this->settings->get( $setting );
		if ( '' === $key ) {
			return self::verdict( $name, false, __( 'Not entered yet.', 'micrologs' ) );
		}
		return self::attempt(
			$name,
			static function () use ( $api, $key, $kind, $name ): array {
				$answer = $api->projects()->verify( array( 'key' => $key ) );
				return ! $answer['valid'] || $answer['key_type'] !== $kind
					? self::verdict( $name, false, __( 'The server does not know this key.', 'micrologs' ) )
					/* translators: %s: name of a project on the Micrologs server */
					: self::verdict( $name, true, sprintf( __( 'Belongs to the project “%s”.', 'micrologs' ), $answer['project_name'] ) );
			}
		);
	}

	private static function attempt( string $name, callable $question ): array {
		try {
			return $question();
		} catch ( MicrologsError $error ) {
			return self::verdict( $name, false, $error->getMessage() );
		}
	}

	private static function verdict( string $name, bool $ok, string $message ): array {
		return compact( 'name', 'ok', 'message' );
	}
}
