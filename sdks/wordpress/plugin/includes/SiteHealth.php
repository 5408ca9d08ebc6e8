<?php
/**
 * The plugin's state, for Site Health.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** A test, and what is to be known when somebody asks for help; no key is in it. */
final class SiteHealth {
	/** @var Settings */
	private $settings;

	/** @var Connection */
	private $connection;

	/** @var Proxy */
	private $proxy;

	public function __construct( Settings $settings, Connection $connection, Proxy $proxy ) {
		$this->settings   = $settings;
		$this->connection = $connection;
		$this->proxy      = $proxy;
	}

	/** Listens. */
	public function listen(): void {
		add_filter( 'site_status_tests', array( $this, 'add_test' ) );
		add_filter( 'debug_information', array( $this, 'add_information' ) );
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/** The route by which the page runs the test, since that asks the server. */
	public function register(): void {
		register_rest_route(
			SettingsRoutes::NAMESPACE,
			'/site-health',
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'test' ),
				'permission_callback' => static function (): bool {
					return current_user_can( 'view_site_health_checks' );
				},
			)
		);
	}

	/**
	 * Adds the test.
	 *
	 * @param array<string, array<string, mixed>> $tests By kind and name.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_test( $tests ): array {
		$tests['async']['micrologs'] = array(
			'label'             => __( 'Micrologs', 'micrologs' ),
			'test'              => rest_url( SettingsRoutes::NAMESPACE . '/site-health' ),
			'has_rest'          => true,
			'async_direct_test' => array( $this, 'test' ),
		);
		return $tests;
	}

	/**
	 * Whether events arrive.
	 *
	 * @return array<string, mixed> As Site Health takes it.
	 */
	public function test(): array {
		$faults = array();
		foreach ( $this->connection->test() as $check ) {
			if ( ! $check['ok'] ) {
				$faults[] = "{$check['name']}: {$check['message']}";
			}
		}
		$waiting = Outbox::count();
		if ( $waiting > 0 ) {
			/* translators: %d: number of events */
			$faults[] = sprintf( _n( '%d event waits to be sent.', '%d events wait to be sent.', $waiting, 'micrologs' ), $waiting );
		}
		return array(
			'label'       => $faults ? __( 'Micrologs needs your attention', 'micrologs' ) : __( 'Micrologs receives what this site sends', 'micrologs' ),
			'status'      => $faults ? 'recommended' : 'good',
			'badge'       => array(
				'label' => 'Micrologs',
				'color' => 'blue',
			),
			'description' => '<p>' . implode( '</p><p>', array_map( 'esc_html', $faults ? $faults : array( __( 'The server answers, and knows the keys.', 'micrologs' ) ) ) ) . '</p>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( admin_url( 'admin.php?page=' . AdminPages::SETTINGS ) ), esc_html__( 'Micrologs settings', 'micrologs' ) ),
			'test'        => 'micrologs',
		);
	}

	/**
	 * Adds a section to the information.
	 *
	 * @param array<string, mixed> $information By section.
	 * @return array<string, mixed>
	 */
	public function add_information( $information ): array {
		$yes_no = static function ( bool $is_on ): string {
			return $is_on ? __( 'Yes', 'micrologs' ) : __( 'No', 'micrologs' );
		};
		$losses = get_option( Line::LOSSES, array() );
		$fields = array(
			__( 'Version', 'micrologs' )                 => MICROLOGS_VERSION,
			__( 'Server', 'micrologs' )                  => $this->settings->get( 'host' ),
			__( 'Public key entered', 'micrologs' )      => $yes_no( '' !== $this->settings->get( 'public_key' ) ),
			__( 'Secret key entered', 'micrologs' )      => $yes_no( '' !== $this->settings->get( Settings::SECRET ) ),
			__( 'Events go through this site', 'micrologs' ) => $yes_no( null !== $this->proxy->address() ),
			__( 'Events that wait', 'micrologs' )        => (string) Outbox::count(),
			__( 'Events lost', 'micrologs' )             => $losses ? wp_json_encode( array_map( static fn( array $loss ) => $loss['count'], $losses ) ) : '0',
		);
		$information['micrologs'] = array(
			'label'  => 'Micrologs',
			'fields' => array_map(
				static function ( string $label, string $value ): array {
					return compact( 'label', 'value' );
				},
				array_keys( $fields ),
				$fields
			),
		);
		return $information;
	}
}
