<?php
/**
 * The plugin's pages and widget in the administration.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** The menu, and the empty elements that the scripts fill. */
final class AdminPages {
	const STATS    = 'micrologs';
	const SETTINGS = 'micrologs-settings';

	/** @var Settings */
	private $settings;

	/** @var array<string, string> Of each page's hook, the name of its script. */
	private $scripts = array();

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/** Listens for the menu, the dashboard and the list of plugins. */
	public function listen(): void {
		add_action( 'admin_menu', array( $this, 'add_pages' ) );
		add_action( 'wp_dashboard_setup', array( $this, 'add_widget' ) );
		add_action( 'admin_enqueue_scripts', array( $this, 'enqueue' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( MICROLOGS_FILE ), array( $this, 'add_action_link' ) );
	}

	/** Adds the pages for those who may see them. */
	public function add_pages(): void {
		$page  = static function ( string $title, string $id ): callable {
			return static function () use ( $title, $id ): void {
				printf( '<div class="wrap"><h1>%s</h1><div id="%s"></div></div>', esc_html( $title ), esc_attr( $id ) );
			};
		};
		$stats = add_menu_page(
			__( 'Statistics', 'micrologs' ),
			'Micrologs',
			Capabilities::VIEW,
			self::STATS,
			$page( __( 'Statistics', 'micrologs' ), 'micrologs-stats' ),
			'dashicons-chart-area',
			30
		);
		add_submenu_page( self::STATS, __( 'Statistics', 'micrologs' ), __( 'Statistics', 'micrologs' ), Capabilities::VIEW, self::STATS );
		$settings = add_submenu_page(
			self::STATS,
			__( 'Micrologs settings', 'micrologs' ),
			__( 'Settings', 'micrologs' ),
			Capabilities::MANAGE,
			self::SETTINGS,
			$page( __( 'Micrologs settings', 'micrologs' ), 'micrologs-settings' )
		);

		$this->scripts = array_filter(
			array(
				(string) $stats    => 'stats',
				(string) $settings => 'settings',
			),
			'strlen',
			ARRAY_FILTER_USE_KEY
		);
	}

	/** Adds the dashboard's widget. */
	public function add_widget(): void {
		if ( ! current_user_can( Capabilities::VIEW ) ) {
			return;
		}
		$this->scripts['index.php'] = 'widget';
		wp_add_dashboard_widget(
			'micrologs',
			__( 'Visitors', 'micrologs' ),
			static function (): void {
				echo '<div id="micrologs-widget"></div>';
			}
		);
	}

	/**
	 * Loads a page's script on that page alone.
	 *
	 * @param string $hook Of the page that is shown.
	 */
	public function enqueue( $hook ): void {
		$script = $this->scripts[ $hook ] ?? null;
		if ( 'settings' === $script ) {
			Assets::enqueue(
				$script,
				array(
					'settings' => $this->settings->visible(),
					'roles'    => self::roles(),
				)
			);
		} elseif ( $script ) {
			Assets::enqueue(
				$script,
				array(
					'isConnected' => $this->settings->can_ask(),
					'statsUrl'    => admin_url( 'admin.php?page=' . self::STATS ),
					'settingsUrl' => current_user_can( Capabilities::MANAGE ) ? admin_url( 'admin.php?page=' . self::SETTINGS ) : '',
					'homeUrl'     => home_url(),
				)
			);
		}
	}

	/**
	 * A link to the settings in the list of plugins.
	 *
	 * @param string[] $links HTML.
	 * @return string[]
	 */
	public function add_action_link( $links ): array {
		$link = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'admin.php?page=' . self::SETTINGS ) ), esc_html__( 'Settings', 'micrologs' ) );
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
