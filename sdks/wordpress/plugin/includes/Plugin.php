<?php
/**
 * Composition: which parts there are, and when they begin to listen.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Wires the parts together; holds no rules of its own. */
final class Plugin {
	/** @var Line|null What sites' own code captures with, by functions.php. */
	private static $line;

	/** Starts every part. Called once, while plugins are loaded. */
	public static function start(): void {
		$settings   = new Settings();
		$connection = new Connection( $settings );
		$proxy      = new Proxy( $settings );
		$line       = self::line();
		$reports    = new Reports( $line );
		$parts      = array(
			new PhpErrors( $settings, $line ),
			new Installer( $settings, $proxy ),
			$line,
			$proxy,
			new Tracker( $settings, $proxy ),
			new Audit( $settings, $line ),
			new WooCommerce( $settings, $line ),
			new SettingsRoutes( $settings, $connection, $line, $proxy ),
			new StatsRoutes( $reports ),
			new AdminPages( $settings ),
			new AdminBar(),
			new ViewsColumn( $settings, $reports ),
			new ShortLinks( $settings, $line ),
			new Privacy( $settings ),
			new SiteHealth( $settings, $connection, $proxy ),
			new Cli( $connection, $line, $proxy ),
		);
		foreach ( $parts as $part ) {
			$part->listen();
		}
		add_action(
			'init',
			static function (): void {
				// phpcs:ignore PluginCheck.CodeAnalysis.DiscouragedFunctions -- the translations come with the plugin.
				load_plugin_textdomain( 'micrologs', false, dirname( plugin_basename( MICROLOGS_FILE ) ) . '/languages' );
			},
			1
		);
	}

	/** The line that all parts share. */
	public static function line(): Line {
		if ( null === self::$line ) {
			self::$line = new Line( new Settings() );
		}
		return self::$line;
	}
}
