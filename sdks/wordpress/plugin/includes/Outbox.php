<?php
/**
 * Events that could not be sent wait here.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Core\Delivery\Spill;

/**
 * A table of the site's own. Options would be read and written as a whole, so that two requests at once lose each other's events;
 * files need a folder that PHP may write and the web cannot read, which many hosts do not have. Rows are neither: they are added
 * and taken one by one, wherever WordPress runs. Nothing here throws or complains, not even without the table.
 */
final class Outbox implements Spill {
	const TABLE = 'micrologs_outbox';

	/** Option: failures in a row, and until when nothing is to be sent. */
	const PAUSE = 'micrologs_pause';

	/** Cron hook that sends what waits. */
	const CRON = 'micrologs_send_outbox';

	const MAX_EVENTS = 10000;
	const MAX_BYTES  = 16777216;

	/** The server takes the time of an event from its client for seven days. */
	const MAX_AGE_SECONDS = 604800;

	const PART_EVENTS = 100;

	/** @var int Whose events these are: the end of a request may find another site of the network switched to. */
	private $site;

	public function __construct() {
		$this->site = get_current_blog_id();
	}

	/** The table's name on the present site. */
	public static function table(): string {
		global $wpdb;
		return $wpdb->prefix . self::TABLE;
	}

	/** Makes the table. */
	public static function create(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$table = self::table();
		dbDelta(
			"CREATE TABLE $table (
				id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				created_at int(10) unsigned NOT NULL,
				event longtext NOT NULL,
				PRIMARY KEY  (id)
			) {$wpdb->get_charset_collate()};"
		);
	}

	/** Removes the table, and what belongs to it. */
	public static function remove(): void {
		self::query( 'DROP TABLE IF EXISTS %i', self::table() );
		delete_option( self::PAUSE );
		wp_unschedule_hook( self::CRON );
	}

	/** Events that wait. */
	public static function count(): int {
		return (int) ( self::rows( 'SELECT COUNT(*) AS waiting FROM %i', self::table() )[0]['waiting'] ?? 0 );
	}

	/**
	 * Keeps events after those that it has, and sees to it that they are sent later.
	 *
	 * @param string[] $events JSON.
	 * @return int How many had room, from the first one on.
	 */
	public function keep( array $events ): int {
		return $this->at_home(
			static function () use ( $events ): int {
				return self::add( $events );
			}
		);
	}

	private static function add( array $events ): int {
		$used  = self::rows( 'SELECT COUNT(*) AS events, COALESCE(SUM(LENGTH(event)), 0) AS bytes FROM %i', self::table() )[0] ?? null;
		$count = (int) ( $used['events'] ?? self::MAX_EVENTS );
		$bytes = (int) ( $used['bytes'] ?? 0 );
		$kept  = 0;
		foreach ( $events as $event ) {
			$bytes += strlen( $event );
			if ( ++$count > self::MAX_EVENTS || $bytes > self::MAX_BYTES ) {
				break;
			}
			if ( 1 !== self::query( 'INSERT INTO %i (created_at, event) VALUES (%d, %s)', self::table(), time(), $event ) ) {
				break;
			}
			++$kept;
		}
		if ( $kept > 0 && ! wp_next_scheduled( self::CRON ) ) {
			wp_schedule_single_event( time() + MINUTE_IN_SECONDS, self::CRON );
		}
		return $kept;
	}

	/**
	 * Hands out the oldest events, part by part, while no other process does.
	 *
	 * @param callable $send Takes a list of events, and returns those that are left of it.
	 */
	public function drain( callable $send ): void {
		$this->at_home(
			static function () use ( $send ): void {
				self::hand_out( $send );
			}
		);
	}

	private static function hand_out( callable $send ): void {
		$lock = self::table();
		if ( 0 === self::count() || '1' !== ( self::rows( 'SELECT GET_LOCK(%s, 0) AS held', $lock )[0]['held'] ?? null ) ) {
			return;
		}
		try {
			do {
				$part    = self::rows( 'SELECT id, event FROM %i ORDER BY id LIMIT %d', self::table(), self::PART_EVENTS );
				$left    = $part ? $send( array_column( $part, 'event' ) ) : array();
				$removed = 0;
				foreach ( $part as $row ) {
					if ( ! in_array( $row['event'], $left, true ) ) {
						$removed += self::query( 'DELETE FROM %i WHERE id = %d', self::table(), $row['id'] );
					}
				}
				// What cannot be removed must not be sent again and again.
			} while ( $part && count( $part ) === $removed );
		} finally {
			self::rows( 'SELECT RELEASE_LOCK(%s)', $lock );
		}
	}

	/** Whether no events wait. */
	public function isEmpty(): bool {
		return $this->at_home(
			static function (): bool {
				return 0 === self::count();
			}
		);
	}

	/** Throws away what is too old. */
	public function expire(): int {
		return $this->at_home(
			static function (): int {
				return max( 0, self::query( 'DELETE FROM %i WHERE created_at < %d', self::table(), time() - self::MAX_AGE_SECONDS ) );
			}
		);
	}

	/**
	 * Failures in a row, and until when nothing is to be sent.
	 *
	 * @return array{int, float}
	 */
	public function pause(): array {
		return $this->at_home(
			static function (): array {
				$pause = get_option( self::PAUSE );
				return is_array( $pause ) ? array( (int) $pause[0], (float) $pause[1] ) : array( 0, 0.0 );
			}
		);
	}

	/** For all processes of the site. */
	public function setPause( int $failures, float $until ): void {
		$this->at_home(
			static function () use ( $failures, $until ): void {
				if ( 0 === $failures ) {
					delete_option( self::PAUSE );
				} else {
					update_option( self::PAUSE, array( $failures, $until ), false );
				}
			}
		);
	}

	/**
	 * Does something on the site whose events these are.
	 *
	 * @param callable $work Takes nothing.
	 * @return mixed What it returned.
	 */
	private function at_home( callable $work ) {
		if ( get_current_blog_id() === $this->site ) {
			return $work();
		}
		switch_to_blog( $this->site );
		try {
			return $work();
		} finally {
			restore_current_blog();
		}
	}

	/**
	 * Runs a statement in silence.
	 *
	 * @param string $sql       With placeholders; `%i` for the table, which WordPress itself knows from 6.2 on.
	 * @param mixed  ...$values Of the placeholders.
	 * @return int Rows that changed; -1 for a failure.
	 */
	private static function query( string $sql, ...$values ): int {
		global $wpdb;
		$are_shown = $wpdb->suppress_errors();
		// phpcs:ignore WordPress.DB -- prepared by self::prepared(); a table of our own, never cached.
		$changed = $wpdb->query( self::prepared( $sql, $values ) );
		$wpdb->suppress_errors( $are_shown );
		return false === $changed ? -1 : (int) $changed;
	}

	/**
	 * Asks in silence.
	 *
	 * @param string $sql       As for query().
	 * @param mixed  ...$values Of the placeholders.
	 * @return array<int, array<string, string>>
	 */
	private static function rows( string $sql, ...$values ): array {
		global $wpdb;
		$are_shown = $wpdb->suppress_errors();
		// phpcs:ignore WordPress.DB -- prepared by self::prepared(); a table of our own, never cached.
		$rows = $wpdb->get_results( self::prepared( $sql, $values ), ARRAY_A );
		$wpdb->suppress_errors( $are_shown );
		return is_array( $rows ) ? $rows : array();
	}

	private static function prepared( string $sql, array $values ): string {
		global $wpdb;
		if ( false !== strpos( $sql, '%i' ) ) {
			$sql = str_replace( '%i', '`' . str_replace( '`', '``', array_shift( $values ) ) . '`', $sql );
		}
		// phpcs:ignore WordPress.DB.PreparedSQL -- the statements of this class.
		return $values ? $wpdb->prepare( $sql, $values ) : $sql;
	}
}
