<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Foundation\Testing\TestCase as FoundationTestCase;
use Illuminate\Http\Client\Request;
use Illuminate\Support\Facades\Http;
use Micrologs\Laravel\MicrologsClient;

abstract class TestCase extends FoundationTestCase
{
    /** @var array<string, mixed> what the application's config/micrologs.php sets */
    protected array $config = ['host' => 'https://stats.test', 'key' => 'secret'];

    protected Skeleton $skeleton;

    public function createApplication()
    {
        $this->skeleton = new Skeleton($this->config);
        return $this->skeleton->application();
    }

    protected function tearDown(): void
    {
        $this->client()->take();
        parent::tearDown();
        $this->skeleton->remove();
    }

    /**
     * Another application, of this configuration.
     *
     * @param array<string, mixed> $config
     */
    protected function configure(array $config): void
    {
        $this->client()->take();
        $this->skeleton->remove();
        $this->config = $config + $this->config;
        $this->refreshApplication();
    }

    protected function client(): MicrologsClient
    {
        return $this->app->make(MicrologsClient::class);
    }

    /** A server that takes everything. */
    protected function fakeServer(): void
    {
        $answer = ['success' => true, 'message' => 'OK', 'data' => ['queued' => true, 'results' => []]];
        Http::fake(['stats.test/*' => Http::response($answer, 202)]);
    }

    /**
     * The events that the fake server has got.
     *
     * @return list<array<string, mixed>>
     */
    protected function delivered(): array
    {
        $events = [];
        foreach (Http::recorded() as [$request]) {
            $events = [...$events, ...self::eventsOf($request)];
        }
        return $events;
    }

    /**
     * What has been captured and not sent.
     *
     * @return list<array<string, mixed>>
     */
    protected function captured(): array
    {
        return array_map(static fn (string $event): array => json_decode($event, true), $this->client()->take());
    }

    /**
     * @return list<array<string, mixed>>
     */
    private static function eventsOf(Request $request): array
    {
        $body = $request->hasHeader('Content-Encoding', 'gzip') ? (string) gzdecode($request->body()) : $request->body();
        return json_decode($body, true)['events'] ?? [];
    }
}
