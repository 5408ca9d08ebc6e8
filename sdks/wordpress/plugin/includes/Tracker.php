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
 * Puts the tracker's script into pages. What the page says is the same for every visitor, so that page caches may keep it: who is
 * not counted because of a role carries a cookie, which the script looks for.
 */
final class Tracker {
	const HANDLE = 'micrologs-site';

	/** @var Settings */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/** Listens for the page's scripts. */
	public function listen(): void {
		add_action( 'wp_enqueue_scripts', array( $this, 'enqueue' ) );
		add_filter( 'script_loader_tag', array( $this, 'add_attributes' ), 10, 2 );
	}

	/** Loads the script on pages that count. */
	public function enqueue(): void {
		if ( ! $this->settings->is_connected() || ! $this->settings->get( 'tracking' ) || is_preview() || is_customize_preview() ) {
			return;
		}
		$asset = require dirname( MICROLOGS_FILE ) . '/build/site.asset.php';
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/site.js', MICROLOGS_FILE ), $asset['dependencies'], $asset['version'], true );
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
		$html = ' defer';
		foreach ( $this->attributes() as $name => $value ) {
			$html .= sprintf( ' data-%s="%s"', $name, esc_attr( $value ) );
		}
		return str_replace( '<script ', "<script$html ", $tag );
	}

	/**
	 * What the script is told, by the names of its `data-` attributes.
	 *
	 * @return array<string, string>
	 */
	private function attributes(): array {
		$switch = static function ( bool $is_on ): string {
			return $is_on ? 'true' : 'false';
		};
		return array(
			'public-key'  => $this->settings->get( 'public_key' ),
			'api-url'     => $this->settings->get( 'host' ),
			'environment' => $this->settings->get( 'environment' ),
			'cookieless'  => $switch( $this->settings->get( 'cookieless' ) ),
			'respect-dnt' => $switch( $this->settings->get( 'respect_dnt' ) ),
			'errors'      => $switch( $this->settings->get( 'js_errors' ) ),
		);
	}
}
