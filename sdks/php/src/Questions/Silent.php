<?php

declare(strict_types=1);

namespace Micrologs\Questions;

use Micrologs\Exception\MicrologsError;
use Micrologs\Generated\Operations;

/**
 * Asks as the 1.x SDKs did: one attempt, the whole envelope, and null with a warning for every failure.
 *
 * @internal
 */
final class Silent
{
    /** @var Caller */
    private $caller;

    /** @var callable(string, int, string): void|null */
    private $onWarning;

    public function __construct(Caller $caller, ?callable $onWarning)
    {
        $this->caller = $caller;
        $this->onWarning = $onWarning;
    }

    /**
     * @param string $name such as `links.create`
     * @param array<string, mixed> $input
     * @return array<string, mixed>|null
     */
    public function ask(string $name, array $input): ?array
    {
        try {
            $response = $this->caller->once(Operations::NAMES[$name], $input);
            $answer = $response->json();
            if ($response->isSuccess() && $answer !== null) {
                return $answer;
            }
            $message = $answer['message'] ?? null;
            $this->warn(is_string($message) ? $message : $response->text(), $response->status, $response->text());
        } catch (MicrologsError | \InvalidArgumentException $error) {
            $this->warn($error->getMessage(), 0, '');
        }
        return null;
    }

    private function warn(string $message, int $status, string $body): void
    {
        $text = '[Micrologs] ' . ($status === 0 ? '' : "$status: ") . $message;
        try {
            if ($this->onWarning === null) {
                error_log($text);
            } else {
                ($this->onWarning)($text, $status, $body);
            }
        } catch (\Throwable $error) {
            // The hook is the host's own; silent methods stay silent.
        }
    }
}
