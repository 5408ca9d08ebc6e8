<?php
/**
 * The audit log: who did what on this site.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Audit\Content;
use Micrologs\WordPress\Audit\Extensions;
use Micrologs\WordPress\Audit\Logins;
use Micrologs\WordPress\Audit\Options;
use Micrologs\WordPress\Audit\Users;

/** Starts the groups that the owner chose, and writes their entries. */
final class Audit {
	const GROUPS = array(
		'logins'     => Logins::class,
		'content'    => Content::class,
		'users'      => Users::class,
		'extensions' => Extensions::class,
		'options'    => Options::class,
	);

	/** @var Settings */
	private $settings;

	/** @var Line */
	private $line;

	public function __construct( Settings $settings, Line $line ) {
		$this->settings = $settings;
		$this->line     = $line;
	}

	/** Listens for what the chosen groups are about. */
	public function listen(): void {
		foreach ( self::GROUPS as $name => $group ) {
			if ( in_array( $name, $this->settings->get( 'audit' ), true ) ) {
				( new $group( $this ) )->listen();
			}
		}
	}

	/**
	 * Writes an entry.
	 *
	 * @param string               $action  Such as `post.published`.
	 * @param array<string, mixed> $context What else is to be known; never a secret's value.
	 * @param string|null          $actor   Who did it; by default the user that is logged in, else WP-CLI or cron.
	 */
	public function record( string $action, array $context = array(), $actor = null ): void {
		$this->line->audit( $action, null === $actor ? self::actor() : $actor, $context );
	}

	private static function actor(): string {
		$user = wp_get_current_user();
		if ( $user->exists() ) {
			return $user->user_login;
		}
		return defined( 'WP_CLI' ) ? 'wp-cli' : ( wp_doing_cron() ? 'wp-cron' : '' );
	}
}
