<?php

declare(strict_types=1);

namespace Micrologs\Capture;

use Micrologs\Options;

/**
 * Builds what the batch endpoint takes.
 *
 * @internal
 */
final class Events
{
    /** Of an event's JSON; the server takes no larger one. */
    private const MAX_BYTES = 65536;
    private const MAX_MESSAGE_CHARACTERS = 1024;

    /** @var Options */
    private $options;

    /** @var Cleaner */
    private $cleaner;

    public function __construct(Options $options)
    {
        $this->options = $options;
        $this->cleaner = new Cleaner($options->scrubKeys);
    }

    /**
     * @param array<string, mixed> $options as {@see \Micrologs\Client::error()} takes them
     * @param string $defaultType
     * @return array<string, mixed>
     */
    public function error(string $message, array $options, string $defaultType): array
    {
        $type = (string) ($options['type'] ?? $defaultType);
        $fields = [
            'message' => Text::characters($message === '' ? $type : $message, self::MAX_MESSAGE_CHARACTERS),
            'error_type' => $type,
            'severity' => (string) ($options['severity'] ?? 'error'),
            'file' => (string) ($options['file'] ?? ''),
            'line' => isset($options['line']) ? (int) $options['line'] : null,
            'stack' => isset($options['stack']) ? (string) $options['stack'] : null,
            'url' => $this->cleaner->url((string) ($options['url'] ?? '')),
            'environment' => (string) ($options['environment'] ?? $this->options->environment),
            'context' => $this->context($options['context'] ?? null),
        ];
        $further = array_filter([
            'release' => $options['release'] ?? $this->options->release,
            'fingerprint' => $options['fingerprint'] ?? null,
            'visitor_id' => $options['visitor_id'] ?? null,
            'session_token' => $options['session_token'] ?? null,
            'client_ip' => $options['client_ip'] ?? null,
            'user_agent' => $options['user_agent'] ?? null,
            'accept_language' => $options['accept_language'] ?? null,
        ]);
        return $this->event('error', $fields + $further);
    }

    /**
     * @param mixed $context
     * @return array<string, mixed>
     */
    public function audit(string $action, string $actor, $context): array
    {
        return $this->event('audit', compact('action', 'actor') + ['context' => $this->context($context)]);
    }

    /**
     * @param array<string, mixed> $fields
     * @return array<string, mixed>
     */
    public function pageview(array $fields): array
    {
        $fields['url'] = $this->cleaner->url((string) $fields['url']);
        return $this->event('pageview', array_filter($fields, static function ($value): bool {
            return $value !== null;
        }));
    }

    /**
     * The JSON of an event; one that is too large loses its context, then the end of its stack.
     *
     * @param array<string, mixed> $event
     * @return string|null null when it is too large even so
     */
    public static function fit(array $event): ?string
    {
        $json = Text::json($event);
        if (strlen($json) > self::MAX_BYTES && isset($event['context'])) {
            $event['context'] = null;
            $json = Text::json($event);
        }
        if (strlen($json) > self::MAX_BYTES && is_string($event['stack'] ?? null)) {
            $json = self::withShorterStack($event);
        }
        return strlen($json) > self::MAX_BYTES ? null : $json;
    }

    /**
     * With as much of the stack as fits; JSON takes one to six bytes for each of its bytes.
     *
     * @param array<string, mixed> $event
     */
    private static function withShorterStack(array $event): string
    {
        $stack = $event['stack'];
        [$fits, $tooLong] = [0, strlen($stack)];
        while ($tooLong - $fits > 1) {
            $length = intdiv($fits + $tooLong, 2);
            $event['stack'] = Text::bytes($stack, $length);
            if (strlen(Text::json($event)) > self::MAX_BYTES) {
                $tooLong = $length;
            } else {
                $fits = $length;
            }
        }
        $event['stack'] = Text::bytes($stack, $fits);
        return Text::json($event);
    }

    /**
     * @param array<string, mixed> $fields
     * @return array<string, mixed>
     */
    private function event(string $kind, array $fields): array
    {
        $now = microtime(true);
        $time = gmdate('Y-m-d\TH:i:s', (int) $now) . sprintf('.%03dZ', (int) (fmod($now, 1) * 1000));
        return ['kind' => $kind] + $fields + ['event_id' => self::uuid(), 'occurred_at' => $time];
    }

    /**
     * An event's own context, over that of the host.
     *
     * @param mixed $context
     * @return mixed
     */
    private function context($context)
    {
        $own = $this->cleaner->clean($context);
        $shared = $this->shared();
        if ($shared === []) {
            return $own;
        }
        return (is_object($own) ? get_object_vars($own) : (array) $own) + $shared;
    }

    /**
     * What the host adds; nothing when it fails to.
     *
     * @return array<array-key, mixed>
     */
    private function shared(): array
    {
        if ($this->options->context === null) {
            return [];
        }
        try {
            return (array) $this->cleaner->clean(($this->options->context)());
        } catch (\Throwable $error) {
            return [];
        }
    }

    private static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0F | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3F | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
