<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Http;

use Generator;
use Illuminate\Http\Client\Factory;
use Micrologs\Exception\ConnectionError;
use Micrologs\Exception\MicrologsError;
use Micrologs\Exception\TimeoutError;
use Micrologs\Http\Request;
use Micrologs\Http\Response;
use Micrologs\Http\Transport;
use Psr\Http\Message\ResponseInterface;
use Throwable;

/**
 * Laravel's HTTP client, so that `Http::fake()` and its events see what is sent.
 */
final class FactoryTransport implements Transport
{
    private const PIECE_BYTES = 65536;

    public function __construct(private Factory $http)
    {
    }

    public function send(Request $request): Response
    {
        $pending = $this->http->withOptions([
            'timeout' => $request->timeout,
            'read_timeout' => $request->timeout,
            'connect_timeout' => $request->connectTimeout,
            'allow_redirects' => false,
            'http_errors' => false,
            'stream' => $request->streams,
        ])->withHeaders($request->headers);
        if ($request->body !== null) {
            $pending->withBody($request->body, $request->headers['Content-Type']);
        }
        try {
            $answer = $pending->send($request->method, $request->url)->toPsrResponse();
        } catch (Throwable $error) {
            throw self::failure($error);
        }
        $headers = array_map(static fn (array $values): string => implode(', ', $values), $answer->getHeaders());
        $body = $request->streams ? self::pieces($answer, $request->timeout) : (string) $answer->getBody();
        return new Response($answer->getStatusCode(), $headers, $body);
    }

    /**
     * @return Generator<int, string>
     */
    private static function pieces(ResponseInterface $answer, float $timeout): Generator
    {
        $body = $answer->getBody();
        try {
            while (!$body->eof()) {
                $piece = $body->read(self::PIECE_BYTES);
                if ($body->getMetadata('timed_out') === true) {
                    throw new TimeoutError(sprintf('Nothing arrived for %.1f s', $timeout));
                }
                if ($piece !== '') {
                    yield $piece;
                }
            }
        } catch (MicrologsError $error) {
            throw $error;
        } catch (Throwable $error) {
            throw self::failure($error);
        } finally {
            $body->close();
        }
    }

    /** Whatever the HTTP client, its middleware or a fake that allows no stray requests throws. */
    private static function failure(Throwable $error): MicrologsError
    {
        $message = $error->getMessage();
        return preg_match('/cURL error 28\b|timed out/i', $message) === 1
            ? new TimeoutError($message, 0, $error)
            : new ConnectionError($message, 0, $error);
    }
}
