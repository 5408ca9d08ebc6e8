<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

use Micrologs\Http\Transport;
use Micrologs\Options;

/**
 * Gets captured events to the server. PHP has no background, so everything happens when the host gives it time: one attempt
 * that gives up at once ({@see attempt()}), or attempts until a deadline ({@see flush()}).
 *
 * After a failure nothing is sent for a while, longer with each one, so that a dead server costs the host nothing. With a spill
 * all processes of a host know of it.
 */
final class Delivery
{
    /** With a spill: seconds without an attempt, for each second of the host's time that the last one took in vain. */
    private const PAUSE_PER_WAIT = 5;

    /** Seconds until a flush looks again whether another process has sent what the spill holds. */
    private const LOOK_AGAIN = 0.5;

    /** @var Options */
    private $options;

    /** @var Losses */
    private $losses;

    /** @var Sender */
    private $sender;

    /** @var Backoff */
    private $backoff;

    /** @var Queue */
    private $queue;

    /** @var Spill|null */
    private $spill;

    /** @var array{int, float} failures in a row, and until when (Unix time in seconds) nothing is sent, without a spill */
    private $pause = [0, 0.0];

    /** @var int the process whose events wait */
    private $pid;

    /** @var float when the first event that waits was captured */
    private $waitsSince = 0.0;

    public function __construct(Options $options, Transport $transport, Losses $losses)
    {
        $this->options = $options;
        $this->losses = $losses;
        $this->sender = new Sender($options, $transport, $losses);
        $this->backoff = new Backoff($options->retryBase, $options->retryMax);
        $this->queue = new Queue($options->maxQueueSize, $options->maxQueueBytes);
        $this->spill = is_string($options->spill)
            ? new FolderSpill($options->spill, $options->maxQueueBytes)
            : $options->spill;
        $this->pid = (int) getmypid();
    }

    /** @return bool false when there is no room; the loss is counted then */
    public function offer(string $event): bool
    {
        $this->forgetOtherProcess();
        if (!$this->queue->offer($event)) {
            $this->losses->add(Losses::QUEUE_FULL, 1, 'The queue is full');
            return false;
        }
        if ($this->queue->count() === 1) {
            $this->waitsSince = microtime(true);
        }
        return true;
    }

    /** Whether enough events wait, or the first of them long enough, for an attempt. */
    public function isDue(): bool
    {
        $waiting = $this->queue->count();
        return ($this->options->flushAt > 0 && $waiting >= $this->options->flushAt)
            || ($this->options->flushInterval > 0 && $waiting > 0
                && microtime(true) - $this->waitsSince >= $this->options->flushInterval);
    }

    /** Events that wait in memory. */
    public function waiting(): int
    {
        $this->forgetOtherProcess();
        return $this->queue->count();
    }

    /**
     * Sends what the spill and the queue hold in the host's own time, until something fails or `sendTimeout` is over.
     */
    public function attempt(): void
    {
        $startedAt = microtime(true);
        $failures = $this->spill === null ? 0 : $this->spill->pause()[0];
        $this->pass($this->options->sendTimeout, min($this->options->sendTimeout, $this->options->timeout));
        [$failuresNow, $until] = $this->pause;
        if ($this->spill !== null && $failuresNow > $failures) {
            // A server that takes long to fail is left alone for longer; what waits is safe meanwhile.
            $now = microtime(true);
            $this->setPause($failuresNow, max($until, $now + self::PAUSE_PER_WAIT * ($now - $startedAt)));
        }
    }

    /**
     * Sends what waits, again after failures, until the deadline.
     *
     * @param float $seconds from now on
     * @return bool whether nothing waits any more, neither in memory nor in the spill
     */
    public function flush(float $seconds): bool
    {
        $deadline = microtime(true) + $seconds;
        while (true) {
            $isSent = $this->pass($deadline - microtime(true), $this->options->timeout);
            if ($isSent && ($this->spill === null || $this->spill->isEmpty())) {
                return true;
            }
            $now = microtime(true);
            $next = max($this->pause[1], $isSent ? $now + self::LOOK_AGAIN : $now);
            if ($next >= $deadline) {
                return false;
            }
            usleep((int) ceil(($next - $now) * 1e6));
        }
    }

    /**
     * Takes what waits in memory away, for a host that brings it to the server in its own way.
     *
     * @return list<string>
     */
    public function take(): array
    {
        $this->forgetOtherProcess();
        return $this->queue->takeAll();
    }

    /**
     * Sends events that do not wait in memory, in one attempt.
     *
     * @param list<string> $events
     * @return list<string> those that have to be sent again
     */
    public function deliver(array $events, float $seconds): array
    {
        $queue = Queue::of($events);
        $this->send($queue, microtime(true) + $seconds, $seconds);
        return $queue->takeAll();
    }

    /**
     * Gives events that could not be sent to the spill; what it does not keep is lost.
     *
     * @param list<string> $events
     */
    public function leave(array $events): void
    {
        $kept = $this->spill === null || $events === [] ? 0 : $this->spill->keep($events);
        $this->losses->add(Losses::UNDELIVERED, count($events) - $kept, 'It could not be sent in time');
    }

    /** The end of the script: sends what waits, and leaves the rest. */
    public function end(): void
    {
        if ($this->spill === null && PHP_SAPI === 'cli') {
            $this->flush($this->options->sendTimeout);
        } else {
            $this->attempt();
        }
        $this->leave($this->take());
    }

    /**
     * Sends what the spill and the queue hold, until something fails or the time is over.
     *
     * @param float $seconds for all of it
     * @param float $timeout seconds for one batch
     * @return bool whether nothing waits in memory
     */
    private function pass(float $seconds, float $timeout): bool
    {
        $this->forgetOtherProcess();
        $deadline = microtime(true) + $seconds;
        $this->pause = $this->spill === null ? $this->pause : $this->spill->pause();
        $mayGoOn = $this->pause[1] <= microtime(true);
        if ($mayGoOn && $this->spill !== null) {
            $this->losses->add(Losses::UNDELIVERED, $this->spill->expire(), 'It could not be sent for too long');
            $this->spill->drain(function (array $events) use ($deadline, $timeout, &$mayGoOn): array {
                $part = Queue::of($events);
                $mayGoOn = $this->send($part, $deadline, $timeout);
                return $part->takeAll();
            });
        }
        return $mayGoOn ? $this->send($this->queue, $deadline, $timeout) : $this->queue->count() === 0;
    }

    /** @return bool whether the queue was emptied */
    private function send(Queue $queue, float $deadline, float $timeout): bool
    {
        while ($queue->count() > 0) {
            $now = microtime(true);
            if ($now >= $deadline) {
                return false;
            }
            [$failures] = $this->pause;
            if ($failures > 0) {
                // One process finds out whether the server is back, while the others go on waiting.
                $this->setPause($failures, $now + $timeout);
            }
            $wait = $this->sender->sendBatch($queue, min($timeout, $deadline - $now));
            if ($wait !== null) {
                $this->setPause($failures + 1, microtime(true) + max($wait, $this->backoff->delay($failures + 1)));
                return false;
            }
            if ($failures > 0) {
                $this->setPause(0, 0.0);
            }
        }
        return true;
    }

    /** A fork leaves what waited before it to its parent. */
    private function forgetOtherProcess(): void
    {
        if ($this->pid !== getmypid()) {
            $this->pid = (int) getmypid();
            $this->queue->takeAll();
        }
    }

    private function setPause(int $failures, float $until): void
    {
        $this->pause = [$failures, $until];
        if ($this->spill !== null) {
            $this->spill->setPause($failures, $until);
        }
    }
}
