<?php
/**
 * What activation adds to a site.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Sets up one site after the other. */
final class Installer {
	/** Listens for activation and for new sites of a network. */
	public function listen(): void {
		register_activation_hook( MICROLOGS_FILE, array( $this, 'activate' ) );
		add_action( 'wp_initialize_site', array( $this, 'set_up_new_site' ), 200 );
	}

	/**
	 * Sets up this site, or every site of the network.
	 *
	 * @param bool $network_wide Whether the plugin is activated for the whole network.
	 */
	public function activate( $network_wide = false ): void {
		if ( is_multisite() && $network_wide ) {
			Sites::each( array( $this, 'set_up' ) );
		} else {
			$this->set_up();
		}
	}

	/**
	 * A site that is made later gets what activation gave the others.
	 *
	 * @param \WP_Site $site The new site.
	 */
	public function set_up_new_site( $site ): void {
		if ( is_plugin_active_for_network( plugin_basename( MICROLOGS_FILE ) ) ) {
			switch_to_blog( (int) $site->blog_id );
			$this->set_up();
			restore_current_blog();
		}
	}

	/** Rights of the present site's roles. */
	public function set_up(): void {
		Capabilities::grant( ( new Settings() )->get( 'viewer_roles' ) );
	}
}
