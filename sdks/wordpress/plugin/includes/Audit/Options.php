<?php
/**
 * Audit: options.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress\Audit;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Audit;

/**
 * Options that somebody who may changed. Plugins keep passwords and tokens in theirs, so of those only the name is told; values of
 * some settings of WordPress itself, which are no secrets, are told as well.
 */
final class Options {
	/** Their values may be known. */
	const OPEN = array(
		'blogname',
		'blogdescription',
		'siteurl',
		'home',
		'users_can_register',
		'default_role',
		'WPLANG',
		'timezone_string',
		'gmt_offset',
		'date_format',
		'time_format',
		'start_of_week',
		'show_on_front',
		'page_on_front',
		'page_for_posts',
		'posts_per_page',
		'blog_public',
		'default_comment_status',
		'comment_registration',
		'comment_moderation',
		'permalink_structure',
		'category_base',
		'tag_base',
	);

	/** What WordPress keeps for itself, and what other groups tell of. */
	const NOISE = '/^(_|cron$|rewrite_rules$|recently_|active_plugins$|template$|stylesheet$|current_theme$|theme_switched|theme_mods_|auto_updater|uninstall_plugins$|db_version$|fresh_site$|can_compress_scripts$|micrologs_(pause|losses|version|proxy_state)$|.*_transient_|https_detection_errors$|user_count$|wp_calendar_block_has_published_posts$|.*_children$)/';

	/** @var Audit */
	private $audit;

	public function __construct( Audit $audit ) {
		$this->audit = $audit;
	}

	/** Listens. */
	public function listen(): void {
		add_action(
			'updated_option',
			function ( $name, $from, $to ) {
				$this->record( 'option.updated', $name, compact( 'from', 'to' ) );
			},
			10,
			3
		);
		add_action(
			'added_option',
			function ( $name, $to ) {
				$this->record( 'option.added', $name, compact( 'to' ) );
			},
			10,
			2
		);
		add_action(
			'deleted_option',
			function ( $name ) {
				$this->record( 'option.deleted', $name, array() );
			}
		);
	}

	/** Programs write options all the time; an act is one of somebody who may manage them. */
	private function record( string $action, string $name, array $values ): void {
		if ( preg_match( self::NOISE, $name ) || ! did_action( 'init' ) || ! current_user_can( 'manage_options' ) ) {
			return;
		}
		$is_open = in_array( $name, self::OPEN, true );
		$this->audit->record( $action, array( 'name' => $name ) + ( $is_open ? array_filter( $values, 'is_scalar' ) : array() ) );
	}
}
