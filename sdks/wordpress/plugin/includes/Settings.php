<?php
/**
 * What the owner of the site chose, in one option; constants of wp-config.php come first.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Reads, checks and stores the settings. */
final class Settings {
	const OPTION = 'micrologs_settings';

	/** Never shown by any page or answer once it is stored. */
	const SECRET = 'secret_key';

	/** What the tracker may note of a page besides its views, by the names of its attributes. */
	const EVENTS = array( 'outbound-links', 'downloads', 'forms', 'not-found', 'site-search' );

	/** Groups of the audit log. */
	const AUDIT = array( 'logins', 'content', 'users', 'extensions', 'options' );

	/**
	 * Every setting as a JSON schema with its default; REST arguments and the page's first values follow from it.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public static function schema(): array {
		static $schema = null;
		if ( null !== $schema ) {
			return $schema;
		}
		$switch = static function ( bool $is_on ): array {
			return array(
				'type'    => 'boolean',
				'default' => $is_on,
			);
		};
		$choice = static function ( string $chosen, array $all ): array {
			return array(
				'type'    => 'string',
				'enum'    => $all,
				'default' => $chosen,
			);
		};
		$some   = static function ( array $chosen, array $all ): array {
			return array(
				'type'        => 'array',
				'items'       => array(
					'type' => 'string',
					'enum' => $all,
				),
				'uniqueItems' => true,
				'default'     => $chosen,
			);
		};
		$texts  = static function ( array $chosen ): array {
			return array(
				'type'     => 'array',
				'items'    => array(
					'type'      => 'string',
					'maxLength' => 200,
				),
				'maxItems' => 100,
				'default'  => $chosen,
			);
		};
		$key    = static function ( int $length ): array {
			return array(
				'type'    => 'string',
				'pattern' => '^([0-9a-f]{' . $length . '})?$',
				'default' => '',
			);
		};
		$schema = array(
			'host'            => array(
				'type'      => 'string',
				'pattern'   => '^(https?://[^\s/?#@]+(/[^\s?#]*)?)?$',
				'maxLength' => 255,
				'default'   => '',
			),
			'public_key'      => $key( 32 ),
			self::SECRET      => $key( 64 ),
			'environment'     => $choice( 'production', array( 'production', 'staging', 'development' ) ),
			'tracking'        => $switch( true ),
			'cookieless'      => $switch( false ),
			'respect_dnt'     => $switch( true ),
			'consent'         => $choice( 'auto', array( 'auto', 'ignore' ) ),
			'events'          => $some( array(), self::EVENTS ),
			'excluded_roles'  => $texts( array( 'administrator', 'editor' ) ),
			'excluded_paths'  => $texts( array() ),
			'proxy'           => $switch( false ),
			'trusted_proxies' => $texts( array() ),
			'js_errors'       => $switch( true ),
			'php_errors'      => $choice( 'fatal', array( 'off', 'fatal', 'all' ) ),
			'audit'           => $some( self::AUDIT, self::AUDIT ),
			'woocommerce'     => $switch( true ),
			'viewer_roles'    => $texts( array( 'editor' ) ),
			'keep_data'       => $switch( false ),
		);
		return $schema;
	}

	/** The value in force: of the constant, else the stored one, else the default. */
	public function get( string $name ) {
		$schema = self::schema()[ $name ];
		if ( $this->is_locked( $name ) ) {
			$value = constant( self::constant_of( $name ) );
			return is_wp_error( rest_validate_value_from_schema( $value, $schema, $name ) )
				? $schema['default']
				: self::tidy( $name, rest_sanitize_value_from_schema( $value, $schema, $name ) );
		}
		$stored = get_option( self::OPTION, array() );
		return is_array( $stored ) && array_key_exists( $name, $stored ) ? $stored[ $name ] : $schema['default'];
	}

	/** Whether a constant decides: then the page shows the setting, but cannot change it. */
	public function is_locked( string $name ): bool {
		return defined( self::constant_of( $name ) );
	}

	/** Name of the constant for a setting, such as `MICROLOGS_SECRET_KEY` for `secret_key`. */
	public static function constant_of( string $name ): string {
		return 'MICROLOGS_' . strtoupper( $name );
	}

	/** Whether events can be sent at all. */
	public function is_connected(): bool {
		return '' !== $this->get( 'host' ) && '' !== $this->get( 'public_key' );
	}

	/** Whether the server can be asked questions. */
	public function can_ask(): bool {
		return '' !== $this->get( 'host' ) && '' !== $this->get( self::SECRET );
	}

	/**
	 * All settings as the settings page sees them: of the secret key only whether there is one.
	 *
	 * @return array<string, mixed>
	 */
	public function visible(): array {
		$visible = array();
		foreach ( array_keys( self::schema() ) as $name ) {
			if ( self::SECRET !== $name ) {
				$visible[ $name ] = $this->get( $name );
			}
		}
		$visible['has_secret_key'] = '' !== $this->get( self::SECRET );
		$visible['locked']         = array_values( array_filter( array_keys( self::schema() ), array( $this, 'is_locked' ) ) );
		return $visible;
	}

	/**
	 * Stores what was checked against the schema before. Unknown names and locked ones are left out.
	 *
	 * @param array<string, mixed> $changes By setting.
	 */
	public function save( array $changes ): void {
		$stored = get_option( self::OPTION, array() );
		$stored = is_array( $stored ) ? $stored : array();
		foreach ( self::schema() as $name => $schema ) {
			if ( array_key_exists( $name, $changes ) && ! $this->is_locked( $name ) ) {
				$stored[ $name ] = self::tidy( $name, rest_sanitize_value_from_schema( $changes[ $name ], $schema, $name ) );
			}
		}
		update_option( self::OPTION, $stored, true );
	}

	/**
	 * A checked value in the form in which it is kept.
	 *
	 * @param mixed $value Valid by its schema.
	 * @return mixed
	 */
	private static function tidy( string $name, $value ) {
		if ( 'host' === $name ) {
			return untrailingslashit( esc_url_raw( $value, array( 'http', 'https' ) ) );
		}
		if ( is_array( $value ) ) {
			return array_values( array_unique( array_filter( array_map( 'sanitize_text_field', $value ), 'strlen' ) ) );
		}
		return $value;
	}
}
