<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests\Fixtures;

use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Queue\InteractsWithQueue;
use Micrologs\Laravel\Facades\Micrologs;

final class Fails implements ShouldQueue
{
    use InteractsWithQueue;
    use Queueable;

    public function __construct(private ?string $message)
    {
    }

    public function handle(): void
    {
        Micrologs::audit('job.ran');
        if ($this->message !== null) {
            throw new \RuntimeException($this->message);
        }
    }
}
