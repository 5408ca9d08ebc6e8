<?php
/**
 * What themes and other plugins call. None of it throws or waits; without a connection nothing happens.
 *
 * @package Micrologs
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Plugin;

if ( ! function_exists( 'micrologs_error' ) ) {
	/**
	 * Captures an error.
	 *
	 * @param \Throwable|string    $error   What happened.
	 * @param array<string, mixed> $options `type`, `severity` (info, warning, error, critical), `file`, `line`, `url`, `context` …
	 * @return array<string, mixed>|null The envelope with the event's id; null when it was not taken.
	 */
	function micrologs_error( $error, array $options = array() ) {
		return $error instanceof \Throwable ? Plugin::line()->exception( $error, $options ) : Plugin::line()->error( (string) $error, $options );
	}
}

if ( ! function_exists( 'micrologs_audit' ) ) {
	/**
	 * Captures an audit entry.
	 *
	 * @param string               $action  Such as `invoice.sent`.
	 * @param string               $actor   Who did it.
	 * @param array<string, mixed> $context What else is to be known.
	 * @return array<string, mixed>|null As micrologs_error().
	 */
	function micrologs_audit( string $action, string $actor = '', array $context = array() ) {
		return Plugin::line()->audit( $action, $actor, $context );
	}
}
