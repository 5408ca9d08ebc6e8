<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

/**
 * Events that wait, as JSON, in order, bounded by number and bytes.
 */
final class Queue
{
    /** @var list<string> */
    private $events = [];

    /** @var int */
    private $bytes = 0;

    /** @var int */
    private $maxSize;

    /** @var int */
    private $maxBytes;

    public function __construct(int $maxSize, int $maxBytes)
    {
        $this->maxSize = $maxSize;
        $this->maxBytes = $maxBytes;
    }

    /**
     * One that holds these events, whatever its size.
     *
     * @param list<string> $events
     */
    public static function of(array $events): self
    {
        $queue = new self(PHP_INT_MAX, PHP_INT_MAX);
        $queue->events = $events;
        $queue->bytes = array_sum(array_map('strlen', $events));
        return $queue;
    }

    /** @return bool false when there is no room */
    public function offer(string $event): bool
    {
        if (count($this->events) >= $this->maxSize || $this->bytes + strlen($event) > $this->maxBytes) {
            return false;
        }
        $this->events[] = $event;
        $this->bytes += strlen($event);
        return true;
    }

    public function count(): int
    {
        return count($this->events);
    }

    /**
     * The oldest events, up to both limits; one at least when there is one.
     *
     * @return list<string>
     */
    public function head(int $maxEvents, int $maxBytes): array
    {
        $head = [];
        $bytes = 0;
        foreach ($this->events as $event) {
            $bytes += strlen($event) + 1;
            if (count($head) >= $maxEvents || ($head !== [] && $bytes > $maxBytes)) {
                break;
            }
            $head[] = $event;
        }
        return $head;
    }

    /** Takes the oldest ones away. */
    public function drop(int $count): void
    {
        foreach (array_splice($this->events, 0, $count) as $event) {
            $this->bytes -= strlen($event);
        }
    }

    /**
     * Takes all away.
     *
     * @return list<string>
     */
    public function takeAll(): array
    {
        $events = $this->events;
        $this->events = [];
        $this->bytes = 0;
        return $events;
    }
}
