<?php

declare(strict_types=1);

namespace Micrologs\Http;

/**
 * An answer of any status.
 */
final class Response
{
    /** @var int */
    public $status;

    /** @var array<string, string> */
    private $headers = [];

    /** @var iterable<string> */
    private $pieces;

    /** @var string|null */
    private $text;

    /**
     * @param array<string, string> $headers
     * @param string|iterable<string> $body all of it, or its pieces as they arrive
     */
    public function __construct(int $status, array $headers, $body)
    {
        $this->status = $status;
        foreach ($headers as $name => $value) {
            $this->headers[strtolower($name)] = $value;
        }
        $this->pieces = is_string($body) ? [$body] : $body;
        $this->text = is_string($body) ? $body : null;
    }

    public function isSuccess(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }

    /** A header's value; null when it was not sent. */
    public function header(string $name): ?string
    {
        return $this->headers[strtolower($name)] ?? null;
    }

    /**
     * The whole body.
     *
     * @throws \Micrologs\Exception\MicrologsError when the rest of it does not arrive
     */
    public function text(): string
    {
        if ($this->text === null) {
            $this->text = '';
            foreach ($this->pieces as $piece) {
                $this->text .= $piece;
            }
        }
        return $this->text;
    }

    /**
     * The body as an array; null when it is not JSON, or no object or array.
     *
     * @return array<array-key, mixed>|null
     * @throws \Micrologs\Exception\MicrologsError when the rest of it does not arrive
     */
    public function json(): ?array
    {
        $decoded = json_decode($this->text(), true);
        return is_array($decoded) ? $decoded : null;
    }

    /**
     * The body line by line, while it arrives.
     *
     * @return \Generator<int, string>
     * @throws \Micrologs\Exception\MicrologsError when the rest of it does not arrive
     */
    public function lines(): \Generator
    {
        $rest = '';
        foreach ($this->pieces as $piece) {
            $lines = explode("\n", $rest . $piece);
            $rest = (string) array_pop($lines);
            foreach ($lines as $line) {
                yield $line;
            }
        }
        if ($rest !== '') {
            yield $rest;
        }
    }
}
