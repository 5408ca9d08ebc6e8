<?php

declare(strict_types=1);

namespace Micrologs\Capture;

/**
 * Texts of any origin, made fit for JSON.
 *
 * @internal
 */
final class Text
{
    private const FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE
        | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION;

    /**
     * On one line. What is no UTF-8 is replaced.
     *
     * @param mixed $value
     */
    public static function json($value): string
    {
        return (string) json_encode($value, self::FLAGS);
    }

    /** The first characters (code points). */
    public static function characters(string $text, int $count): string
    {
        if (strlen($text) <= $count) {
            return $text;
        }
        $valid = preg_match('//u', $text) === 1 ? $text : (string) json_decode(self::json($text));
        return preg_match('/^.{0,' . $count . '}/us', $valid, $found) === 1 ? $found[0] : substr($text, 0, $count);
    }

    /** At most so many bytes, never cut inside a character. */
    public static function bytes(string $text, int $count): string
    {
        if (strlen($text) <= $count) {
            return $text;
        }
        $end = max(0, $count);
        while ($end > 0 && (ord($text[$end]) & 0xC0) === 0x80) {
            $end--;
        }
        return substr($text, 0, $end);
    }
}
