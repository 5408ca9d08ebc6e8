<?php
/**
 * The settings page's side of REST: read, save, and test the connection.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** `micrologs/v1/settings` and `micrologs/v1/connection`, for those who may manage the plugin. */
final class SettingsRoutes {
	const NAMESPACE = 'micrologs/v1';

	/** @var Settings */
	private $settings;

	/** @var Connection */
	private $connection;

	/** @var Line */
	private $line;

	/** @var Proxy */
	private $proxy;

	public function __construct( Settings $settings, Connection $connection, Line $line, Proxy $proxy ) {
		$this->settings   = $settings;
		$this->connection = $connection;
		$this->line       = $line;
		$this->proxy      = $proxy;
	}

	/** Registers the routes when REST begins. */
	public function listen(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/** Registers the routes. */
	public function register(): void {
		$may_manage = static function (): bool {
			return current_user_can( Capabilities::MANAGE );
		};
		$arguments  = array_map(
			static function ( array $schema ): array {
				// Absent means unchanged, so there are no defaults here.
				unset( $schema['default'] );
				return $schema;
			},
			Settings::schema()
		);
		register_rest_route(
			self::NAMESPACE,
			'/settings',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, 'read' ),
					'permission_callback' => $may_manage,
				),
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'save' ),
					'permission_callback' => $may_manage,
					'args'                => $arguments,
				),
			)
		);
		register_rest_route(
			self::NAMESPACE,
			'/connection',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'test' ),
				'permission_callback' => $may_manage,
			)
		);
	}

	/** What is in force, without the secret key. */
	public function read(): \WP_REST_Response {
		return new \WP_REST_Response( $this->settings->visible() );
	}

	/** Stores what was sent, and answers what is in force then. */
	public function save( \WP_REST_Request $request ): \WP_REST_Response {
		$changes = array_intersect_key( $request->get_params(), Settings::schema() );
		$this->settings->save( $changes );
		$this->line->reset();
		Reports::forget();
		if ( array_key_exists( 'viewer_roles', $changes ) ) {
			Capabilities::grant( $this->settings->get( 'viewer_roles' ) );
		}
		$this->proxy->check();
		return $this->read();
	}

	/** What works with the stored settings. */
	public function test(): \WP_REST_Response {
		$checks = $this->connection->test();
		if ( $this->settings->get( 'proxy' ) ) {
			$checks[] = array( 'name' => __( 'Way through this site', 'micrologs' ) ) + $this->proxy->check();
		}
		return new \WP_REST_Response( $checks );
	}
}
