<?php

declare(strict_types=1);

namespace Micrologs\Http;

use Micrologs\Exception\ConnectionError;
use Micrologs\Exception\MicrologsError;
use Micrologs\Exception\TimeoutError;

/**
 * cURL. The connection stays open between requests of one process.
 */
final class CurlTransport implements Transport
{
    /** @var resource|\CurlHandle|null */
    private $handle;

    /** @var int the process that opened the handle: a fork must not share its connection */
    private $pid = 0;

    public function send(Request $request): Response
    {
        if ($request->streams) {
            return $this->stream($request);
        }
        $handle = $this->handle();
        $headers = [];
        curl_setopt_array($handle, self::optionsOf($request, $headers) + [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT_MS => self::milliseconds($request->timeout),
        ]);
        $body = curl_exec($handle);
        if (!is_string($body)) {
            throw self::failure(curl_errno($handle), curl_error($handle));
        }
        return new Response((int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE), $headers, $body);
    }

    /**
     * @return resource|\CurlHandle
     */
    private function handle()
    {
        if ($this->handle === null || $this->pid !== getmypid()) {
            $this->handle = curl_init();
            $this->pid = (int) getmypid();
        }
        curl_reset($this->handle);
        return $this->handle;
    }

    private function stream(Request $request): Response
    {
        $headers = [];
        $buffer = '';
        $handle = curl_init();
        curl_setopt_array($handle, self::optionsOf($request, $headers) + [
            CURLOPT_WRITEFUNCTION => static function ($handle, string $piece) use (&$buffer): int {
                $buffer .= $piece;
                return strlen($piece);
            },
        ]);
        $pieces = self::pieces($handle, $request->timeout, $buffer);
        $isEmpty = !$pieces->valid(); // waits for the first piece or the end, by when the status is known
        return new Response((int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE), $headers, $isEmpty ? '' : $pieces);
    }

    /**
     * @param resource|\CurlHandle $handle
     * @return \Generator<int, string>
     */
    private static function pieces($handle, float $timeout, string &$buffer): \Generator
    {
        $multi = curl_multi_init();
        curl_multi_add_handle($multi, $handle);
        try {
            $waited = 0.0;
            do {
                curl_multi_exec($multi, $running);
                if ($buffer !== '') {
                    $piece = $buffer;
                    $buffer = '';
                    $waited = 0.0;
                    yield $piece;
                } elseif ($running > 0) {
                    if ($waited >= $timeout) {
                        throw new TimeoutError(sprintf('Nothing arrived for %.1f s', $timeout));
                    }
                    $before = microtime(true);
                    if (curl_multi_select($multi, min(0.2, $timeout)) === -1) {
                        usleep(1000);
                    }
                    $waited += microtime(true) - $before;
                }
            } while ($running > 0 || $buffer !== '');
            $end = curl_multi_info_read($multi);
            if ($end !== false && $end['result'] !== CURLE_OK) {
                throw self::failure($end['result'], curl_strerror($end['result']) ?? '');
            }
        } finally {
            curl_multi_remove_handle($multi, $handle);
            curl_multi_close($multi);
        }
    }

    /**
     * @param array<string, string> $headers filled while the answer arrives
     * @return array<int, mixed>
     */
    private static function optionsOf(Request $request, array &$headers): array
    {
        $lines = ['Expect:'];
        foreach ($request->headers as $name => $value) {
            $lines[] = "$name: $value";
        }
        $options = [
            CURLOPT_URL => $request->url,
            CURLOPT_CUSTOMREQUEST => $request->method,
            CURLOPT_NOBODY => $request->method === 'HEAD',
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_CONNECTTIMEOUT_MS => self::milliseconds($request->connectTimeout),
            CURLOPT_NOSIGNAL => true,
            CURLOPT_ENCODING => '',
            CURLOPT_HEADERFUNCTION => static function ($handle, string $line) use (&$headers): int {
                if (strpos($line, ':') !== false) {
                    [$name, $value] = explode(':', $line, 2);
                    $headers[strtolower(trim($name))] = trim($value);
                }
                return strlen($line);
            },
        ];
        return $request->body === null ? $options : $options + [CURLOPT_POSTFIELDS => $request->body];
    }

    private static function milliseconds(float $seconds): int
    {
        return max(1, (int) ceil($seconds * 1000));
    }

    private static function failure(int $code, string $message): MicrologsError
    {
        return $code === CURLE_OPERATION_TIMEOUTED ? new TimeoutError($message) : new ConnectionError($message);
    }
}
