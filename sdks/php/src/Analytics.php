<?php

declare(strict_types=1);

namespace Micrologs;

use Micrologs\Questions\Silent;

/**
 * Reports as the 1.x SDKs asked for them: each method takes the parameters of the query, and returns the whole envelope, or null
 * on any failure. New code rather uses `$client->api()->analytics()`.
 */
final class Analytics
{
    /** @var Silent */
    private $silent;

    /** @internal */
    public function __construct(Silent $silent)
    {
        $this->silent = $silent;
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function visitors(array $params = []): ?array
    {
        return $this->silent->ask('analytics.visitors', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function returning(array $params = []): ?array
    {
        return $this->silent->ask('analytics.returning', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function sessions(array $params = []): ?array
    {
        return $this->silent->ask('analytics.sessions', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function pages(array $params = []): ?array
    {
        return $this->silent->ask('analytics.pages', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function devices(array $params = []): ?array
    {
        return $this->silent->ask('analytics.devices', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function locations(array $params = []): ?array
    {
        return $this->silent->ask('analytics.locations', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function referrers(array $params = []): ?array
    {
        return $this->silent->ask('analytics.referrers', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function utm(array $params = []): ?array
    {
        return $this->silent->ask('analytics.utm', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function errors(array $params = []): ?array
    {
        return $this->silent->ask('analytics.errors', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function errorsTrend(array $params = []): ?array
    {
        return $this->silent->ask('analytics.errorsTrend', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function errorDetail(array $params = []): ?array
    {
        return $this->silent->ask('analytics.errorDetail', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function audits(array $params = []): ?array
    {
        return $this->silent->ask('analytics.audits', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function links(array $params = []): ?array
    {
        return $this->silent->ask('analytics.links', $params);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>|null
     */
    public function linkDetail(array $params = []): ?array
    {
        return $this->silent->ask('analytics.linkDetail', $params);
    }
}
