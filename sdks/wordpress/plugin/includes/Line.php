<?php
/**
 * The line to the Micrologs server: one client per site and request, made when it is first needed.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Core\Client;
use Micrologs\WordPress\Core\Generated\Api;

/**
 * What is captured waits in memory, leaves after the response, and goes to the outbox when the server does not take it. Capturing
 * never throws, and does nothing while there is no connection.
 */
final class Line {
	const USER_AGENT = 'micrologs-wordpress/' . MICROLOGS_VERSION;

	/** Seconds that sending may take at the end of a request. */
	const SEND_SECONDS = 2;

	/** Events of one request that are not left to its end. */
	const FLUSH_AT = 100;

	/** Seconds that a background job may take. */
	const FLUSH_SECONDS = 20;

	/** Option: events lost, by reason, with the time of the last one. */
	const LOSSES = 'micrologs_losses';

	/** @var Settings */
	private $settings;

	/** @var array<int, Client> By site: a network's request may visit several. */
	private $clients = array();

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/** Listens for the cron job of the outbox. */
	public function listen(): void {
		add_action( Outbox::CRON, array( $this, 'flush' ) );
	}

	/**
	 * Captures an error.
	 *
	 * @param string               $message What happened.
	 * @param array<string, mixed> $options Those of the core's `error`.
	 * @return array<string, mixed>|null The envelope, or null when it was not taken.
	 */
	public function error( string $message, array $options = array() ) {
		$client = $this->client();
		return $client ? $client->error( $message, $options ) : null;
	}

	/**
	 * Captures an exception with its stack and causes, once.
	 *
	 * @param \Throwable           $error   What was thrown.
	 * @param array<string, mixed> $options Those of the core's `error`.
	 * @return array<string, mixed>|null As error().
	 */
	public function exception( \Throwable $error, array $options = array() ) {
		$client = $this->client();
		return $client ? $client->captureException( $error, $options ) : null;
	}

	/**
	 * Captures an audit entry.
	 *
	 * @param string               $action  Such as `post.published`.
	 * @param string               $actor   Who did it; empty for the system.
	 * @param array<string, mixed> $context What else is to be known.
	 * @return array<string, mixed>|null As error().
	 */
	public function audit( string $action, string $actor = '', array $context = array() ) {
		$client = $this->client();
		return $client ? $client->audit( $action, $actor, $context ) : null;
	}

	/**
	 * Every operation of the API.
	 *
	 * @return Api|null Null without address or secret key.
	 */
	public function api() {
		$client = $this->settings->can_ask() ? $this->client() : null;
		return $client ? $client->api() : null;
	}

	/**
	 * Sends what waits in the outbox, and comes back later while there is more.
	 *
	 * @return bool Whether nothing waits any more.
	 */
	public function flush(): bool {
		$client = $this->client();
		if ( $client ) {
			$client->flush( self::FLUSH_SECONDS );
		}
		$waiting = Outbox::count();
		if ( $waiting > 0 && ! wp_next_scheduled( Outbox::CRON ) ) {
			wp_schedule_single_event( time() + 5 * MINUTE_IN_SECONDS, Outbox::CRON );
		}
		return 0 === $waiting;
	}

	/** Forgets the client, since its settings changed; what waits in it goes to the outbox. */
	public function reset(): void {
		foreach ( $this->clients as $client ) {
			$client->close( 0 );
		}
		$this->clients = array();
	}

	/** Answers null while there is no connection, or when a constant of wp-config.php makes no sense. */
	private function client(): ?Client {
		$site = get_current_blog_id();
		if ( ! isset( $this->clients[ $site ] ) ) {
			$key = $this->settings->get( Settings::SECRET );
			if ( '' === $this->settings->get( 'host' ) || '' === $key . $this->settings->get( 'public_key' ) ) {
				return null;
			}
			$this->clients[ $site ] = new Client(
				array(
					'host'          => $this->settings->get( 'host' ),
					'key'           => '' === $key ? $this->settings->get( 'public_key' ) : $key,
					'environment'   => $this->settings->get( 'environment' ),
					'userAgent'     => self::USER_AGENT,
					'transport'     => new HttpTransport(),
					'spill'         => new Outbox(),
					'sendTimeout'   => self::SEND_SECONDS,
					// Not in the middle of a page, unless it captures as many as an import does.
					'flushInterval' => 0,
					'flushAt'       => self::FLUSH_AT,
					'beforeSend'    => array( self::class, 'filter' ),
					'onLoss'        => array( self::class, 'note_loss' ),
				)
			);
		}
		return $this->clients[ $site ];
	}

	/**
	 * Lets the site change an event, or drop it by null.
	 *
	 * @param array<string, mixed> $event As the server takes it.
	 * @return array<string, mixed>|null
	 */
	public static function filter( array $event ): ?array {
		/**
		 * Filters every event that PHP captures before it waits to be sent.
		 *
		 * @param array<string, mixed>|null $event Fields of `POST /api/track/batch`; null drops it.
		 */
		$changed = apply_filters( 'micrologs_event', $event );
		return is_array( $changed ) ? $changed : null;
	}

	/**
	 * Counts a loss, for Site Health.
	 *
	 * @param array{reason: string, count: int, message: string} $loss What the core tells.
	 */
	public static function note_loss( array $loss ): void {
		$losses = get_option( self::LOSSES, array() );
		$losses = is_array( $losses ) ? $losses : array();
		$reason = $loss['reason'];

		$losses[ $reason ] = array(
			'count'   => ( $losses[ $reason ]['count'] ?? 0 ) + $loss['count'],
			'message' => sanitize_text_field( $loss['message'] ),
			'time'    => time(),
		);
		update_option( self::LOSSES, $losses, false );
		/**
		 * Fires when events are lost.
		 *
		 * @param array{reason: string, count: int, message: string} $loss
		 */
		do_action( 'micrologs_loss', $loss );
	}
}
