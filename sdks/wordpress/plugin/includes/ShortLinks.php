<?php
/**
 * Short links of posts.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Core\Exception\MicrologsError;
use Micrologs\WordPress\Core\Exception\NotFoundError;

/** One short link for a post, made on request, which follows the post when its address changes. */
final class ShortLinks {
	/** Post meta: code and address of the post's short link. Its name keeps it out of forms and REST. */
	const META = '_micrologs_link';

	/** @var Settings */
	private $settings;

	/** @var Line */
	private $line;

	public function __construct( Settings $settings, Line $line ) {
		$this->settings = $settings;
		$this->line     = $line;
	}

	/** Listens for the editors, REST, and posts whose address changes. */
	public function listen(): void {
		add_action( 'rest_api_init', array( $this, 'register_routes' ) );
		add_action( 'init', array( $this, 'register_block' ) );
		add_action( 'enqueue_block_editor_assets', array( $this, 'enqueue_editor' ) );
		add_action( 'add_meta_boxes', array( $this, 'add_meta_box' ) );
		add_action( 'post_updated', array( $this, 'follow' ), 10, 3 );
		add_filter( 'get_shortlink', array( $this, 'shortlink' ), 10, 3 );
	}

	/** `micrologs/v1/posts/ID/link`: read, make and remove, for those who may edit the post. */
	public function register_routes(): void {
		$route = static function ( string $method, callable $callback ): array {
			return array(
				'methods'             => $method,
				'callback'            => $callback,
				'permission_callback' => static function ( \WP_REST_Request $request ): bool {
					return current_user_can( 'edit_post', (int) $request['id'] );
				},
			);
		};
		register_rest_route(
			SettingsRoutes::NAMESPACE,
			'/posts/(?P<id>\d+)/link',
			array(
				$route( 'GET', array( $this, 'read' ) ),
				$route( 'POST', array( $this, 'make' ) ),
				$route( 'DELETE', array( $this, 'remove' ) ),
			)
		);
	}

	/**
	 * The post's link with its clicks, as `link`; null when it has none.
	 *
	 * @return array<string, mixed>|\WP_Error
	 */
	public function read( \WP_REST_Request $request ) {
		$known = self::of( (int) $request['id'] );
		if ( ! $known ) {
			return array( 'link' => null );
		}
		return $this->ask(
			static function ( $api ) use ( $known, $request ): array {
				try {
					$link = $api->links()->get( array( 'code' => $known['code'] ) );
				} catch ( NotFoundError $error ) {
					// Somebody deleted it on the server.
					delete_post_meta( (int) $request['id'], self::META );
					return array( 'link' => null );
				}
				return array( 'link' => self::visible( $link ) );
			}
		);
	}

	/**
	 * Makes the post's link, unless it has one.
	 *
	 * @return array<string, mixed>|\WP_Error
	 */
	public function make( \WP_REST_Request $request ) {
		$post = get_post( (int) $request['id'] );
		if ( 'publish' !== $post->post_status ) {
			return new \WP_Error( 'micrologs_not_published', __( 'Publish it first: a short link leads to its public address.', 'micrologs' ), array( 'status' => 409 ) );
		}
		if ( self::of( $post->ID ) ) {
			return $this->read( $request );
		}
		return $this->ask(
			static function ( $api ) use ( $post ): array {
				$link = $api->links()->create(
					array(
						'destination_url' => get_permalink( $post ),
						'label'           => $post->post_title,
						'tags'            => array( 'wordpress' ),
					)
				);
				update_post_meta(
					$post->ID,
					self::META,
					array(
						'code'      => $link['code'],
						'short_url' => $link['short_url'],
					)
				);
				return array( 'link' => self::visible( $link ) );
			}
		);
	}

	/**
	 * Removes the post's link, here and on the server.
	 *
	 * @return array<string, mixed>|\WP_Error
	 */
	public function remove( \WP_REST_Request $request ) {
		$known = self::of( (int) $request['id'] );
		if ( ! $known ) {
			return array( 'link' => null );
		}
		return $this->ask(
			static function ( $api ) use ( $known, $request ): array {
				try {
					$api->links()->delete( array( 'code' => $known['code'] ) );
				} catch ( NotFoundError $error ) {
					// Then it is gone already, as was asked for.
					unset( $error );
				}
				delete_post_meta( (int) $request['id'], self::META );
				return array( 'link' => null );
			}
		);
	}

	/**
	 * The link goes where the post is.
	 *
	 * @param int      $id   Of the post.
	 * @param \WP_Post $post As it is now.
	 * @param \WP_Post $old  As it was.
	 */
	public function follow( $id, $post, $old ): void {
		$known = self::of( $id );
		if ( $known && 'publish' === $post->post_status && get_permalink( $post ) !== get_permalink( $old ) ) {
			$this->ask(
				static function ( $api ) use ( $known, $post ): array {
					return $api->links()->edit(
						array(
							'code'            => $known['code'],
							'destination_url' => get_permalink( $post ),
						)
					);
				}
			);
		}
	}

	/**
	 * What WordPress and its themes show as the post's short link.
	 *
	 * @param string $url     What there is so far.
	 * @param int    $id      Of the post, or 0.
	 * @param string $context `post` or `query`.
	 */
	public function shortlink( $url, $id, $context ): string {
		$post  = 'query' === $context && is_singular() ? get_queried_object_id() : (int) $id;
		$known = $post ? self::of( $post ) : null;
		return $known ? $known['short_url'] : (string) $url;
	}

	/** The block: a post's short link in its text. */
	public function register_block(): void {
		register_block_type(
			'micrologs/short-link',
			array(
				'api_version'     => 2,
				'title'           => __( 'Short link', 'micrologs' ),
				'category'        => 'widgets',
				'uses_context'    => array( 'postId' ),
				'render_callback' => array( $this, 'render_block' ),
			)
		);
	}

	/**
	 * The block's HTML; nothing while the post has no short link.
	 *
	 * @param array<string, mixed> $attributes None.
	 * @param string               $content    None.
	 * @param \WP_Block            $block      With the post that it stands in.
	 */
	public function render_block( $attributes, $content, $block ): string {
		$known = self::of( (int) ( $block->context['postId'] ?? get_the_ID() ) );
		return $known ? sprintf( '<p %s><a href="%s">%s</a></p>', get_block_wrapper_attributes(), esc_url( $known['short_url'] ), esc_html( preg_replace( '~^https?://~', '', $known['short_url'] ) ) ) : '';
	}

	/** The panel and the block of the block editor, where posts are edited. */
	public function enqueue_editor(): void {
		$screen = get_current_screen();
		if ( $screen && 'post' === $screen->base && $this->settings->can_ask() ) {
			Assets::enqueue( 'editor' );
		}
	}

	/** The box of the classic editor; the block editor has its panel instead. */
	public function add_meta_box(): void {
		if ( ! $this->settings->can_ask() ) {
			return;
		}
		add_meta_box(
			'micrologs-link',
			__( 'Short link', 'micrologs' ),
			static function ( \WP_Post $post ): void {
				Assets::enqueue( 'link-box' );
				printf( '<div id="micrologs-link-box" data-post="%d"></div>', (int) $post->ID );
			},
			array_values( get_post_types( array( 'public' => true ) ) ),
			'side',
			'default',
			array( '__back_compat_meta_box' => true )
		);
	}

	/**
	 * What is known of a post's link.
	 *
	 * @param int $id Of the post.
	 * @return array{code: string, short_url: string}|null
	 */
	public static function of( int $id ): ?array {
		$known = get_post_meta( $id, self::META, true );
		return is_array( $known ) && isset( $known['code'], $known['short_url'] ) ? $known : null;
	}

	private static function visible( array $link ): array {
		return array(
			'short_url' => $link['short_url'],
			'clicks'    => $link['total_clicks'],
			'is_active' => $link['is_active'],
		);
	}

	/**
	 * Asks the server.
	 *
	 * @param callable $question Takes the core's Api.
	 * @return array<string, mixed>|\WP_Error
	 */
	private function ask( callable $question ) {
		$api = $this->line->api();
		if ( ! $api ) {
			return new \WP_Error( 'micrologs_not_connected', __( 'Micrologs is not connected.', 'micrologs' ), array( 'status' => 409 ) );
		}
		try {
			return $question( $api );
		} catch ( MicrologsError $error ) {
			return new \WP_Error( 'micrologs_no_answer', $error->getMessage(), array( 'status' => 502 ) );
		}
	}
}
