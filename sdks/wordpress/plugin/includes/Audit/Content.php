<?php
/**
 * Audit: posts, pages, media and other content.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress\Audit;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Audit;

/** What is published, changed, taken back and deleted; drafts count from their first change of status. */
final class Content {
	/** @var Audit */
	private $audit;

	public function __construct( Audit $audit ) {
		$this->audit = $audit;
	}

	/** Listens. */
	public function listen(): void {
		add_action( 'transition_post_status', array( $this, 'changed' ), 10, 3 );
		add_action( 'before_delete_post', array( $this, 'deleted' ), 10, 2 );
		add_action( 'add_attachment', array( $this, 'uploaded' ) );
		add_action( 'delete_attachment', array( $this, 'deleted' ), 10, 2 );
	}

	/**
	 * A post was saved.
	 *
	 * @param string   $to   New status.
	 * @param string   $from Old status.
	 * @param \WP_Post $post The post.
	 */
	public function changed( $to, $from, $post ): void {
		if ( ! self::counts( $post ) || 'auto-draft' === $to || 'inherit' === $to ) {
			return;
		}
		if ( $to === $from ) {
			$this->record( 'updated', $post );
			return;
		}
		$names = array(
			'publish' => 'published',
			'future'  => 'scheduled',
			'trash'   => 'trashed',
		);
		$verb  = $names[ $to ] ?? ( 'trash' === $from ? 'restored' : ( 'publish' === $from ? 'unpublished' : 'saved' ) );
		$this->record( $verb, $post, compact( 'from', 'to' ) );
	}

	/**
	 * A post or a file is deleted for good.
	 *
	 * @param int           $id   Its id.
	 * @param \WP_Post|null $post The post.
	 */
	public function deleted( $id, $post = null ): void {
		$post = $post ? $post : get_post( $id );
		if ( $post && self::counts( $post ) && 'auto-draft' !== $post->post_status ) {
			$this->record( 'deleted', $post );
		}
	}

	/**
	 * A file was uploaded.
	 *
	 * @param int $id Of the attachment.
	 */
	public function uploaded( $id ): void {
		$this->record( 'uploaded', get_post( $id ) );
	}

	private function record( string $verb, \WP_Post $post, array $more = array() ): void {
		$this->audit->record(
			( 'attachment' === $post->post_type ? 'media.' : 'post.' ) . $verb,
			array(
				'id'    => $post->ID,
				'type'  => $post->post_type,
				'title' => $post->post_title,
			) + $more
		);
	}

	/** Types that people see; revisions, autosaves, menus and orders are none. */
	private static function counts( \WP_Post $post ): bool {
		$type = get_post_type_object( $post->post_type );
		return $type && $type->public && ! wp_is_post_revision( $post ) && ! wp_is_post_autosave( $post );
	}
}
