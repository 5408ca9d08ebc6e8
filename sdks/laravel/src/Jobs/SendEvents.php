<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Jobs;

use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Queue\InteractsWithQueue;
use Micrologs\Laravel\MicrologsClient;

/**
 * Sends what a request captured. While the server cannot be reached the job is released again and again; after the last attempt
 * the events go to the spill, so that the job itself never fails.
 */
final class SendEvents implements ShouldQueue
{
    use InteractsWithQueue;
    use Queueable;

    /** Seconds until the next attempt. */
    private const DELAYS = [5, 30, 120, 600];

    public int $tries = 5;

    /**
     * @param list<string> $events as JSON
     */
    public function __construct(public array $events)
    {
    }

    public function handle(MicrologsClient $client): void
    {
        $left = $client->deliver($this->events);
        if ($left === []) {
            return;
        }
        $delay = self::DELAYS[$this->attempts() - 1] ?? null;
        if ($delay === null || $this->job === null || $this->job->getConnectionName() === 'sync') {
            $client->leave($left);
        } else {
            // All events once more: the server knows those that it has.
            $this->release($delay);
        }
    }
}
