<?php
/**
 * The link in the admin bar.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Leads from a page of the site to its statistics. It asks nothing, so no page waits for the server. */
final class AdminBar {
	/** Listens. */
	public function listen(): void {
		add_action( 'admin_bar_menu', array( $this, 'add' ), 80 );
	}

	/**
	 * Adds the link for those who may follow it.
	 *
	 * @param \WP_Admin_Bar $bar The bar.
	 */
	public function add( $bar ): void {
		if ( ! current_user_can( Capabilities::VIEW ) ) {
			return;
		}
		$address = admin_url( 'admin.php?page=' . AdminPages::STATS );
		if ( is_singular() ) {
			$address = add_query_arg( 'path', rawurlencode( (string) wp_parse_url( get_permalink(), PHP_URL_PATH ) ), $address );
		}
		$bar->add_node(
			array(
				'id'    => 'micrologs',
				'title' => sprintf( '<span class="ab-icon dashicons dashicons-chart-area" aria-hidden="true"></span><span class="ab-label">%s</span>', esc_html__( 'Statistics', 'micrologs' ) ),
				'href'  => $address,
			)
		);
	}
}
