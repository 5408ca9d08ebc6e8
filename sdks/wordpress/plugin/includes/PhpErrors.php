<?php
/**
 * Errors of PHP.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Captures what nobody catches, and on request warnings and notices. What PHP, WordPress' recovery mode or another handler does
 * with an error stays as it was.
 */
final class PhpErrors {
	const FATAL = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

	/** Distinct warnings and notices of one request; a loop must not flood the project. */
	const MAX_PER_REQUEST = 20;

	/** What reporting may take where the memory limit is what ended the request. */
	const SPARE_BYTES = 8388608;

	/** Types by name and severity. */
	const KINDS = array(
		E_WARNING         => array( 'Warning', 'warning' ),
		E_USER_WARNING    => array( 'Warning', 'warning' ),
		E_NOTICE          => array( 'Notice', 'info' ),
		E_USER_NOTICE     => array( 'Notice', 'info' ),
		E_DEPRECATED      => array( 'Deprecated', 'info' ),
		E_USER_DEPRECATED => array( 'Deprecated', 'info' ),
	);

	/** @var Settings */
	private $settings;

	/** @var Line */
	private $line;

	/** @var bool Whether an exception ended the request, which PHP notes as a fatal error as well. */
	private $was_exception = false;

	/** @var array<string, true> Warnings and notices that were reported already. */
	private $reported = array();

	/** @var callable|null */
	private $next_exception_handler;

	/** @var callable|null */
	private $next_error_handler;

	public function __construct( Settings $settings, Line $line ) {
		$this->settings = $settings;
		$this->line     = $line;
	}

	/** Puts itself in front of the handlers that are there. */
	public function listen(): void {
		$scope = $this->settings->get( 'php_errors' );
		if ( 'off' === $scope ) {
			return;
		}
		$this->next_exception_handler = set_exception_handler( array( $this, 'on_exception' ) );
		register_shutdown_function( array( $this, 'on_end' ) );
		if ( 'all' === $scope ) {
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- the owner of the site asked for it.
			$this->next_error_handler = set_error_handler( array( $this, 'on_error' ) );
		}
	}

	/**
	 * An exception that nobody caught.
	 *
	 * @param \Throwable $error What was thrown.
	 * @throws \Throwable The same, where no other handler waits for it: so PHP does what it does without one.
	 */
	public function on_exception( \Throwable $error ): void {
		$this->was_exception = true;
		$this->line->exception(
			$error,
			array(
				'severity' => 'critical',
				'file'     => self::short( $error->getFile() ),
				'context'  => self::context( $error->getFile() ),
			) + self::page()
		);
		if ( null === $this->next_exception_handler ) {
			throw $error;
		}
		( $this->next_exception_handler )( $error );
	}

	/**
	 * A warning or notice. Ones that are silenced by `@` or `error_reporting` do not count.
	 *
	 * @param int    $type    As PHP numbers them.
	 * @param string $message What happened.
	 * @param string $file    Where.
	 * @param int    $line    Where.
	 * @return bool Whether another handler dealt with it.
	 */
	public function on_error( $type, $message, $file = '', $line = 0 ): bool {
		$key = "$type $file:$line $message";
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions, WordPress.PHP.DiscouragedPHPFunctions -- only read.
		if ( isset( self::KINDS[ $type ] ) && ( error_reporting() & $type ) && ! isset( $this->reported[ $key ] ) && count( $this->reported ) < self::MAX_PER_REQUEST ) {
			$this->reported[ $key ]  = true;
			list( $name, $severity ) = self::KINDS[ $type ];
			$this->line->error( $message, self::place( $name, $severity, $file, $line ) );
		}
		return null !== $this->next_error_handler && false !== ( $this->next_error_handler )( $type, $message, $file, $line );
	}

	/** The end of the request: was it a fatal error? */
	public function on_end(): void {
		$error = error_get_last();
		if ( null === $error || ! ( $error['type'] & self::FATAL ) || $this->was_exception ) {
			return;
		}
		if ( false !== strpos( $error['message'], 'Allowed memory size' ) ) {
			// phpcs:ignore WordPress.PHP.IniSet, Squiz.PHP.DiscouragedFunctions -- the request has ended; this is for the report alone.
			ini_set( 'memory_limit', (string) ( memory_get_usage() + self::SPARE_BYTES ) );
		}
		$this->line->error( $error['message'], self::place( 'FatalError', 'critical', $error['file'], $error['line'] ) );
	}

	private static function place( string $type, string $severity, string $file, int $line ): array {
		return array(
			'type'     => $type,
			'severity' => $severity,
			'file'     => self::short( $file ),
			'line'     => $line,
			'context'  => self::context( $file ),
		) + self::page();
	}

	/** The page that was asked for; without its query, which may hold what is nobody's business. */
	private static function page(): array {
		if ( ! isset( $_SERVER['REQUEST_URI'] ) || wp_doing_cron() || 'cli' === PHP_SAPI ) {
			return array();
		}
		return array( 'url' => home_url( strtok( esc_url_raw( wp_unslash( $_SERVER['REQUEST_URI'] ) ), '?' ) ) );
	}

	private static function context( string $file ): array {
		return array(
			'component' => self::component( $file ),
			'wordpress' => $GLOBALS['wp_version'] ?? '',
			'php'       => PHP_VERSION,
			'request'   => wp_doing_cron() ? 'cron' : ( wp_doing_ajax() ? 'ajax' : ( is_admin() ? 'admin' : PHP_SAPI ) ),
		);
	}

	/** Whose code a file is: `plugin:NAME`, `theme:NAME` or `wordpress`. */
	public static function component( string $file ): string {
		$path = wp_normalize_path( $file );
		foreach ( array(
			'plugin'    => WP_PLUGIN_DIR,
			'mu-plugin' => WPMU_PLUGIN_DIR,
			'theme'     => WP_CONTENT_DIR . '/themes',
		) as $kind => $folder ) {
			$folder = trailingslashit( wp_normalize_path( $folder ) );
			if ( 0 === strpos( $path, $folder ) ) {
				return $kind . ':' . strtok( substr( $path, strlen( $folder ) ), '/' );
			}
		}
		return 'wordpress';
	}

	/** A path below WordPress' folder, so that it is the same on every host. */
	private static function short( string $file ): string {
		$path = wp_normalize_path( $file );
		$root = trailingslashit( wp_normalize_path( ABSPATH ) );
		return 0 === strpos( $path, $root ) ? substr( $path, strlen( $root ) ) : $path;
	}
}
