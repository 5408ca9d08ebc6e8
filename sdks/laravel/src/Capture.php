<?php

declare(strict_types=1);

namespace Micrologs\Laravel;

use Error;
use Illuminate\Auth\Access\AuthorizationException;
use Illuminate\Auth\AuthenticationException;
use Illuminate\Contracts\Bus\Dispatcher;
use Illuminate\Contracts\Config\Repository;
use Illuminate\Contracts\Container\Container;
use Illuminate\Http\Request;
use Illuminate\Routing\Route;
use Illuminate\Validation\ValidationException;
use Micrologs\Laravel\Jobs\SendEvents;
use Throwable;

/**
 * Captures on behalf of the framework, with what is known of the request or job. Everything is resolved at each call, so that
 * nothing of a request stays behind in a worker that serves many.
 */
final class Capture
{
    /** The first class that fits, from above. */
    private const SEVERITIES = [
        AuthenticationException::class => 'warning',
        AuthorizationException::class => 'warning',
        ValidationException::class => 'info',
        Error::class => 'critical',
    ];

    public function __construct(private Container $app)
    {
    }

    /**
     * Captures an exception, once, unless the configuration ignores it. Never throws.
     *
     * @param array<string, mixed> $context
     */
    public function exception(Throwable $error, array $context = []): void
    {
        try {
            if (!$this->isIgnored($error)) {
                $this->client()->captureException($error, [
                    'severity' => self::severityOf($error),
                    'url' => $this->request()?->fullUrl() ?? '',
                    'context' => $context,
                ]);
            }
        } catch (Throwable) {
            // The configuration is wrong, or the container on its way down: the host's own error handling goes on.
        }
    }

    /**
     * The end of a request, job or command: what was captured is sent, or given to the queue. Never throws.
     */
    public function send(): void
    {
        try {
            $client = $this->client();
            $connection = $this->config('queue_connection');
            if ($connection === null) {
                $client->send();
            } elseif ($client->waiting() > 0) {
                $job = (new SendEvents($client->take()))->onConnection($connection)->onQueue($this->config('queue'));
                $this->app->make(Dispatcher::class)->dispatch($job);
            }
        } catch (Throwable) {
            // The host's queue, or its configuration, is out of order; its request must not suffer from ours.
        }
    }

    /**
     * What events say of where they came about.
     *
     * @return array<string, mixed>
     */
    public function context(): array
    {
        $context = $this->app->make(Scope::class)->context();
        $request = $this->request();
        if ($request === null) {
            return $context;
        }
        $route = $request->route();
        return $context + array_filter([
            'method' => $request->method(),
            'route' => $route instanceof Route ? $route->uri() : null,
            'user_agent' => $request->userAgent(),
            'ip' => $this->config('ip') ? $request->ip() : null,
            'user_id' => $this->config('user_id') ? $request->user()?->getAuthIdentifier() : null,
        ], static fn (mixed $value): bool => $value !== null);
    }

    private function isIgnored(Throwable $error): bool
    {
        foreach ($this->config('ignore_exceptions', []) as $class) {
            if ($error instanceof $class) {
                return true;
            }
        }
        return $this->request()?->is(...$this->config('ignore_paths', [])) === true;
    }

    private static function severityOf(Throwable $error): string
    {
        foreach (self::SEVERITIES as $class => $severity) {
            if ($error instanceof $class) {
                return $severity;
            }
        }
        return 'error';
    }

    /** The request that is served; null in commands and queue workers, which have a made-up one. */
    private function request(): ?Request
    {
        $isServing = !$this->app->runningInConsole() || $this->app->runningUnitTests();
        return $isServing && $this->app->bound('request') ? $this->app->make('request') : null;
    }

    private function client(): MicrologsClient
    {
        return $this->app->make(MicrologsClient::class);
    }

    private function config(string $key, mixed $default = null): mixed
    {
        return $this->app->make(Repository::class)->get("micrologs.$key", $default);
    }
}
