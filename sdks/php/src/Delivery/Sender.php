<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

use Micrologs\Http\Request;
use Micrologs\Http\Response;
use Micrologs\Http\Transport;
use Micrologs\Options;

/**
 * Brings batches to the server, and tells apart what is delivered, what is lost, and what has to be sent again.
 */
final class Sender
{
    private const MAX_BYTES = 512 * 1024;
    private const GZIP_FROM_BYTES = 1024;
    private const SENT_AGAIN = [408, 425, 429];

    /** @var Options */
    private $options;

    /** @var Transport */
    private $transport;

    /** @var Losses */
    private $losses;

    /** @var int events in a batch; halved while the server finds batches too large */
    private $batchSize;

    public function __construct(Options $options, Transport $transport, Losses $losses)
    {
        $this->options = $options;
        $this->transport = $transport;
        $this->losses = $losses;
        $this->batchSize = $options->maxBatchSize;
    }

    /**
     * Sends the oldest events of a queue as one batch, and takes away those that are delivered or lost.
     *
     * @param float $timeout in seconds
     * @return float|null null when it may go on; else the batch failed, and the server wants to be left alone for so many seconds
     *     at least
     */
    public function sendBatch(Queue $queue, float $timeout): ?float
    {
        $events = $queue->head($this->batchSize, self::MAX_BYTES - strlen('{"events":[]}'));
        try {
            $response = $this->post($events, $timeout);
            $answer = $response->json();
        } catch (\Throwable $error) {
            return 0.0; // a transport of the host's own may throw anything
        }
        $status = $response->status;
        $results = $answer['data']['results'] ?? null;
        $isEnvelope = ($answer['success'] ?? null) === true;
        if (
            in_array($status, self::SENT_AGAIN, true)
            || $status >= 500
            || ($response->isSuccess() && !$isEnvelope)
        ) {
            return Backoff::retryAfter($response) ?? 0.0;
        }
        if ($status === 413 && count($events) > 1) {
            $this->batchSize = intdiv(count($events) + 1, 2);
            return null;
        }
        if ($response->isSuccess() || ($status === 400 && is_array($results))) {
            $this->countRejected(is_array($results) ? $results : []);
        } else {
            $this->losses->add(self::reasonOf($status), count($events), self::messageOf($response, $answer));
        }
        $queue->drop(count($events));
        $this->batchSize = min($this->options->maxBatchSize, $this->batchSize * 2);
        return null;
    }

    /**
     * @param list<string> $events
     * @throws \Throwable
     */
    private function post(array $events, float $timeout): Response
    {
        $body = '{"events":[' . implode(',', $events) . ']}';
        $headers = [
            'X-API-Key' => $this->options->key,
            'Content-Type' => 'application/json',
            'Accept' => 'application/json',
            'User-Agent' => $this->options->userAgent,
        ];
        if (strlen($body) > self::GZIP_FROM_BYTES && function_exists('gzencode')) {
            $body = (string) gzencode($body, 6);
            $headers['Content-Encoding'] = 'gzip';
        }
        $url = $this->options->host . '/api/track/batch';
        return $this->transport->send(
            new Request('POST', $url, $headers, $body, $timeout, $this->options->connectTimeout)
        );
    }

    /**
     * @param array<array-key, mixed> $results
     */
    private function countRejected(array $results): void
    {
        foreach ($results as $result) {
            if (is_array($result) && ($result['status'] ?? null) === 'rejected') {
                $message = $result['message'] ?? null;
                $this->losses->add(Losses::REJECTED, 1, is_string($message) ? $message : 'The server rejected it');
            }
        }
    }

    private static function reasonOf(int $status): string
    {
        if ($status === 413) {
            return Losses::TOO_LARGE;
        }
        return $status === 401 || $status === 403 ? Losses::UNAUTHORIZED : Losses::REJECTED;
    }

    /**
     * @param array<array-key, mixed>|null $answer
     */
    private static function messageOf(Response $response, ?array $answer): string
    {
        $message = $answer['message'] ?? null;
        return is_string($message) ? $message : "The server answered {$response->status}";
    }
}
