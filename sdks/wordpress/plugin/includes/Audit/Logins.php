<?php
/**
 * Audit: logging in and out.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress\Audit;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Audit;

/** Logins, failed ones, logouts, passwords that were reset, application passwords. */
final class Logins {
	/** @var Audit */
	private $audit;

	public function __construct( Audit $audit ) {
		$this->audit = $audit;
	}

	/** Listens. */
	public function listen(): void {
		add_action( 'wp_login', array( $this, 'logged_in' ), 10, 2 );
		add_action( 'wp_login_failed', array( $this, 'failed' ), 10, 2 );
		add_action( 'wp_logout', array( $this, 'logged_out' ) );
		add_action( 'after_password_reset', array( $this, 'password_reset' ) );
		add_action( 'wp_create_application_password', array( $this, 'application_password' ), 10, 2 );
	}

	/**
	 * Somebody logged in.
	 *
	 * @param string   $login Login name.
	 * @param \WP_User $user  Who.
	 */
	public function logged_in( $login, $user ): void {
		$this->audit->record(
			'user.login',
			array(
				'user_id' => $user->ID,
				'roles'   => array_values( $user->roles ),
			),
			$login
		);
	}

	/**
	 * Somebody could not. Names that belong to nobody are left out: people type passwords into the wrong field.
	 *
	 * @param string         $login What was typed.
	 * @param \WP_Error|null $error Why.
	 */
	public function failed( $login, $error = null ): void {
		$user = get_user_by( 'login', $login );
		$user = $user ? $user : get_user_by( 'email', $login );
		$this->audit->record(
			'user.login_failed',
			array(
				'reason'  => $error ? (string) $error->get_error_code() : '',
				'user_id' => $user ? $user->ID : null,
			),
			$user ? $user->user_login : ''
		);
	}

	/**
	 * Somebody logged out.
	 *
	 * @param int $id Of the user.
	 */
	public function logged_out( $id ): void {
		$user = get_userdata( $id );
		$this->audit->record( 'user.logout', array( 'user_id' => (int) $id ), $user ? $user->user_login : '' );
	}

	/**
	 * A password was reset by mail.
	 *
	 * @param \WP_User $user Whose.
	 */
	public function password_reset( $user ): void {
		$this->audit->record( 'user.password_reset', array( 'user_id' => $user->ID ), $user->user_login );
	}

	/**
	 * A program got a password of its own.
	 *
	 * @param int                  $id   Of the user.
	 * @param array<string, mixed> $item What WordPress keeps of it.
	 */
	public function application_password( $id, $item ): void {
		$this->audit->record(
			'user.application_password_created',
			array(
				'user_id' => (int) $id,
				'name'    => $item['name'] ?? '',
			)
		);
	}
}
