<?php
/**
 * The way of events through this site: what the tracker sends goes to a route of this site, which sends it on.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Core\Exception\MicrologsError;
use Micrologs\WordPress\Core\Http\Request;
use Micrologs\WordPress\Core\Http\Response;

/**
 * A REST route with a random name, so that rules against third parties do not apply. It only ever sends to the server of the
 * settings, and only events of this site's own pages, with the address and browser of whoever sent them; so it needs the secret key.
 * Bodies are bounded, senders too where the site has a lasting object cache. What the tracker enters into the audit log goes with the
 * public key: with the secret one it would be believed, and anybody may send here.
 *
 * Only used while the self-test, which runs when settings are saved and once a day, passes; else the tracker sends to the server.
 */
final class Proxy {
	/** Option: the random names. */
	const NAMES = 'micrologs_proxy_names';

	/** Option: what the last self-test said. */
	const STATE = 'micrologs_proxy_state';

	/** Cron hook of the daily self-test. */
	const CRON = 'micrologs_check_proxy';

	const MAX_BYTES       = 65536;
	const MAX_EVENTS      = 50;
	const TIMEOUT_SECONDS = 3;

	/** Requests per address and minute. */
	const MAX_PER_MINUTE = 240;

	/** Endpoints by the kind of event that they take; null: the event says so itself. */
	const KINDS = array(
		'pageview' => 'pageview',
		'error'    => 'error',
		'batch'    => null,
	);

	/** Answered with, so that the self-test knows who answered. */
	const HEADER = 'X-Same-Origin';

	/** @var Settings */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/** Listens for REST and for the self-test. */
	public function listen(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
		add_action( self::CRON, array( $this, 'check' ) );
	}

	/** Where the tracker sends to in place of the server; null while that does not work. */
	public function address(): ?string {
		$state = get_option( self::STATE );
		return $this->is_wanted() && is_array( $state ) && $state['ok'] ? untrailingslashit( rest_url( $this->base() ) ) : null;
	}

	/** Registers the routes below the random name. */
	public function register(): void {
		if ( ! $this->is_wanted() ) {
			return;
		}
		list( $namespace, $route ) = $this->names();
		register_rest_route(
			$namespace,
			"/$route/api/track/(?P<endpoint>" . implode( '|', array_keys( self::KINDS ) ) . ')',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'take' ),
				// Every visitor may send what the tracker sends.
				'permission_callback' => '__return_true',
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * Takes what the tracker sent, and sends it on.
	 *
	 * @param \WP_REST_Request $request With the body as it came.
	 */
	public function take( \WP_REST_Request $request ): \WP_REST_Response {
		$body = $request->get_body();
		if ( strlen( $body ) > self::MAX_BYTES ) {
			return self::answer( 413, 'Payload too large' );
		}
		$address = $this->client_address();
		if ( $this->is_flooding( $address ) ) {
			return self::answer( 429, 'Too many attempts. Try again later.' );
		}
		$sent   = json_decode( $body, true );
		$events = 'batch' === $request['endpoint'] ? ( is_array( $sent ) ? $sent['events'] ?? null : null ) : array( $sent );
		if ( ! is_array( $events ) || count( $events ) > self::MAX_EVENTS ) {
			return self::answer( 400, 'Invalid or missing JSON body' );
		}
		$events = array_values( array_filter( $this->own( $events, self::KINDS[ $request['endpoint'] ] ) ) );
		if ( ! $events ) {
			return self::answer( 400, 'No event of this site' );
		}
		$sender = array(
			'client_ip'       => $address,
			'user_agent'      => substr( (string) $request->get_header( 'user_agent' ), 0, 512 ),
			'accept_language' => substr( (string) $request->get_header( 'accept_language' ), 0, 128 ),
		);
		$kinds  = array(
			Settings::SECRET => array(),
			'public_key'     => array(),
		);
		foreach ( $events as $event ) {
			if ( 'audit' === $event['kind'] ) {
				$kinds['public_key'][] = $event;
			} else {
				$kinds[ Settings::SECRET ][] = $sender + $event;
			}
		}
		try {
			foreach ( array_filter( $kinds ) as $key => $some ) {
				$answer = $this->send( $some, $this->settings->get( $key ) );
			}
		} catch ( MicrologsError $error ) {
			return self::answer( 503, 'The server cannot be reached' );
		}
		// A redirect or a refused key is this site's affair, not the visitor's.
		return self::answer( 202 === $answer->status || 400 === $answer->status || 429 === $answer->status ? $answer->status : 502, $answer->isSuccess() ? 'OK' : 'Not accepted' );
	}

	/**
	 * Whether a request to the own route arrives there, and the server knows the keys.
	 *
	 * @return array{ok: bool, message: string}
	 */
	public function check(): array {
		$state = $this->is_wanted() ? $this->test() : array(
			'ok'      => false,
			'message' => __( 'Needs the server’s address and both keys.', 'micrologs' ),
		);
		update_option( self::STATE, $state, true );
		return $state;
	}

	/** Chooses random names, and has the self-test run daily. */
	public function set_up(): void {
		if ( ! is_array( get_option( self::NAMES ) ) ) {
			$name = static function (): string {
				return chr( wp_rand( 97, 122 ) ) . strtolower( wp_generate_password( 7, false ) );
			};
			update_option( self::NAMES, array( $name() . '/v1', $name() ), true );
		}
		if ( ! wp_next_scheduled( self::CRON ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'daily', self::CRON );
		}
	}

	private function is_wanted(): bool {
		return $this->settings->get( 'proxy' ) && $this->settings->is_connected() && $this->settings->can_ask() && is_array( get_option( self::NAMES ) );
	}

	/**
	 * The random names.
	 *
	 * @return array{string, string} REST namespace and route.
	 */
	private function names(): array {
		return get_option( self::NAMES );
	}

	private function base(): string {
		return implode( '/', $this->names() );
	}

	private function test(): array {
		// The tracker appends a query of its own.
		if ( ! get_option( 'permalink_structure' ) ) {
			return array(
				'ok'      => false,
				'message' => __( 'Needs permalinks other than “Plain”.', 'micrologs' ),
			);
		}
		$answer = wp_remote_post(
			rest_url( $this->base() . '/api/track/batch' ),
			array(
				'timeout'   => self::TIMEOUT_SECONDS,
				'body'      => '{"events":[]}',
				'headers'   => array( 'Content-Type' => 'text/plain' ),
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify' => apply_filters( 'https_local_ssl_verify', false ),
			)
		);
		if ( is_wp_error( $answer ) ) {
			return array(
				'ok'      => false,
				'message' => $answer->get_error_message(),
			);
		}
		$is_ours = '' !== wp_remote_retrieve_header( $answer, self::HEADER );
		return array(
			'ok'      => $is_ours,
			'message' => $is_ours ? __( 'Events go through this site.', 'micrologs' ) : __( 'Something on this site keeps visitors from its REST API. Events go straight to the server.', 'micrologs' ),
		);
	}

	/**
	 * Events that the tracker may send, with their kind; pages of other sites are not this site's affair.
	 *
	 * @param array<int, mixed> $events As they came.
	 * @param string|null       $kind   Of all of them.
	 * @return array<int, array<string, mixed>|null>
	 */
	private function own( array $events, ?string $kind ): array {
		$host = wp_parse_url( home_url(), PHP_URL_HOST );
		return array_map(
			static function ( $event ) use ( $kind, $host ): ?array {
				if ( ! is_array( $event ) ) {
					return null;
				}
				$event['kind'] = $kind ?? $event['kind'] ?? '';
				// These belong to a view, or tell of a page by its path.
				if ( 'engagement' === $event['kind'] || 'audit' === $event['kind'] ) {
					return $event;
				}
				$is_own = isset( $event['url'] ) && is_string( $event['url'] ) && wp_parse_url( $event['url'], PHP_URL_HOST ) === $host;
				return $is_own && in_array( $event['kind'], self::KINDS, true ) ? $event : null;
			},
			$events
		);
	}

	/**
	 * Sends events. They do not go to the outbox: addresses of visitors must not reach a disk.
	 *
	 * @param array<int, array<string, mixed>> $events As the server takes them.
	 * @param string                           $key    Public or secret.
	 * @throws MicrologsError Without an answer.
	 */
	private function send( array $events, string $key ): Response {
		return ( new HttpTransport() )->send(
			new Request(
				'POST',
				$this->settings->get( 'host' ) . '/api/track/batch',
				array(
					'Content-Type' => 'application/json',
					'X-API-Key'    => $key,
					'User-Agent'   => Line::USER_AGENT,
				),
				wp_json_encode( array( 'events' => $events ) ),
				self::TIMEOUT_SECONDS,
				1
			)
		);
	}

	private function client_address(): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- checked as addresses by ClientAddress.
		return ClientAddress::of( $_SERVER['REMOTE_ADDR'] ?? '', wp_unslash( $_SERVER['HTTP_X_FORWARDED_FOR'] ?? '' ), $this->settings->get( 'trusted_proxies' ) );
	}

	/** Counting in the database would cost more than what it keeps away; the server has limits of its own. */
	private function is_flooding( string $address ): bool {
		if ( ! wp_using_ext_object_cache() ) {
			return false;
		}
		$key = 'sender ' . wp_hash( $address ) . ' ' . intdiv( time(), 60 );
		wp_cache_add( $key, 0, 'micrologs', 120 );
		return wp_cache_incr( $key, 1, 'micrologs' ) > self::MAX_PER_MINUTE;
	}

	private static function answer( int $status, string $message ): \WP_REST_Response {
		$response = new \WP_REST_Response(
			array(
				'success' => $status < 300,
				'message' => $message,
			),
			$status
		);
		$response->header( 'Cache-Control', 'no-store' );
		$response->header( self::HEADER, '1' );
		return $response;
	}
}
