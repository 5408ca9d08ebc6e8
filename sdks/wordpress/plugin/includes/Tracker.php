<?php
/**
 * The tracker on the site's pages.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Puts the tracker's script, a file of this site, into pages. What a page says is the same for every visitor, so that page caches may
 * keep it: whoever is not counted because of a role carries a cookie, which the script looks for.
 */
final class Tracker {
	const HANDLE = 'micrologs-site';

	/** Cookie of those who are not counted. */
	const SKIP = 'micrologs_skip';

	/** @var Settings */
	private $settings;

	/** @var Proxy */
	private $proxy;

	public function __construct( Settings $settings, Proxy $proxy ) {
		$this->settings = $settings;
		$this->proxy    = $proxy;
	}

	/** Listens for the page's scripts, and for who logs in and out. */
	public function listen(): void {
		add_action( 'wp_enqueue_scripts', array( $this, 'enqueue' ) );
		add_filter( 'script_loader_tag', array( $this, 'add_attributes' ), 10, 2 );
		add_action( 'init', array( $this, 'mark_visitor' ) );
		add_action( 'wp_logout', array( $this, 'unmark_visitor' ) );
	}

	/** Loads the script on pages that count. */
	public function enqueue(): void {
		if ( ! $this->counts() ) {
			return;
		}
		// What most sites do without is in a file of its own.
		$script       = $this->settings->get( 'events' ) ? 'site-extra' : 'site';
		$asset        = require dirname( MICROLOGS_FILE ) . "/build/$script.asset.php";
		$dependencies = $asset['dependencies'];
		if ( 'auto' === $this->settings->get( 'consent' ) && wp_script_is( 'wp-consent-api', 'registered' ) ) {
			$dependencies[] = 'wp-consent-api';
		}
		wp_enqueue_script( self::HANDLE, plugins_url( "build/$script.js", MICROLOGS_FILE ), $dependencies, $asset['version'], true );
	}

	/** Whether the present page counts, whoever looks at it. */
	private function counts(): bool {
		$counts = $this->settings->is_connected() && $this->settings->get( 'tracking' )
			&& ! is_preview() && ! is_customize_preview() && ! is_feed()
			&& ! Paths::match( self::path(), $this->settings->get( 'excluded_paths' ) );
		/**
		 * Filters whether the present page is counted. The answer must be the same for every visitor, since pages are cached.
		 *
		 * @param bool $counts By the settings.
		 */
		return (bool) apply_filters( 'micrologs_track', $counts );
	}

	/**
	 * Gives the script's tag its settings.
	 *
	 * @param string $tag    HTML.
	 * @param string $handle Of the script.
	 */
	public function add_attributes( $tag, $handle ): string {
		if ( self::HANDLE !== $handle ) {
			return $tag;
		}
		/**
		 * Filters the `data-` attributes of the tracker's tag.
		 *
		 * @param array<string, string> $attributes Values by name, such as `cookieless`.
		 */
		$attributes = apply_filters( 'micrologs_tracker_attributes', $this->attributes() );
		$html       = ' defer';
		foreach ( $attributes as $name => $value ) {
			$html .= sprintf( ' data-%s="%s"', esc_attr( $name ), esc_attr( $value ) );
		}
		return str_replace( ' src=', "$html src=", $tag );
	}

	/**
	 * What the script is told.
	 *
	 * @return array<string, string>
	 */
	private function attributes(): array {
		$switch = static function ( bool $is_on ): string {
			return $is_on ? 'true' : 'false';
		};
		return array(
			'public-key'  => $this->settings->get( 'public_key' ),
			'api-url'     => $this->proxy->address() ?? $this->settings->get( 'host' ),
			'environment' => $this->settings->get( 'environment' ),
			'cookieless'  => $switch( $this->settings->get( 'cookieless' ) ),
			'respect-dnt' => $switch( $this->settings->get( 'respect_dnt' ) ),
			'errors'      => $switch( $this->settings->get( 'js_errors' ) ),
			'wp-consent'  => $this->settings->get( 'consent' ),
		) + array_fill_keys( $this->settings->get( 'events' ), '' );
	}

	/** Whoever has a role that is not counted gets the cookie; whoever lost that role loses it. */
	public function mark_visitor(): void {
		if ( ! is_user_logged_in() || headers_sent() ) {
			return;
		}
		$is_skipped = (bool) array_intersect( wp_get_current_user()->roles, $this->settings->get( 'excluded_roles' ) );
		if ( isset( $_COOKIE[ self::SKIP ] ) !== $is_skipped ) {
			self::set_cookie( $is_skipped ? '1' : '', $is_skipped ? time() + MONTH_IN_SECONDS : 1 );
		}
	}

	/** Guests are counted. */
	public function unmark_visitor(): void {
		if ( isset( $_COOKIE[ self::SKIP ] ) && ! headers_sent() ) {
			self::set_cookie( '', 1 );
		}
	}

	private static function set_cookie( string $value, int $expires ): void {
		setcookie(
			self::SKIP,
			$value,
			array(
				'expires'  => $expires,
				'path'     => COOKIEPATH,
				'domain'   => (string) COOKIE_DOMAIN,
				'secure'   => is_ssl(),
				'samesite' => 'Lax',
			)
		);
	}

	/** Path of the present page below the site's address. */
	private static function path(): string {
		$path = rawurldecode( (string) wp_parse_url( esc_url_raw( wp_unslash( $_SERVER['REQUEST_URI'] ?? '/' ) ), PHP_URL_PATH ) );
		$home = untrailingslashit( (string) wp_parse_url( home_url(), PHP_URL_PATH ) );
		return '' !== $home && 0 === strpos( $path, $home ) ? substr( $path, strlen( $home ) ) : $path;
	}
}
