<?php
/**
 * Views in the lists of posts.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** A column that is filled with one question for all rows of the page. */
final class ViewsColumn {
	const NAME          = 'micrologs_views';
	const RANGE         = '30d';
	const CACHE_SECONDS = 300;

	/** @var Settings */
	private $settings;

	/** @var Reports */
	private $reports;

	/** @var array<string, int>|false|null Views by path; null until they are asked for, false when there was no answer. */
	private $views;

	public function __construct( Settings $settings, Reports $reports ) {
		$this->settings = $settings;
		$this->reports  = $reports;
	}

	/** Listens for the lists. */
	public function listen(): void {
		add_action( 'admin_init', array( $this, 'add' ) );
	}

	/** Adds the column to the lists of all types that have pages of their own. */
	public function add(): void {
		if ( ! $this->settings->can_ask() || ! current_user_can( Capabilities::VIEW ) ) {
			return;
		}
		foreach ( get_post_types( array( 'public' => true ) ) as $type ) {
			if ( 'attachment' !== $type ) {
				add_filter( "manage_{$type}_posts_columns", array( $this, 'name' ) );
				add_action( "manage_{$type}_posts_custom_column", array( $this, 'show' ), 10, 2 );
			}
		}
	}

	/**
	 * The column's head.
	 *
	 * @param array<string, string> $columns Titles by name.
	 * @return array<string, string>
	 */
	public function name( $columns ): array {
		return $columns + array( self::NAME => sprintf( '<span title="%s">%s</span>', esc_attr__( 'Pageviews in the last 30 days', 'micrologs' ), esc_html__( 'Views', 'micrologs' ) ) );
	}

	/**
	 * A cell.
	 *
	 * @param string $column Name.
	 * @param int    $id     Of the post.
	 */
	public function show( $column, $id ): void {
		if ( self::NAME !== $column || 'publish' !== get_post_status( $id ) ) {
			return;
		}
		if ( null === $this->views ) {
			$this->views = $this->ask( $GLOBALS['wp_query']->posts ?? array() );
		}
		echo esc_html( false === $this->views ? '—' : number_format_i18n( $this->views[ self::path( $id ) ] ?? 0 ) );
	}

	/**
	 * Views of all posts of the list.
	 *
	 * @param array<int, \WP_Post|int> $posts Of the list.
	 * @return array<string, int>|false By path.
	 */
	private function ask( array $posts ) {
		$paths = array_values( array_unique( array_filter( array_map( array( self::class, 'path' ), array_slice( $posts, 0, 100 ) ) ) ) );
		if ( ! $paths ) {
			return array();
		}
		$answer = $this->reports->get(
			'pages',
			array(
				'range'   => self::RANGE,
				'by'      => 'path',
				'filters' => array( array( 'is', 'path', $paths ) ),
				'limit'   => 100,
			),
			self::CACHE_SECONDS
		);
		return is_wp_error( $answer ) ? false : array_column( $answer['pages'], 'pageviews', 'url' );
	}

	/**
	 * The path of a post's page.
	 *
	 * @param \WP_Post|int $post The post.
	 */
	private static function path( $post ): string {
		$link = get_permalink( $post );
		return $link ? (string) wp_parse_url( $link, PHP_URL_PATH ) : '';
	}
}
