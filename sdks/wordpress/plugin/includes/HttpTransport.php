<?php
/**
 * How requests to the Micrologs server travel: by WordPress' own HTTP, with its proxies, certificates and filters.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

use Micrologs\WordPress\Core\Exception\ConnectionError;
use Micrologs\WordPress\Core\Exception\TimeoutError;
use Micrologs\WordPress\Core\Http\Request;
use Micrologs\WordPress\Core\Http\Response;
use Micrologs\WordPress\Core\Http\Transport;

/** The core's transport over `wp_remote_request`. */
final class HttpTransport implements Transport {
	/**
	 * Sends a request and waits for the whole answer.
	 *
	 * @param Request $request What to send.
	 * @throws ConnectionError Without an answer, or with one that was cut.
	 * @throws TimeoutError When it takes longer than the request allows.
	 */
	public function send( Request $request ): Response {
		$headers = $request->headers;
		$agent   = $headers['User-Agent'] ?? null;
		unset( $headers['User-Agent'] );
		$answer = wp_remote_request(
			$request->url,
			array(
				'method'      => $request->method,
				'headers'     => $headers,
				'user-agent'  => $agent,
				'body'        => $request->body,
				'timeout'     => $request->timeout,
				'redirection' => 0,
				'httpversion' => '1.1',
			)
		);
		if ( is_wp_error( $answer ) ) {
			$message = $answer->get_error_message();
			// WordPress hands on the words of cURL (28) or of the streams.
			if ( preg_match( '/timed? ?out|cURL error 28/i', $message ) ) {
				throw new TimeoutError( esc_html( $message ) );
			}
			throw new ConnectionError( esc_html( $message ) );
		}
		return new Response( (int) wp_remote_retrieve_response_code( $answer ), self::headers_of( $answer ), wp_remote_retrieve_body( $answer ) );
	}

	/**
	 * The answer's headers; of one that was sent several times, the last.
	 *
	 * @param array<string, mixed> $answer Of `wp_remote_request`.
	 * @return array<string, string>
	 */
	private static function headers_of( array $answer ): array {
		$headers = array();
		foreach ( wp_remote_retrieve_headers( $answer ) as $name => $value ) {
			$headers[ $name ] = is_array( $value ) ? (string) end( $value ) : (string) $value;
		}
		return $headers;
	}
}
