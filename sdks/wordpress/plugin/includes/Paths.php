<?php
/**
 * Which pages count.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Patterns of paths, as the owner of the site writes them. */
final class Paths {
	/**
	 * Whether a path fits one of the patterns. `*` stands for anything, also slashes; a slash at the end does not matter.
	 *
	 * @param string   $path     Of a page, below the site's address, with its slash in front.
	 * @param string[] $patterns Such as `/shop/*`.
	 */
	public static function match( string $path, array $patterns ): bool {
		foreach ( $patterns as $pattern ) {
			$parts = array_map(
				static function ( string $part ): string {
					return preg_quote( $part, '~' );
				},
				explode( '*', '/' . trim( $pattern, '/' ) )
			);
			if ( preg_match( '~^' . implode( '.*', $parts ) . '/?$~u', $path ) ) {
				return true;
			}
		}
		return false;
	}
}
