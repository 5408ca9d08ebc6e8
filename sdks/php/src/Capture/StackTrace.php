<?php

declare(strict_types=1);

namespace Micrologs\Capture;

/**
 * Exceptions as text.
 *
 * @internal
 */
final class StackTrace
{
    private const MAX_CAUSES = 10;

    /** The class; of an anonymous one without its place, which PHP hides behind a NUL. */
    public static function classOf(object $value): string
    {
        return explode("\0", get_class($value))[0];
    }

    /**
     * The frames as PHP prints them, but never with arguments, which may be secrets; then the causes down to the first.
     */
    public static function of(\Throwable $error): string
    {
        $text = self::frames($error);
        $cause = $error->getPrevious();
        for ($i = 0; $cause !== null && $i < self::MAX_CAUSES; $i++) {
            $place = $cause->getFile() . ':' . $cause->getLine();
            $text .= "\n\nCaused by " . self::classOf($cause) . ": {$cause->getMessage()} in $place\n" . self::frames($cause);
            $cause = $cause->getPrevious();
        }
        return $text;
    }

    private static function frames(\Throwable $error): string
    {
        $lines = [];
        foreach ($error->getTrace() as $number => $frame) {
            $place = isset($frame['file']) ? "{$frame['file']}({$frame['line']})" : '[internal function]';
            $class = explode("\0", $frame['class'] ?? '')[0];
            $lines[] = "#$number $place: $class" . ($frame['type'] ?? '') . "{$frame['function']}()";
        }
        $lines[] = '#' . count($lines) . ' {main}';
        return implode("\n", $lines);
    }
}
