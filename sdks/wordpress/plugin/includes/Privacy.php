<?php
/**
 * What WordPress' own tools ask of plugins about privacy.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** A text for the privacy policy, and answers to requests for export and erasure. */
final class Privacy {
	/** @var Settings */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/** Listens. */
	public function listen(): void {
		add_action( 'admin_init', array( $this, 'suggest_policy' ) );
		add_filter( 'wp_privacy_personal_data_exporters', array( $this, 'add_exporter' ) );
		add_filter( 'wp_privacy_personal_data_erasers', array( $this, 'add_eraser' ) );
		add_filter( 'wp_consent_api_registered_' . plugin_basename( MICROLOGS_FILE ), '__return_true' );
	}

	/** Suggests a text for the site's policy, by how the site counts. */
	public function suggest_policy(): void {
		$paragraphs = array(
			__( 'We count visits of this site with Micrologs on a server of our own. For each page that you view we store its address, its title, the page you came from, the size of your screen, your time zone, the kind of your device and browser, and the place that your IP address suggests. Your IP address itself is not stored.', 'micrologs' ),
			$this->settings->get( 'cookieless' )
				? __( 'No cookie is set for this, and nothing is stored in your browser. Visits of one day are recognised by a value that cannot be traced back to you, and that is destroyed after two days.', 'micrologs' )
				: __( 'A cookie named _ml_vid recognises your browser for up to 365 days; the values _ml_sid and _ml_last keep the pages of one visit together until you close the tab.', 'micrologs' ),
		);
		if ( $this->settings->get( 'respect_dnt' ) ) {
			$paragraphs[] = __( 'If your browser sends Do Not Track or Global Privacy Control, nothing is counted.', 'micrologs' );
		}
		if ( $this->settings->get( 'audit' ) ) {
			$paragraphs[] = __( 'If you have an account here, we keep a log of logins and of changes to the site, with your user name.', 'micrologs' );
		}
		wp_add_privacy_policy_content( 'Micrologs', wp_kses_post( '<p>' . implode( '</p><p>', array_map( 'esc_html', $paragraphs ) ) . '</p>' ) );
	}

	/**
	 * Adds an exporter.
	 *
	 * @param array<string, mixed> $exporters By name.
	 * @return array<string, mixed>
	 */
	public function add_exporter( $exporters ): array {
		$exporters['micrologs'] = array(
			'exporter_friendly_name' => 'Micrologs',
			'callback'               => array( $this, 'export' ),
		);
		return $exporters;
	}

	/**
	 * Adds an eraser.
	 *
	 * @param array<string, mixed> $erasers By name.
	 * @return array<string, mixed>
	 */
	public function add_eraser( $erasers ): array {
		$erasers['micrologs'] = array(
			'eraser_friendly_name' => 'Micrologs',
			'callback'             => array( $this, 'erase' ),
		);
		return $erasers;
	}

	/**
	 * What is kept of a person: visits know no mail address, the log knows the user name.
	 *
	 * @param string $email Of the person.
	 * @return array{data: array<int, array<string, mixed>>, done: bool}
	 */
	public function export( $email ): array {
		$user = get_user_by( 'email', $email );
		$data = ! $user ? array() : array(
			array(
				'group_id'    => 'micrologs',
				'group_label' => 'Micrologs',
				'item_id'     => "micrologs-{$user->ID}",
				'data'        => array(
					array(
						'name'  => __( 'Audit log', 'micrologs' ),
						/* translators: %s: user name */
						'value' => sprintf( __( 'The audit log of our Micrologs server holds what “%s” did on this site. Ask us for a copy.', 'micrologs' ), $user->user_login ),
					),
				),
			),
		);
		return array(
			'data' => $data,
			'done' => true,
		);
	}

	/**
	 * Nothing of it lies in WordPress. The audit log must not be changed: its entries go when the server's retention says so.
	 *
	 * @param string $email Of the person.
	 * @return array{items_removed: bool, items_retained: bool, messages: string[], done: bool}
	 */
	public function erase( $email ): array {
		$user = get_user_by( 'email', $email );
		return array(
			'items_removed'  => false,
			'items_retained' => (bool) $user,
			'messages'       => $user ? array( __( 'Entries of the audit log on the Micrologs server are kept until its retention ends.', 'micrologs' ) ) : array(),
			'done'           => true,
		);
	}
}
