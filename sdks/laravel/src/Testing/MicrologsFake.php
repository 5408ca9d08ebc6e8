<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Testing;

use Closure;
use Illuminate\Http\Client\Factory;
use Micrologs\Generated\Operations;
use Micrologs\Http\Request;
use Micrologs\Http\Response;
use Micrologs\Http\Transport;
use Micrologs\Laravel\Capture;
use Micrologs\Laravel\MicrologsClient;
use PHPUnit\Framework\Assert;

/**
 * Stands in for the client in tests of an application: keeps what is captured, and answers questions with what the test says.
 */
final class MicrologsFake extends MicrologsClient
{
    /** @var list<array<string, mixed>> */
    private array $events = [];

    /** @var list<array{name: string, input: array<string, mixed>}> */
    private array $questions = [];

    /**
     * @param array<string, array<array-key, mixed>> $answers data of the answers by the operation's name; others answer nothing
     */
    public function __construct(private array $answers = [])
    {
        parent::__construct('https://micrologs.test', 'fake', new Factory(), 5, [
            'sendAtShutdown' => false,
            'transport' => new class ($this->answer(...)) implements Transport {
                public function __construct(private Closure $answer)
                {
                }

                public function send(Request $request): Response
                {
                    return ($this->answer)($request);
                }
            },
            'context' => static fn (): array => app(Capture::class)->context(),
        ]);
    }

    /**
     * What was captured: errors, audit entries and pageviews as the server would get them.
     *
     * @param string|null $kind `error`, `audit` or `pageview`
     * @return list<array<string, mixed>>
     */
    public function events(?string $kind = null): array
    {
        return array_values(array_filter(
            $this->events,
            static fn (array $event): bool => $kind === null || $event['kind'] === $kind
        ));
    }

    /**
     * @param string|callable(array<string, mixed>): bool $expected the message, the class of the exception, or a test of the event
     */
    public function assertErrorCaptured(string|callable $expected): void
    {
        Assert::assertNotEmpty($this->matching('error', ['message', 'error_type'], $expected), 'No such error was captured.');
    }

    /**
     * @param string|callable(array<string, mixed>): bool $expected as {@see assertErrorCaptured()}
     */
    public function assertErrorNotCaptured(string|callable $expected): void
    {
        Assert::assertEmpty($this->matching('error', ['message', 'error_type'], $expected), 'Such an error was captured.');
    }

    /**
     * @param string|callable(array<string, mixed>): bool $expected the action, or a test of the event
     */
    public function assertAudited(string|callable $expected): void
    {
        Assert::assertNotEmpty($this->matching('audit', ['action'], $expected), 'No such audit entry was captured.');
    }

    /**
     * @param string|callable(array<string, mixed>): bool $expected the URL, or a test of the event
     */
    public function assertPageviewCaptured(string|callable $expected): void
    {
        Assert::assertNotEmpty($this->matching('pageview', ['url'], $expected), 'No such pageview was captured.');
    }

    public function assertNothingCaptured(): void
    {
        Assert::assertSame([], $this->events, 'Something was captured.');
    }

    /**
     * @param string $name of the operation, such as `links.create`
     * @param (callable(array<string, mixed>): bool)|null $matches a test of the input
     */
    public function assertAsked(string $name, ?callable $matches = null): void
    {
        $asked = array_filter($this->questions, static fn (array $question): bool => $question['name'] === $name
            && ($matches === null || $matches($question['input'])));
        Assert::assertNotEmpty($asked, "$name was not asked for.");
    }

    protected function enqueue(array $event): bool
    {
        $this->events[] = $event;
        return true;
    }

    /**
     * @param list<string> $fields
     * @param string|callable(array<string, mixed>): bool $expected
     * @return list<array<string, mixed>>
     */
    private function matching(string $kind, array $fields, string|callable $expected): array
    {
        return array_values(array_filter(
            $this->events($kind),
            static fn (array $event): bool => is_string($expected)
                ? in_array($expected, array_intersect_key($event, array_flip($fields)), true)
                : $expected($event)
        ));
    }

    private function answer(Request $request): Response
    {
        $path = (string) parse_url($request->url, PHP_URL_PATH);
        parse_str((string) parse_url($request->url, PHP_URL_QUERY), $query);
        $name = '';
        foreach (Operations::NAMES as $candidate => $id) {
            if (Operations::TABLE[$id]['path'] === $path) {
                $name = $candidate;
            }
        }
        $this->questions[] = ['name' => $name, 'input' => json_decode($request->body ?? '[]', true) + $query];
        $answer = ['success' => true, 'message' => 'OK', 'data' => $this->answers[$name] ?? []];
        return new Response(200, [], (string) json_encode($answer));
    }
}
