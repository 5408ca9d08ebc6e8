<?php

declare(strict_types=1);

namespace Micrologs\Laravel;

use Illuminate\Http\Client\Factory as HttpFactory;
use Micrologs\Client;
use Micrologs\Laravel\Http\FactoryTransport;
use RuntimeException;

/**
 * The client of the PHP library, which sends through Laravel's HTTP client and reports what its silent methods swallow.
 */
class MicrologsClient extends Client
{
    protected const ERROR_TYPE = 'LaravelError';

    /**
     * Without host or key nothing is captured.
     *
     * @param array<string, mixed> $options further options of {@see \Micrologs\Options}
     */
    public function __construct(string $host, string $key, HttpFactory $http, int $timeout = 5, array $options = [])
    {
        parent::__construct($options + [
            'host' => $host,
            'key' => $key,
            'timeout' => $timeout,
            'enabled' => $host !== '' && $key !== '',
            'environment' => (string) app()->environment(),
            'transport' => new FactoryTransport($http),
            'userAgent' => 'micrologs-laravel/' . self::VERSION,
            'onWarning' => static function (string $message, int $status, string $body): void {
                report(new RuntimeException($status === 0 ? $message : "[Micrologs] $status: $body"));
            },
        ]);
    }

    /**
     * Adds to the context of everything that is captured in this request, job or command.
     *
     * @param array<string, mixed> $context
     */
    public function withContext(array $context): static
    {
        app(Scope::class)->add($context);
        return $this;
    }
}
