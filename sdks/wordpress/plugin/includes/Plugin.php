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
	/** Starts every part. Called once, while plugins are loaded. */
	public static function start(): void {
		$settings  = new Settings();
		$installer = new Installer();
		$installer->listen();
		( new SettingsRoutes( $settings, new Connection( $settings ) ) )->listen();
		( new AdminPages( $settings ) )->listen();
		( new Tracker( $settings ) )->listen();
	}
}
