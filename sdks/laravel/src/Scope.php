<?php

declare(strict_types=1);

namespace Micrologs\Laravel;

/**
 * What is known of the request or job that runs. Bound as scoped, so that none sees that of another, under Octane and in queue
 * workers, too.
 */
final class Scope
{
    /** @var array<string, mixed> */
    private array $context = [];

    /**
     * @param array<string, mixed> $context
     */
    public function add(array $context): void
    {
        $this->context = $context + $this->context;
    }

    /**
     * @return array<string, mixed>
     */
    public function context(): array
    {
        return $this->context;
    }
}
