<?php

declare(strict_types=1);

namespace Micrologs;

use Micrologs\Capture\Events;
use Micrologs\Capture\Seen;
use Micrologs\Capture\StackTrace;
use Micrologs\Delivery\Delivery;
use Micrologs\Delivery\Losses;
use Micrologs\Delivery\ScriptEnd;
use Micrologs\Generated\Api;
use Micrologs\Http\CurlTransport;
use Micrologs\Http\StreamTransport;
use Micrologs\Http\Transport;
use Micrologs\Questions\Caller;
use Micrologs\Questions\Silent;
use Micrologs\Questions\SilentMethods;

/**
 * A client of one project.
 *
 * The capture side ({@see error()}, {@see audit()}, {@see pageview()}, {@see captureException()}) never throws: what it takes waits
 * in memory, and is sent when the script ends, at {@see flush()}, or when enough waits. The question side ({@see api()}) throws
 * {@see \Micrologs\Exception\MicrologsError}. The methods of the 1.x SDKs ({@see createLink()} to {@see analytics()}) return the
 * envelope, or null on any failure.
 */
class Client
{
    use SilentMethods;

    public const VERSION = '2.0.0';

    /** Type of an error whose caller gives none. */
    protected const ERROR_TYPE = 'ManualError';

    /** @var Options */
    private $options;

    /** @var Events */
    private $events;

    /** @var Seen */
    private $seen;

    /** @var Losses */
    private $losses;

    /** @var Delivery */
    private $delivery;

    /** @var Caller */
    private $caller;

    /** @var bool */
    private $isClosed = false;

    /** @var bool whether the host's own code runs inside a call of this client */
    private $isCapturing = false;

    /**
     * @param array<string, mixed> $options `host`, `key` and what else {@see Options} has
     * @throws \InvalidArgumentException for options that cannot be; so also without host or key, unless `enabled` is false
     */
    public function __construct(array $options)
    {
        $this->options = new Options($options);
        if ($this->options->enabled && !$this->options->isComplete()) {
            throw new \InvalidArgumentException('Micrologs needs host and key');
        }
        $transport = $this->options->transport ?? self::defaultTransport();
        $this->events = new Events($this->options);
        $this->seen = new Seen();
        $this->losses = new Losses($this->options->onLoss);
        $this->delivery = new Delivery($this->options, $transport, $this->losses);
        $this->caller = new Caller($this->options, $transport);
    }

    /**
     * Captures an error.
     *
     * @param array{
     *     type?: string,
     *     severity?: string,
     *     file?: string,
     *     line?: int|null,
     *     stack?: string|null,
     *     url?: string,
     *     environment?: string,
     *     release?: string,
     *     fingerprint?: string|list<string>,
     *     context?: array<array-key, mixed>|null,
     *     visitor_id?: string,
     *     session_token?: string,
     *     client_ip?: string,
     *     user_agent?: string,
     *     accept_language?: string
     * } $options
     * @return array{success: true, message: string, data: array{queued: true, event_id: string}}|null null when it was refused,
     *     sampled out or dropped by `beforeSend`
     */
    public function error(string $message, array $options = []): ?array
    {
        if ($this->options->sampleRate < 1 && mt_rand() / mt_getrandmax() >= $this->options->sampleRate) {
            return null;
        }
        return $this->capture(function () use ($message, $options): array {
            return $this->events->error($message, $options, static::ERROR_TYPE);
        });
    }

    /**
     * Captures an audit entry: who did what.
     *
     * @param string $action such as `invoice.paid`; without it nothing is captured
     * @param array<array-key, mixed>|null $context
     * @return array{success: true, message: string, data: array{queued: true, event_id: string}}|null as {@see error()}
     */
    public function audit(string $action, string $actor = '', ?array $context = null): ?array
    {
        return $action === '' ? null : $this->capture(function () use ($action, $actor, $context): array {
            return $this->events->audit($action, $actor, $context);
        });
    }

    /**
     * Captures a pageview on the server's side. With the secret key it may tell of the browser: `client_ip`, `user_agent`,
     * `accept_language`.
     *
     * @param array{
     *     url: string,
     *     visitor_id?: string,
     *     session_token?: string,
     *     page_title?: string,
     *     referrer?: string,
     *     client_ip?: string,
     *     user_agent?: string,
     *     accept_language?: string
     * } $fields those of `POST /api/track/pageview`; `visitor_id` and `session_token` may be left out in cookieless projects
     * @return array{success: true, message: string, data: array{queued: true, event_id: string}}|null as {@see error()}
     */
    public function pageview(array $fields): ?array
    {
        return ($fields['url'] ?? '') === '' ? null : $this->capture(function () use ($fields): array {
            return $this->events->pageview($fields);
        });
    }

    /**
     * Captures an exception with its stack and causes. The same object is captured once.
     *
     * @param array<string, mixed> $options those of {@see error()}, over what the exception says
     * @return array{success: true, message: string, data: array{queued: true, event_id: string}}|null as {@see error()}
     */
    public function captureException(\Throwable $error, array $options = []): ?array
    {
        return $this->seen->add($error) ? $this->error($error->getMessage(), $options + [
            'type' => StackTrace::classOf($error),
            'file' => $error->getFile(),
            'line' => $error->getLine(),
            'stack' => StackTrace::of($error),
        ]) : null;
    }

    /**
     * Sends what waits, that in the spill included, again after failures, until the deadline.
     *
     * @param float $deadline seconds from now on
     * @return bool whether all was delivered, or counted as lost
     */
    public function flush(float $deadline = 5.0): bool
    {
        $isDelivered = $this->delivery->flush($deadline);
        $this->rememberWaiting();
        return $isDelivered;
    }

    /**
     * Flushes, then takes nothing more. What is left goes to the spill, or is lost.
     *
     * @param float $deadline seconds from now on
     * @return bool as {@see flush()}
     */
    public function close(float $deadline = 2.0): bool
    {
        $isDelivered = $this->delivery->flush($deadline);
        $this->delivery->leave($this->delivery->take());
        $this->rememberWaiting();
        $this->isClosed = true;
        return $isDelivered;
    }

    /**
     * The end of a request or job: one attempt to send what waits, `sendTimeout` long at most. What is left goes to the spill;
     * without one it goes on waiting.
     */
    public function send(): void
    {
        $this->delivery->attempt();
        if ($this->options->spill !== null) {
            $this->delivery->leave($this->delivery->take());
        }
        $this->rememberWaiting();
    }

    /**
     * Takes what waits in memory away, as JSON: for hosts that have a queue of their own. Its worker then has
     * {@see deliver()}.
     *
     * @return list<string>
     */
    public function take(): array
    {
        $events = $this->delivery->take();
        $this->rememberWaiting();
        return $events;
    }

    /**
     * Sends what {@see take()} gave, in one attempt. Sending some of it twice does no harm.
     *
     * @param list<string> $events
     * @return list<string> those that have to be sent again
     */
    public function deliver(array $events): array
    {
        return $this->delivery->deliver($events, $this->options->timeout);
    }

    /**
     * Gives up on what {@see take()} gave: the spill keeps it, or it is lost.
     *
     * @param list<string> $events
     */
    public function leave(array $events): void
    {
        $this->delivery->leave($events);
    }

    /** Events that wait in memory. */
    public function waiting(): int
    {
        return $this->delivery->waiting();
    }

    /**
     * Events lost so far, by reason.
     *
     * @return array<string, int>
     */
    public function losses(): array
    {
        return $this->losses->counts();
    }

    /** Every operation of the API, with typed exceptions. */
    public function api(): Api
    {
        return new Api($this->caller);
    }

    /**
     * Puts an event that is ready to the others.
     *
     * @param array<string, mixed> $event
     * @return bool whether it was taken
     */
    protected function enqueue(array $event): bool
    {
        $json = Events::fit($event);
        if ($json === null) {
            $this->losses->add(Losses::TOO_LARGE, 1, 'An event may have 64 KB');
            return false;
        }
        if (!$this->delivery->offer($json)) {
            return false;
        }
        if ($this->delivery->isDue()) {
            $this->delivery->attempt();
        }
        $this->rememberWaiting();
        return true;
    }

    private static function defaultTransport(): Transport
    {
        return extension_loaded('curl') ? new CurlTransport() : new StreamTransport();
    }

    protected function silent(): Silent
    {
        return new Silent($this->caller, $this->options->onWarning);
    }

    /**
     * @param callable(): array<string, mixed> $build
     * @return array{success: true, message: string, data: array{queued: true, event_id: string}}|null
     */
    private function capture(callable $build): ?array
    {
        // A hook that captures something itself would never come to an end.
        if (!$this->options->enabled || $this->isCapturing) {
            return null;
        }
        if ($this->isClosed) {
            $this->losses->add(Losses::CLOSED, 1, 'The client is closed');
            return null;
        }
        $this->isCapturing = true;
        try {
            $event = $this->afterHook($build());
            if ($event === null || !$this->enqueue($event)) {
                return null;
            }
            return ['success' => true, 'message' => 'OK', 'data' => ['queued' => true, 'event_id' => $event['event_id']]];
        } catch (\Throwable $error) {
            $this->losses->add(Losses::REJECTED, 1, $error->getMessage());
            return null;
        } finally {
            $this->isCapturing = false;
        }
    }

    /**
     * @param array<string, mixed> $event
     * @return array<string, mixed>|null
     */
    private function afterHook(array $event): ?array
    {
        if ($this->options->beforeSend === null) {
            return $event;
        }
        try {
            $changed = ($this->options->beforeSend)($event);
        } catch (\Throwable $error) {
            return $event;
        }
        return is_array($changed) ? $changed + ['event_id' => $event['event_id']] : null;
    }

    private function rememberWaiting(): void
    {
        if ($this->options->sendAtShutdown) {
            ScriptEnd::remember($this->delivery);
        }
    }
}
