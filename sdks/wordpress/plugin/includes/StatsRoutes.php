<?php
/**
 * Reports over REST, for those who may see them.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** `micrologs/v1/stats/NAME`. */
final class StatsRoutes {
	/** @var Reports */
	private $reports;

	public function __construct( Reports $reports ) {
		$this->reports = $reports;
	}

	/** Registers the route when REST begins. */
	public function listen(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			SettingsRoutes::NAMESPACE,
			'/stats/(?P<report>' . implode( '|', Reports::NAMES ) . ')',
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => static function (): bool {
					return current_user_can( Capabilities::VIEW );
				},
				'args'                => array(
					'range' => array(
						'type'    => 'string',
						'enum'    => array( '1d', '7d', '30d', '90d', '365d' ),
						'default' => '30d',
					),
					'path'  => array(
						'type'      => 'string',
						'maxLength' => 2000,
						'default'   => '',
					),
				),
			)
		);
	}

	/**
	 * A report about the range, on request about one page alone.
	 *
	 * @param \WP_REST_Request $request What is asked for.
	 * @return array<string, mixed>|\WP_Error
	 */
	public function answer( \WP_REST_Request $request ) {
		$name  = $request['report'];
		$input = array( 'range' => $request['range'] );
		if ( '' !== $request['path'] && ! in_array( $name, array( 'errors', 'links' ), true ) ) {
			$input['filters'] = array( array( 'is', 'path', $request['path'] ) );
		}
		if ( 'visitors' === $name ) {
			$input += array(
				'fill'     => true,
				'compare'  => 'previous',
				'interval' => array( '1d' => 'hour', '365d' => 'week' )[ $request['range'] ] ?? 'day',
			);
		} elseif ( 'pages' === $name ) {
			$input += array( 'by' => 'path' );
		}
		if ( 'visitors' !== $name ) {
			$input += array( 'limit' => 10 );
		}
		return $this->reports->get( $name, $input );
	}
}
