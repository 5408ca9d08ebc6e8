<?php
/**
 * Audit: plugins, themes and WordPress itself.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress\Audit;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Audit;

/** What is installed, updated, switched on and off, and removed. */
final class Extensions {
	/** @var Audit */
	private $audit;

	public function __construct( Audit $audit ) {
		$this->audit = $audit;
	}

	/** Listens. */
	public function listen(): void {
		foreach ( array(
			'activated_plugin'   => 'plugin.activated',
			'deactivated_plugin' => 'plugin.deactivated',
			'delete_plugin'      => 'plugin.deleted',
			'delete_theme'       => 'theme.deleted',
		) as $hook => $action ) {
			add_action(
				$hook,
				function ( $name, $network_wide = false ) use ( $action ) {
					$this->audit->record( $action, array( 'name' => $name ) + ( $network_wide ? array( 'network' => true ) : array() ) );
				},
				10,
				2
			);
		}
		add_action( 'switch_theme', array( $this, 'theme_switched' ), 10, 3 );
		add_action( 'upgrader_process_complete', array( $this, 'upgraded' ), 10, 2 );
	}

	/**
	 * The site has another theme.
	 *
	 * @param string    $name Its name.
	 * @param \WP_Theme $to   The new one.
	 * @param \WP_Theme $from The old one.
	 */
	public function theme_switched( $name, $to, $from ): void {
		$this->audit->record(
			'theme.switched',
			array(
				'from' => $from->get_stylesheet(),
				'to'   => $to->get_stylesheet(),
			)
		);
	}

	/**
	 * Something was installed or updated.
	 *
	 * @param \WP_Upgrader         $upgrader Who did it.
	 * @param array<string, mixed> $what     Type, action and names.
	 */
	public function upgraded( $upgrader, $what ): void {
		$type = $what['type'] ?? '';
		if ( ! in_array( $type, array( 'plugin', 'theme', 'core' ), true ) ) {
			return;
		}
		$names = array_merge( (array) ( $what['plugins'] ?? array() ), (array) ( $what['themes'] ?? array() ), array_filter( array( $what['plugin'] ?? '', $what['theme'] ?? '' ) ) );
		if ( ! $names && isset( $upgrader->result['destination_name'] ) ) {
			$names = array( $upgrader->result['destination_name'] );
		}
		$this->audit->record( $type . ( 'install' === ( $what['action'] ?? '' ) ? '.installed' : '.updated' ), array( 'names' => $names ) );
	}
}
