<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

/**
 * What outlives the request: events that could not be sent, and whether the server is to be left alone for a while. It is
 * shared by all processes of a host, bounded, and never throws.
 */
interface Spill
{
    /**
     * Keeps events after those that it has.
     *
     * @param list<string> $events JSON, each on one line
     * @return int how many had room, from the first one on
     */
    public function keep(array $events): int;

    /**
     * Hands out the oldest events, part by part, while no other process does. A part that is not done with ends it.
     *
     * @param callable(list<string>): list<string> $send returns what is left of a part, in order
     */
    public function drain(callable $send): void;

    /** Whether no events wait here; those that another process is sending still do. */
    public function isEmpty(): bool;

    /**
     * Throws away what is too old.
     *
     * @return int how many events
     */
    public function expire(): int;

    /**
     * Failures in a row, and until when (Unix time in seconds) nothing is to be sent.
     *
     * @return array{int, float}
     */
    public function pause(): array;

    public function setPause(int $failures, float $until): void;
}
