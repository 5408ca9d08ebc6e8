<?php

declare(strict_types=1);

namespace Micrologs\Conformance;

use Micrologs\Client;
use Micrologs\Exception\ApiError;

/**
 * Obeys the commands of the conformance runner with a client of any make.
 */
final class Adapter
{
    private const MILLISECONDS = [
        'flushIntervalMs' => 'flushInterval',
        'timeoutMs' => 'timeout',
        'retryBaseMs' => 'retryBase',
        'retryMaxMs' => 'retryMax',
    ];

    /** @var callable(array<string, mixed>): Client */
    private $create;

    /** @var Client|null */
    private $client;

    /** @var array<string, int> */
    private $losses = [];

    /**
     * @param callable(array<string, mixed>): Client $create
     */
    public function __construct(callable $create)
    {
        $this->create = $create;
    }

    public function run(): void
    {
        while (($line = fgets(STDIN)) !== false) {
            try {
                $answer = ['ok' => true, 'value' => $this->obey(self::decoded($line))];
            } catch (\Throwable $error) {
                $answer = ['ok' => false, 'error' => self::failure($error)];
            }
            fwrite(STDOUT, json_encode($answer, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
        }
    }

    /**
     * Lone surrogates, which PHP has no text for and refuses to decode, become what an invalid byte becomes.
     *
     * @return array<string, mixed>
     */
    private static function decoded(string $line): array
    {
        $pairs = '/(\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})(*SKIP)(*FAIL)|\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}/';
        return json_decode((string) preg_replace($pairs, '\\\\ufffd', $line), true);
    }

    /**
     * @param array<string, mixed> $command
     * @return mixed
     */
    private function obey(array $command)
    {
        $client = $this->client;
        switch ($command['do']) {
            case 'create':
                return $this->create($command['options']);
            case 'error':
                return $client->error($command['message'], $command['options'] ?? []);
            case 'audit':
                return $client->audit($command['action'], $command['actor'] ?? '', $command['context'] ?? null);
            case 'pageview':
                return $client->pageview($command['fields']);
            case 'flush':
                return $client->flush($command['deadlineMs'] / 1000);
            case 'close':
                return $client->close($command['deadlineMs'] / 1000);
            case 'losses':
                return array_map(static function (string $reason, int $count): array {
                    return compact('reason', 'count');
                }, array_keys($this->losses), $this->losses);
            case 'state':
                return ['queued' => $client->waiting()];
            case 'call':
                return $this->call($command['name'], $command['input'] ?? []);
            case 'request':
                return self::plain($client->api()->request($command['operation'], $command['input'] ?? []));
            case 'iterate':
                return $this->iterate($command['name'], $command['input'] ?? [], $command['take']);
            case 'legacy':
                return $this->legacy($command['method'], $command['args'] ?? []);
        }
        throw new \InvalidArgumentException("No such command: {$command['do']}");
    }

    /**
     * @param array<string, mixed> $given
     */
    private function create(array $given): void
    {
        if ($this->client !== null) {
            $this->client->close(0);
        }
        $this->losses = [];
        // Only what a scenario wants to be late is late, also on a busy machine.
        $options = ['connectTimeout' => 10, 'sendTimeout' => 10, 'onLoss' => function (array $loss): void {
            $this->losses[$loss['reason']] = ($this->losses[$loss['reason']] ?? 0) + $loss['count'];
        }];
        foreach ($given as $name => $value) {
            $seconds = self::MILLISECONDS[$name] ?? null;
            $options[$seconds ?? $name] = $seconds === null ? $value : $value / 1000;
        }
        if (isset($options['beforeSend'])) {
            $options['beforeSend'] = self::hook($options['beforeSend']);
        }
        $this->client = ($this->create)($options);
    }

    private static function hook(string $name): callable
    {
        return static function (array $event) use ($name): ?array {
            if ($name === 'throw') {
                throw new \RuntimeException('The hook failed');
            }
            if ($name === 'drop-all') {
                return null;
            }
            $event['context'] = ['marked' => true] + (array) ($event['context'] ?? []);
            return $event;
        };
    }

    /**
     * @param array<string, mixed> $input
     * @return mixed
     */
    private function call(string $name, array $input)
    {
        [$group, $method] = explode('.', $name);
        $api = $this->client->api()->$group();
        $takesInput = (new \ReflectionMethod($api, $method))->getNumberOfParameters() > 0;
        $answer = self::plain($takesInput ? $api->$method($input) : $api->$method());
        return $name === 'links.qr' ? base64_encode($answer) : $answer;
    }

    /**
     * @param array<string, mixed> $input
     * @return list<mixed>
     */
    private function iterate(string $name, array $input, int $take): array
    {
        [$group, $method] = explode('.', $name);
        $rows = [];
        if ($take > 0) {
            foreach ($this->client->api()->$group()->{'iterate' . ucfirst($method)}($input) as $row) {
                $rows[] = $row;
                if (count($rows) >= $take) {
                    break;
                }
            }
        }
        return $rows;
    }

    /**
     * @param list<mixed> $arguments
     * @return array<string, mixed>|null
     */
    private function legacy(string $method, array $arguments): ?array
    {
        if (strpos($method, 'analytics.') === 0) {
            $report = substr($method, strlen('analytics.'));
            return $this->client->analytics()->$report(...array_filter($arguments, 'is_array'));
        }
        return $this->client->$method(...$arguments);
    }

    /**
     * @param mixed $answer
     * @return mixed
     */
    private static function plain($answer)
    {
        return $answer instanceof \Traversable ? iterator_to_array($answer, false) : $answer;
    }

    /**
     * @return array{kind: string, status: int|null, message: string, retryAfter: float|null}
     */
    private static function failure(\Throwable $error): array
    {
        return [
            'kind' => (new \ReflectionClass($error))->getShortName(),
            'status' => $error instanceof ApiError ? $error->getStatus() : null,
            'message' => $error->getMessage(),
            'retryAfter' => $error instanceof ApiError ? $error->getRetryAfter() : null,
        ];
    }
}
