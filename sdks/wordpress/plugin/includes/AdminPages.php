<?php
/**
 * The plugin's pages in the administration.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** The menu, and the empty elements that the scripts fill. */
final class AdminPages {
	const SETTINGS = 'micrologs-settings';

	/** @var Settings */
	private $settings;

	/** @var array<string, string> Of each page's hook, the name of its script. */
	private $scripts = array();

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/** Listens for the menu. */
	public function listen(): void {
		add_action( 'admin_menu', array( $this, 'add_pages' ) );
		add_action( 'admin_enqueue_scripts', array( $this, 'enqueue' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( MICROLOGS_FILE ), array( $this, 'add_action_link' ) );
	}

	/** Adds the settings page. */
	public function add_pages(): void {
		$hook = add_options_page(
			__( 'Micrologs settings', 'micrologs' ),
			__( 'Micrologs', 'micrologs' ),
			Capabilities::MANAGE,
			self::SETTINGS,
			static function () {
				echo '<div class="wrap"><h1>' . esc_html__( 'Micrologs settings', 'micrologs' ) . '</h1><div id="micrologs-settings"></div></div>';
			}
		);
		if ( $hook ) {
			$this->scripts[ $hook ] = 'settings';
		}
	}

	/**
	 * Loads a page's script on that page alone.
	 *
	 * @param string $hook Of the page that is shown.
	 */
	public function enqueue( $hook ): void {
		if ( isset( $this->scripts[ $hook ] ) ) {
			Assets::enqueue( $this->scripts[ $hook ], array( 'settings' => $this->settings->visible(), 'roles' => self::roles() ) );
		}
	}

	/**
	 * A link to the settings in the list of plugins.
	 *
	 * @param string[] $links HTML.
	 * @return string[]
	 */
	public function add_action_link( $links ): array {
		$link = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=' . self::SETTINGS ) ), esc_html__( 'Settings', 'micrologs' ) );
		return array_merge( array( $link ), $links );
	}

	/**
	 * The site's roles.
	 *
	 * @return array<int, array{value: string, label: string}>
	 */
	private static function roles(): array {
		$roles = array();
		foreach ( wp_roles()->get_names() as $value => $name ) {
			$roles[] = array(
				'value' => $value,
				'label' => translate_user_role( $name ),
			);
		}
		return $roles;
	}
}
