<?php

declare(strict_types=1);

namespace Micrologs\Capture;

/**
 * Makes contexts plain and harmless: objects become what can be shown of them, and secrets go.
 *
 * @internal
 */
final class Cleaner
{
    public const HIDDEN = '[scrubbed]';
    private const MAX_DEPTH = 8;

    /** A key with one of these words is secret. */
    private const WORDS = [
        'password', 'passwd', 'pwd', 'passphrase', 'secret', 'secrets', 'token', 'authorization', 'cookie', 'cookies', 'csrf',
        'xsrf', 'credential', 'credentials', 'bearer', 'cvv', 'cvc',
    ];

    /** So is one that, without separators, has one of these in it. */
    private const PARTS = ['apikey', 'accesskey', 'privatekey', 'secretkey', 'cardnumber', 'creditcard', 'sessionid'];

    /** @var list<string> */
    private $parts;

    /**
     * @param list<string> $keys further secret ones
     */
    public function __construct(array $keys)
    {
        $this->parts = array_merge(self::PARTS, array_filter(array_map([self::class, 'bare'], $keys)));
    }

    /**
     * @param mixed $value
     * @return mixed scalars, null, and arrays of them
     */
    public function clean($value, int $depth = 0)
    {
        if ($value === null || is_bool($value) || is_int($value) || is_string($value)) {
            return $value;
        }
        if (is_float($value)) {
            return is_finite($value) ? $value : (is_nan($value) ? 'NAN' : ($value > 0 ? 'INF' : '-INF'));
        }
        if ($depth >= self::MAX_DEPTH) {
            return '[...]';
        }
        if ($value instanceof \stdClass) {
            return (object) $this->members(get_object_vars($value), $depth);
        }
        if (is_array($value)) {
            return $this->members($value, $depth);
        }
        return is_object($value) ? $this->shown($value, $depth) : '[' . gettype($value) . ']';
    }

    /** An address without its password, and without the values of secret parameters. */
    public function url(string $url): string
    {
        $url = (string) preg_replace('~^([a-z][a-z0-9+.-]*://)[^/?#@]*@~i', '$1', $url);
        return (string) preg_replace_callback('/([?&;#])([^=&;#?]+)=([^&;#]+)/', function (array $found): string {
            return $this->isSecret(rawurldecode($found[2])) ? "$found[1]$found[2]=" . self::HIDDEN : $found[0];
        }, $url);
    }

    public function isSecret(string $key): bool
    {
        $words = preg_split('/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/', $key) ?: [];
        if (array_intersect(array_map('strtolower', $words), self::WORDS) !== []) {
            return true;
        }
        $bare = self::bare($key);
        foreach ($this->parts as $part) {
            if (strpos($bare, $part) !== false) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param array<array-key, mixed> $members
     * @return array<array-key, mixed>
     */
    private function members(array $members, int $depth): array
    {
        foreach ($members as $key => $value) {
            $members[$key] = is_string($key) && $value !== null && $this->isSecret($key)
                ? self::HIDDEN
                : $this->clean($value, $depth + 1);
        }
        return $members;
    }

    /**
     * @return mixed
     */
    private function shown(object $value, int $depth)
    {
        try {
            if ($value instanceof \DateTimeInterface) {
                return $value->format(\DateTime::RFC3339_EXTENDED);
            }
            if ($value instanceof \Throwable) {
                return get_class($value) . ': ' . $value->getMessage();
            }
            if ($value instanceof \JsonSerializable) {
                return $this->clean($value->jsonSerialize(), $depth + 1);
            }
            if (method_exists($value, '__toString')) {
                return (string) $value;
            }
        } catch (\Throwable $error) {
            // What cannot be shown has its class at least.
        }
        return '[' . StackTrace::classOf($value) . ']';
    }

    private static function bare(string $key): string
    {
        return strtolower((string) preg_replace('/[^A-Za-z0-9]+/', '', $key));
    }
}
