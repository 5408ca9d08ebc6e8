<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests\Fixtures;

final class Marks
{
    /**
     * @param array<string, mixed> $event
     * @return array<string, mixed>
     */
    public function __invoke(array $event): array
    {
        $event['context'] = ['marked' => true];
        return $event;
    }
}
