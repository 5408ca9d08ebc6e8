<?php
/**
 * Audit: accounts.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress\Audit;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Audit;

/** Accounts that come and go, their roles, and that something of them changed. */
final class Users {
	/** Fields of which it is told that they changed, never to what. */
	const FIELDS = array( 'user_email', 'user_pass', 'user_url', 'display_name', 'user_nicename' );

	/** @var Audit */
	private $audit;

	public function __construct( Audit $audit ) {
		$this->audit = $audit;
	}

	/** Listens. */
	public function listen(): void {
		add_action( 'user_register', array( $this, 'created' ) );
		add_action( 'delete_user', array( $this, 'deleted' ), 10, 2 );
		add_action( 'wpmu_delete_user', array( $this, 'deleted' ) );
		add_action( 'set_user_role', array( $this, 'role_changed' ), 10, 3 );
		add_action( 'profile_update', array( $this, 'updated' ), 10, 2 );
	}

	/**
	 * An account was made.
	 *
	 * @param int $id Of the user.
	 */
	public function created( $id ): void {
		$this->record( 'created', $id );
	}

	/**
	 * An account is deleted.
	 *
	 * @param int      $id       Of the user.
	 * @param int|null $reassign Who gets the posts.
	 */
	public function deleted( $id, $reassign = null ): void {
		$this->record( 'deleted', $id, array( 'posts_to' => $reassign ) );
	}

	/**
	 * Somebody has another role; the first one comes with the account.
	 *
	 * @param int      $id   Of the user.
	 * @param string   $role The new one.
	 * @param string[] $old  Those before.
	 */
	public function role_changed( $id, $role, $old ): void {
		if ( $old && array( $role ) !== array_values( $old ) ) {
			$this->record(
				'role_changed',
				$id,
				array(
					'from' => array_values( $old ),
					'to'   => $role,
				)
			);
		}
	}

	/**
	 * A profile was saved.
	 *
	 * @param int      $id  Of the user.
	 * @param \WP_User $old As it was.
	 */
	public function updated( $id, $old ): void {
		$new     = get_userdata( $id );
		$changed = array();
		foreach ( self::FIELDS as $field ) {
			if ( $new->$field !== $old->$field ) {
				$changed[] = $field;
			}
		}
		if ( $changed ) {
			$this->record( 'updated', $id, array( 'fields' => $changed ) );
		}
	}

	private function record( string $verb, $id, array $more = array() ): void {
		$user = get_userdata( $id );
		$this->audit->record(
			"user.$verb",
			array(
				'user_id' => (int) $id,
				'login'   => $user ? $user->user_login : '',
				'roles'   => $user ? array_values( $user->roles ) : array(),
			) + $more
		);
	}
}
