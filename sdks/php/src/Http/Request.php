<?php

declare(strict_types=1);

namespace Micrologs\Http;

/**
 * What a transport is asked to send.
 */
final class Request
{
    /** @var string */
    public $method;

    /** @var string */
    public $url;

    /** @var array<string, string> */
    public $headers;

    /** @var string|null */
    public $body;

    /** @var float seconds for all of it; of a streamed answer, between two pieces */
    public $timeout;

    /** @var float seconds until the connection stands */
    public $connectTimeout;

    /** @var bool whether the answer may be handed out while it still arrives */
    public $streams;

    /**
     * @param array<string, string> $headers
     */
    public function __construct(
        string $method,
        string $url,
        array $headers,
        ?string $body,
        float $timeout,
        float $connectTimeout,
        bool $streams = false
    ) {
        $this->method = $method;
        $this->url = $url;
        $this->headers = $headers;
        $this->body = $body;
        $this->timeout = $timeout;
        $this->connectTimeout = min($connectTimeout, $timeout);
        $this->streams = $streams;
    }
}
