<?php
/**
 * The commands of WP-CLI.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Watches and repairs the connection to the Micrologs server. */
final class Cli {
	/** @var Connection */
	private $connection;

	/** @var Line */
	private $line;

	/** @var Proxy */
	private $proxy;

	public function __construct( Connection $connection, Line $line, Proxy $proxy ) {
		$this->connection = $connection;
		$this->line       = $line;
		$this->proxy      = $proxy;
	}

	/** Adds the commands where WP-CLI runs. */
	public function listen(): void {
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			\WP_CLI::add_command( 'micrologs', $this );
		}
	}

	/**
	 * Tests address and keys, and the way through this site.
	 *
	 * ## EXAMPLES
	 *
	 *     wp micrologs test
	 */
	public function test(): void {
		$checks   = $this->connection->test();
		$is_sound = true;
		foreach ( $checks as $check ) {
			$is_sound = $is_sound && $check['ok'];
			\WP_CLI::log( sprintf( '%s %s: %s', $check['ok'] ? '✔' : '✘', $check['name'], $check['message'] ) );
		}
		$proxy = $this->proxy->check();
		\WP_CLI::log( sprintf( '%s %s: %s', $proxy['ok'] ? '✔' : '–', 'Proxy', $proxy['message'] ) );
		if ( ! $is_sound ) {
			\WP_CLI::error( 'Micrologs is not connected.' );
		}
		\WP_CLI::success( 'Micrologs is connected.' );
	}

	/**
	 * Tells how many events wait, and which were lost.
	 *
	 * ## EXAMPLES
	 *
	 *     wp micrologs status
	 */
	public function status(): void {
		\WP_CLI::log( sprintf( '%d events wait.', Outbox::count() ) );
		foreach ( get_option( Line::LOSSES, array() ) as $reason => $loss ) {
			\WP_CLI::log( sprintf( '%d events lost (%s): %s', $loss['count'], $reason, $loss['message'] ) );
		}
	}

	/**
	 * Sends what waits in the outbox.
	 *
	 * ## EXAMPLES
	 *
	 *     wp micrologs flush
	 */
	public function flush(): void {
		if ( ! $this->line->flush() ) {
			\WP_CLI::error( sprintf( '%d events still wait.', Outbox::count() ) );
		}
		\WP_CLI::success( 'Nothing waits.' );
	}
}
