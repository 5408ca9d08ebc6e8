<?php
/**
 * The visitor's address.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Decides which address a request came from. */
final class ClientAddress {
	/**
	 * The address of the connection, unless that is a trusted proxy's: then the last hop in `X-Forwarded-For` that is none. What the
	 * header says besides is whatever somebody wrote into it.
	 *
	 * @param string   $remote    Address of the connection.
	 * @param string   $forwarded `X-Forwarded-For`, may be empty.
	 * @param string[] $trusted   Addresses and CIDR ranges of proxies.
	 */
	public static function of( string $remote, string $forwarded, array $trusted ): string {
		$hops   = array_filter( array_map( 'trim', explode( ',', $forwarded ) ), 'strlen' );
		$client = $remote;
		while ( $hops && self::is_in( $client, $trusted ) ) {
			$hop = array_pop( $hops );
			if ( false === filter_var( $hop, FILTER_VALIDATE_IP ) ) {
				break;
			}
			$client = $hop;
		}
		return $client;
	}

	/**
	 * Whether an address is one of these, or lies in a range of these.
	 *
	 * @param string   $address IPv4 or IPv6.
	 * @param string[] $ranges  Addresses and CIDR ranges.
	 */
	public static function is_in( string $address, array $ranges ): bool {
		$bytes = false === filter_var( $address, FILTER_VALIDATE_IP ) ? false : inet_pton( $address );
		foreach ( $ranges as $range ) {
			list( $network, $bits ) = array_pad( explode( '/', $range, 2 ), 2, '' );
			$start = false === filter_var( $network, FILTER_VALIDATE_IP ) ? false : inet_pton( $network );
			if ( false === $bytes || false === $start || strlen( $bytes ) !== strlen( $start ) ) {
				continue;
			}
			$length = '' === $bits ? 8 * strlen( $start ) : (int) $bits;
			if ( self::begins_alike( $bytes, $start, $length ) ) {
				return true;
			}
		}
		return false;
	}

	private static function begins_alike( string $a, string $b, int $bits ): bool {
		$bytes = intdiv( $bits, 8 );
		if ( substr( $a, 0, $bytes ) !== substr( $b, 0, $bytes ) ) {
			return false;
		}
		$rest = $bits % 8;
		return 0 === $rest || $bytes >= strlen( $a ) || ( ord( $a[ $bytes ] ) ^ ord( $b[ $bytes ] ) ) >> ( 8 - $rest ) === 0;
	}
}
