<?php

declare(strict_types=1);

namespace Micrologs\Questions;

use Micrologs\Delivery\Backoff;
use Micrologs\Exception\ApiError;
use Micrologs\Exception\ConnectionError;
use Micrologs\Exception\InvalidAnswerError;
use Micrologs\Exception\MicrologsError;
use Micrologs\Exception\TimeoutError;
use Micrologs\Generated\Operations;
use Micrologs\Http\Request;
use Micrologs\Http\Response;
use Micrologs\Http\Transport;
use Micrologs\Options;

/**
 * Asks the operations of openapi.yaml, and asks again where that can do no harm.
 *
 * @internal
 */
final class Caller
{
    private const MAX_RETRIES = 2;
    /** Statuses that say that nothing was done, or that asking again may help. */
    private const SENT_AGAIN = [429, 502, 503, 504];
    /** Seconds; a server that wants a longer pause gets it from whoever asked. */
    private const LONGEST_WAIT = 30.0;

    /** @var Options */
    private $options;

    /** @var Transport */
    private $transport;

    /** @var Backoff */
    private $backoff;

    public function __construct(Options $options, Transport $transport)
    {
        $this->options = $options;
        $this->transport = $transport;
        $this->backoff = new Backoff($options->retryBase, $options->retryMax);
    }

    /**
     * What the operation answers, whatever it is.
     *
     * @param array<string, mixed> $input
     * @return mixed
     * @throws MicrologsError
     */
    public function request(string $operationId, array $input, ?string $accept)
    {
        $answer = $this->operation($operationId)['answer'];
        if ($accept !== null || $answer === 'text') {
            return $this->text($operationId, $input, $accept ?? '*/*');
        }
        if ($answer === 'location') {
            return $this->send($operationId, $input, '*/*')->header('Location');
        }
        return $answer === 'rows' ? $this->rows($operationId, $input) : $this->maybe($operationId, $input);
    }

    /**
     * `data` of the envelope, or all of the JSON of operations without one.
     *
     * @param array<string, mixed> $input
     * @return array<array-key, mixed>
     * @throws MicrologsError
     */
    public function data(string $operationId, array $input): array
    {
        $data = $this->maybe($operationId, $input);
        if ($data === null) {
            throw new InvalidAnswerError("{$this->options->host} answered nothing");
        }
        return $data;
    }

    /**
     * As {@see data()}; null when the server answers nothing, by 204.
     *
     * @param array<string, mixed> $input
     * @return array<array-key, mixed>|null
     * @throws MicrologsError
     */
    public function maybe(string $operationId, array $input): ?array
    {
        $response = $this->send($operationId, $input, 'application/json');
        if ($response->status === 204) {
            return null;
        }
        $answer = $response->json();
        if ($this->operation($operationId)['answer'] !== 'json') {
            $answer = ($answer['success'] ?? null) === true ? $answer['data'] ?? null : null;
        }
        if (!is_array($answer)) {
            throw new InvalidAnswerError("What {$this->options->host} answered is not of Micrologs");
        }
        return $answer;
    }

    /**
     * The body as it came.
     *
     * @param array<string, mixed> $input
     * @throws MicrologsError
     */
    public function text(string $operationId, array $input, string $accept = '*/*'): string
    {
        return $this->send($operationId, $input, $accept)->text();
    }

    /**
     * The rows of an export, while they arrive.
     *
     * @param array<string, mixed> $input
     * @return \Generator<int, array<array-key, mixed>>
     * @throws MicrologsError
     */
    public function rows(string $operationId, array $input): \Generator
    {
        foreach ($this->send($operationId, $input, 'application/x-ndjson', true)->lines() as $line) {
            $row = json_decode($line, true);
            if (!is_array($row)) {
                throw new InvalidAnswerError('A row of the export is not JSON');
            }
            yield $row;
        }
    }

    /**
     * The rows of a list, page after page.
     *
     * @param array<string, mixed> $input
     * @return \Generator<int, array<array-key, mixed>>
     * @throws MicrologsError
     */
    public function iterate(string $operationId, array $input): \Generator
    {
        $list = (string) $this->operation($operationId)['list'];
        $number = 0;
        do {
            $data = $this->data($operationId, $input);
            foreach ($data[$list] ?? [] as $row) {
                yield $number++ => $row;
            }
            $input['cursor'] = $data['next_cursor'] ?? null;
        } while ($input['cursor'] !== null);
    }

    /**
     * One attempt, whatever comes of it.
     *
     * @param array<string, mixed> $input
     * @throws MicrologsError without an answer
     */
    public function once(string $operationId, array $input): Response
    {
        return $this->transport->send($this->requestOf($operationId, $input, 'application/json', false));
    }

    /**
     * @return array{method: string, path: string, key: string|null, pathFields: list<string>, query: list<string>,
     *     headers: list<string>, form: bool, answer: string, list: string|null}
     */
    private function operation(string $operationId): array
    {
        if (!isset(Operations::TABLE[$operationId])) {
            throw new \InvalidArgumentException("Micrologs has no operation \"$operationId\"");
        }
        return Operations::TABLE[$operationId];
    }

    /**
     * A success, after retries.
     *
     * @param array<string, mixed> $input
     * @throws MicrologsError
     */
    private function send(string $operationId, array $input, string $accept, bool $streams = false): Response
    {
        $request = $this->requestOf($operationId, $input, $accept, $streams);
        $isRead = in_array($request->method, ['GET', 'HEAD'], true);
        for ($failures = 1;; $failures++) {
            $asked = null;
            try {
                $response = $this->transport->send($request);
                if ($response->isSuccess() || $this->isRedirect($operationId, $response)) {
                    return $response;
                }
                $asked = Backoff::retryAfter($response);
                $error = self::refusal($response, $asked);
                $isWorth = in_array($response->status, self::SENT_AGAIN, true)
                    && ($isRead || ($asked !== null && in_array($response->status, [429, 503], true)));
            } catch (MicrologsError $error) {
                $isWorth = $isRead && ($error instanceof ConnectionError || $error instanceof TimeoutError);
            }
            $wait = max($asked ?? 0.0, $this->backoff->delay($failures));
            if (!$isWorth || $failures > self::MAX_RETRIES || $wait > self::LONGEST_WAIT) {
                throw $error;
            }
            usleep((int) ($wait * 1e6));
        }
    }

    private function isRedirect(string $operationId, Response $response): bool
    {
        return $this->operation($operationId)['answer'] === 'location'
            && $response->status >= 300 && $response->status < 400;
    }

    private static function refusal(Response $response, ?float $retryAfter): ApiError
    {
        $answer = $response->json();
        $message = $answer['message'] ?? null;
        $errors = $answer['errors'] ?? null;
        return ApiError::ofStatus(
            $response->status,
            is_string($message) && $message !== '' ? $message : "The server answered {$response->status}",
            is_array($errors) ? $errors : [],
            $retryAfter
        );
    }

    /**
     * @param array<string, mixed> $input
     * @throws ConnectionError without a host
     */
    private function requestOf(string $operationId, array $input, string $accept, bool $streams): Request
    {
        if ($this->options->host === '') {
            throw new ConnectionError('No host is set');
        }
        $operation = $this->operation($operationId);
        $headers = ['Accept' => $accept, 'User-Agent' => $this->options->userAgent];
        if ($operation['key'] === 'project') {
            $headers['X-API-Key'] = $this->options->key;
        } elseif ($operation['key'] === 'admin') {
            $headers['X-Admin-Key'] = $this->options->adminKey;
        }
        $path = $operation['path'];
        foreach ($operation['pathFields'] as $name) {
            $path = str_replace('{' . $name . '}', rawurlencode((string) ($input[$name] ?? '')), $path);
        }
        foreach ($operation['headers'] as $name) {
            if (isset($input[$name])) {
                $headers[$name] = (string) $input[$name];
            }
        }
        $rest = array_diff_key($input, array_flip(array_merge($operation['pathFields'], $operation['headers'])));
        $hasBody = $operation['method'] === 'POST';
        // What the contract does not know of may be of a newer server.
        $query = $hasBody ? array_intersect_key($rest, array_flip($operation['query'])) : $rest;
        $fields = array_diff_key($rest, $query);
        $query = array_map([self::class, 'inQuery'], array_filter($query, static function ($value): bool {
            return $value !== null;
        }));
        $url = $this->options->host . $path;
        if ($query !== []) {
            $url .= '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986);
        }
        $body = null;
        if ($operation['form']) {
            $headers['Content-Type'] = 'application/x-www-form-urlencoded';
            $body = http_build_query($fields);
        } elseif ($hasBody) {
            $headers['Content-Type'] = 'application/json';
            $body = self::json((object) $fields);
        }
        $timeout = $this->options->timeout;
        return new Request($operation['method'], $url, $headers, $body, $timeout, $timeout, $streams);
    }

    /**
     * @param mixed $value
     */
    private static function inQuery($value): string
    {
        if (is_bool($value)) {
            return $value ? 'true' : 'false';
        }
        return is_array($value) ? self::json($value) : (string) $value;
    }

    /**
     * @param mixed $value
     * @throws \InvalidArgumentException when it cannot be JSON
     */
    private static function json($value): string
    {
        $json = json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
        if ($json === false) {
            throw new \InvalidArgumentException('Micrologs: ' . json_last_error_msg());
        }
        return $json;
    }
}
