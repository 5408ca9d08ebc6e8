<?php
/**
 * Who may see the statistics, and who may change the settings.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** The plugin's own rights, kept in the roles. */
final class Capabilities {
	const VIEW   = 'view_micrologs_stats';
	const MANAGE = 'manage_micrologs';

	/**
	 * Administrators may do both; the given roles may look, and no other.
	 *
	 * @param string[] $viewers Names of roles.
	 */
	public static function grant( array $viewers ): void {
		foreach ( wp_roles()->role_objects as $name => $role ) {
			$is_admin = 'administrator' === $name;
			self::set( $role, self::MANAGE, $is_admin );
			self::set( $role, self::VIEW, $is_admin || in_array( $name, $viewers, true ) );
		}
	}

	/** Takes both rights from every role. */
	public static function revoke(): void {
		foreach ( wp_roles()->role_objects as $role ) {
			self::set( $role, self::MANAGE, false );
			self::set( $role, self::VIEW, false );
		}
	}

	/** Roles are written to the database with every change, so only real ones are made. */
	private static function set( \WP_Role $role, string $capability, bool $is_granted ): void {
		if ( $is_granted && ! $role->has_cap( $capability ) ) {
			$role->add_cap( $capability );
		} elseif ( ! $is_granted && array_key_exists( $capability, $role->capabilities ) ) {
			$role->remove_cap( $capability );
		}
	}
}
