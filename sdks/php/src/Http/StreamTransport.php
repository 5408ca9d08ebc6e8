<?php

declare(strict_types=1);

namespace Micrologs\Http;

use Micrologs\Exception\ConnectionError;
use Micrologs\Exception\TimeoutError;

/**
 * PHP's own streams, for hosts without cURL. A connection per request; connecting has no timeout of its own.
 */
final class StreamTransport implements Transport
{
    private const PIECE_BYTES = 65536;

    public function send(Request $request): Response
    {
        $lines = ['Connection: close'];
        foreach ($request->headers as $name => $value) {
            $lines[] = "$name: $value";
        }
        $context = stream_context_create(['http' => [
            'method' => $request->method,
            'header' => $lines,
            'content' => $request->body ?? '',
            'timeout' => $request->timeout,
            'follow_location' => 0,
            'ignore_errors' => true,
            'protocol_version' => 1.1,
        ]]);
        $startedAt = microtime(true);
        $stream = @fopen($request->url, 'rb', false, $context);
        if ($stream === false) {
            $message = error_get_last()['message'] ?? 'No connection';
            error_clear_last();
            throw microtime(true) - $startedAt >= $request->timeout
                ? new TimeoutError($message)
                : new ConnectionError($message);
        }
        [$status, $headers] = self::headOf(stream_get_meta_data($stream)['wrapper_data']);
        $length = $request->method === 'HEAD' ? 0 : $headers['content-length'] ?? null;
        $deadline = $request->streams ? INF : $startedAt + $request->timeout;
        $response = new Response($status, $headers, self::pieces($stream, $request->timeout, $deadline, $length));
        if (!$request->streams) {
            $response->text();
        }
        return $response;
    }

    /**
     * @param list<string> $lines
     * @return array{int, array<string, string>}
     */
    private static function headOf(array $lines): array
    {
        $status = 0;
        $headers = [];
        foreach ($lines as $line) {
            if (preg_match('~^HTTP/\S+ (\d{3})~', $line, $found) === 1) {
                $status = (int) $found[1];
                $headers = [];
            } elseif (strpos($line, ':') !== false) {
                [$name, $value] = explode(':', $line, 2);
                $headers[strtolower(trim($name))] = trim($value);
            }
        }
        return [$status, $headers];
    }

    /**
     * @param resource $stream
     * @param int|string|null $length bytes that were announced
     * @return \Generator<int, string>
     */
    private static function pieces($stream, float $timeout, float $deadline, $length): \Generator
    {
        $received = 0;
        try {
            while (!feof($stream) && ($length === null || $received < (int) $length)) {
                $left = min($timeout, $deadline - microtime(true));
                stream_set_timeout($stream, (int) max(0, $left), (int) (fmod(max(0.001, $left), 1) * 1e6));
                // With fewer bytes in its buffer than asked for, fread() waits for more than there may be.
                $piece = fread($stream, stream_get_meta_data($stream)['unread_bytes'] ?: self::PIECE_BYTES);
                if ($left <= 0 || stream_get_meta_data($stream)['timed_out']) {
                    throw new TimeoutError(sprintf('No whole answer within %.1f s', $timeout));
                }
                if ($piece !== false && $piece !== '') {
                    $received += strlen($piece);
                    yield $piece;
                }
            }
        } finally {
            fclose($stream);
        }
        if ($length !== null && $received < (int) $length) {
            throw new ConnectionError("The answer was cut: $received of $length bytes");
        }
    }
}
