<?php
/**
 * What activation adds to a site, and what uninstalling takes away.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Sets up and cleans one site after the other. */
final class Installer {
	/** Option: the version that set the site up last. */
	const VERSION = 'micrologs_version';

	/** @var Settings */
	private $settings;

	/** @var Proxy */
	private $proxy;

	public function __construct( Settings $settings, Proxy $proxy ) {
		$this->settings = $settings;
		$this->proxy    = $proxy;
	}

	/** Listens for activation, deactivation, updates and new sites of a network. */
	public function listen(): void {
		register_activation_hook( MICROLOGS_FILE, array( $this, 'activate' ) );
		register_deactivation_hook( MICROLOGS_FILE, array( $this, 'deactivate' ) );
		add_action( 'init', array( $this, 'update' ) );
		add_action( 'wp_initialize_site', array( $this, 'set_up_new_site' ), 200 );
		// WordPress drops the site's own tables at 10.
		add_action( 'wp_uninitialize_site', array( $this, 'leave_deleted_site' ), 5 );
	}

	/**
	 * Sets up this site, or every site of the network.
	 *
	 * @param bool $network_wide Whether the plugin is activated for the whole network.
	 */
	public function activate( $network_wide = false ): void {
		if ( $network_wide ) {
			self::on_each_site( array( $this, 'set_up' ) );
		} else {
			$this->set_up();
		}
	}

	/**
	 * Nothing runs any more; what is stored stays for the next activation.
	 *
	 * @param bool $network_wide Whether it was active for the whole network.
	 */
	public function deactivate( $network_wide = false ): void {
		$stop = static function (): void {
			wp_unschedule_hook( Outbox::CRON );
			wp_unschedule_hook( Proxy::CRON );
		};
		if ( $network_wide ) {
			self::on_each_site( $stop );
		} else {
			$stop();
		}
	}

	/** Files of a new version may have come without an activation. */
	public function update(): void {
		if ( get_option( self::VERSION ) !== MICROLOGS_VERSION ) {
			$this->set_up();
		}
	}

	/**
	 * A site that is made later gets what activation gave the others.
	 *
	 * @param \WP_Site $site The new site.
	 */
	public function set_up_new_site( $site ): void {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		if ( is_plugin_active_for_network( plugin_basename( MICROLOGS_FILE ) ) ) {
			switch_to_blog( (int) $site->blog_id );
			$this->set_up();
			restore_current_blog();
		}
	}

	/**
	 * WordPress drops the tables that it knows of.
	 *
	 * @param \WP_Site $site The site that goes.
	 */
	public function leave_deleted_site( $site ): void {
		switch_to_blog( (int) $site->blog_id );
		Outbox::remove();
		restore_current_blog();
	}

	/** Rights, table, names and schedule of the present site. */
	public function set_up(): void {
		Outbox::create();
		Capabilities::grant( $this->settings->get( 'viewer_roles' ) );
		$this->proxy->set_up();
		update_option( self::VERSION, MICROLOGS_VERSION, true );
	}

	/** Takes everything away, on every site. Settings and short links stay where the owner wants to keep them. */
	public static function uninstall(): void {
		self::on_each_site(
			static function (): void {
				$is_kept = (bool) ( new Settings() )->get( 'keep_data' );
				Capabilities::revoke();
				Outbox::remove();
				Reports::forget();
				wp_unschedule_hook( Proxy::CRON );
				foreach ( array( self::VERSION, Line::LOSSES, Proxy::STATE ) as $option ) {
					delete_option( $option );
				}
				if ( ! $is_kept ) {
					delete_option( Settings::OPTION );
					delete_option( Proxy::NAMES );
					delete_post_meta_by_key( ShortLinks::META );
				}
			}
		);
	}

	/**
	 * Calls with each site of the network switched to; on a single site once.
	 *
	 * @param callable $work Takes nothing.
	 */
	private static function on_each_site( callable $work ): void {
		if ( ! is_multisite() ) {
			$work();
			return;
		}
		$sites = get_sites(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		);
		foreach ( $sites as $site ) {
			switch_to_blog( (int) $site );
			$work();
			restore_current_blog();
		}
	}
}
