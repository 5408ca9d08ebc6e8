<?php

declare(strict_types=1);

namespace Micrologs\Tests\Support;

/**
 * A server that answers what a test wants; see server.php.
 */
final class ScriptedServer
{
    /** @var Program */
    private $program;

    /** @var string */
    public $url;

    /** @var int */
    public $port;

    /**
     * @param array<string, mixed> ...$answers
     */
    public function __construct(array ...$answers)
    {
        $this->program = new Program([PHP_BINARY, __DIR__ . '/server.php']);
        $this->program->write((string) json_encode($answers ?: [[]]));
        $this->port = (int) $this->program->line();
        $this->url = "http://127.0.0.1:$this->port";
    }

    /**
     * The requests that came since the last call.
     *
     * @param int $atLeast waits for so many, for requests whose answer the client did not wait for
     * @return list<array{method: string, url: string, headers: array<string, string>, body: string}>
     */
    public function requests(int $atLeast = 0): array
    {
        $lines = [];
        while (count($lines) < $atLeast) {
            $lines[] = $this->program->line();
        }
        return array_map(static function (string $line): array {
            return json_decode($line, true);
        }, array_merge($lines, $this->program->lines()));
    }

    /**
     * The events in the batches that came since the last call.
     *
     * @return list<array<string, mixed>>
     */
    public function events(): array
    {
        return array_merge([], ...array_map(static function (array $request): array {
            return json_decode($request['body'], true)['events'] ?? [];
        }, $this->requests()));
    }

    public function stop(): void
    {
        $this->program->stop();
    }

    /** An address at which nobody listens. */
    public static function nowhere(): string
    {
        return 'http://127.0.0.1:1';
    }
}
