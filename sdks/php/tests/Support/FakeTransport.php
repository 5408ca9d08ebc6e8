<?php

declare(strict_types=1);

namespace Micrologs\Tests\Support;

use Micrologs\Http\Request;
use Micrologs\Http\Response;
use Micrologs\Http\Transport;

/**
 * Answers from a list, of which the last one goes on, and keeps the requests.
 */
final class FakeTransport implements Transport
{
    /** @var list<Request> */
    public $requests = [];

    /** @var list<Response|\Throwable> */
    private $answers;

    /**
     * @param Response|\Throwable ...$answers
     */
    public function __construct(...$answers)
    {
        $this->answers = $answers ?: [self::accepted()];
    }

    public function send(Request $request): Response
    {
        $this->requests[] = $request;
        $answer = count($this->answers) > 1 ? array_shift($this->answers) : $this->answers[0];
        if ($answer instanceof \Throwable) {
            throw $answer;
        }
        return $answer;
    }

    /**
     * @param array<string, mixed> $data
     */
    public static function accepted(array $data = ['queued' => true]): Response
    {
        return new Response(202, [], (string) json_encode(['success' => true, 'message' => 'OK', 'data' => $data]));
    }

    /**
     * @param array<string, string> $headers
     */
    public static function refused(int $status, array $headers = []): Response
    {
        return new Response($status, $headers, (string) json_encode(['success' => false, 'message' => 'No']));
    }

    /**
     * The events of all batches so far.
     *
     * @return list<array<string, mixed>>
     */
    public function events(): array
    {
        return array_merge([], ...array_map(static function (Request $request): array {
            $body = (string) $request->body;
            $isGzip = ($request->headers['Content-Encoding'] ?? '') === 'gzip';
            return json_decode($isGzip ? (string) gzdecode($body) : $body, true)['events'];
        }, $this->requests));
    }
}
