<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

/**
 * Keeps events in the files of a folder: `current.ndjson`, to which processes append in turn, and full parts beside it, whose
 * names sort by age. Nobody but the user of the process may read them.
 */
final class FolderSpill implements Spill
{
    private const PART_BYTES = 256 * 1024;

    /** @var string */
    private $folder;

    /** @var int */
    private $maxBytes;

    /** @var int */
    private $maxAge;

    /**
     * @param int $maxBytes of all files together
     * @param int $maxAge seconds; the server takes the time of an event from its client for 7 days
     */
    public function __construct(string $folder, int $maxBytes = 16777216, int $maxAge = 604800)
    {
        $this->folder = rtrim($folder, '/');
        $this->maxBytes = $maxBytes;
        $this->maxAge = $maxAge;
    }

    public function keep(array $events): int
    {
        return $this->locked('write', LOCK_EX, function () use ($events): int {
            $room = $this->maxBytes - $this->bytes();
            $kept = 0;
            $text = '';
            foreach ($events as $event) {
                if (strlen($text) + strlen($event) + 1 > $room) {
                    break;
                }
                $text .= "$event\n";
                $kept++;
            }
            if ($kept === 0 || !$this->append($text)) {
                return 0;
            }
            clearstatcache();
            if ((int) @filesize($this->current()) >= self::PART_BYTES) {
                $this->closePart();
            }
            return $kept;
        }) ?? 0;
    }

    public function drain(callable $send): void
    {
        // Most requests find nothing here, and must not pay for a lock.
        if ($this->isEmpty()) {
            return;
        }
        $this->locked('send', LOCK_EX | LOCK_NB, function () use ($send): void {
            $this->locked('write', LOCK_EX, function (): void {
                $this->closePart();
            });
            foreach ($this->parts() as $part) {
                $events = $this->eventsOf($part);
                $left = $send($events);
                if ($left === []) {
                    @unlink($part);
                    continue;
                }
                if (count($left) < count($events)) {
                    $this->replace($part, implode("\n", $left) . "\n");
                }
                return;
            }
        });
    }

    public function isEmpty(): bool
    {
        return $this->files() === [];
    }

    public function expire(): int
    {
        $expired = 0;
        foreach ($this->files() as $file) {
            $time = @filemtime($file);
            if ($time !== false && $time < time() - $this->maxAge) {
                $events = count($this->eventsOf($file));
                $expired += @unlink($file) ? $events : 0;
            }
        }
        return $expired;
    }

    public function pause(): array
    {
        $state = json_decode((string) @file_get_contents("$this->folder/pause.json"), true);
        return [(int) ($state['failures'] ?? 0), (float) ($state['until'] ?? 0)];
    }

    public function setPause(int $failures, float $until): void
    {
        if ($failures === 0) {
            @unlink("$this->folder/pause.json");
        } elseif ($this->hasFolder()) {
            $this->replace("$this->folder/pause.json", (string) json_encode(compact('failures', 'until')));
        }
    }

    private function current(): string
    {
        return "$this->folder/current.ndjson";
    }

    /** @return list<string> full parts, the oldest first */
    private function parts(): array
    {
        return array_values(glob("$this->folder/part-*.ndjson") ?: []);
    }

    /** @return list<string> */
    private function files(): array
    {
        clearstatcache();
        return array_filter(array_merge($this->parts(), [$this->current()]), 'is_file');
    }

    /** Of all files; one that another process has sent meanwhile counts for nothing. */
    private function bytes(): int
    {
        return (int) array_sum(array_map(static function (string $file): int {
            return (int) @filesize($file);
        }, $this->files()));
    }

    private function closePart(): void
    {
        if (is_file($this->current())) {
            $name = sprintf('part-%020d-%s', (int) (microtime(true) * 1e6), bin2hex(random_bytes(4)));
            @rename($this->current(), "$this->folder/$name.ndjson");
        }
    }

    /**
     * Lines that a crash left half written are no events.
     *
     * @return list<string>
     */
    private function eventsOf(string $file): array
    {
        $lines = explode("\n", (string) @file_get_contents($file));
        return array_values(array_filter($lines, static function (string $line): bool {
            return $line !== '' && $line[0] === '{' && substr($line, -1) === '}' && json_decode($line) !== null;
        }));
    }

    /** Appends whole lines, also after one that a crash left half written. */
    private function append(string $text): bool
    {
        $file = @fopen($this->current(), 'c+b');
        if ($file === false) {
            return false;
        }
        @chmod($this->current(), 0600);
        fseek($file, 0, SEEK_END);
        $end = (int) ftell($file);
        if ($end > 0) {
            fseek($file, -1, SEEK_END);
            $text = fread($file, 1) === "\n" ? $text : "\n$text";
            fseek($file, 0, SEEK_END);
        }
        $isWhole = @fwrite($file, $text) === strlen($text);
        if (!$isWhole) {
            ftruncate($file, $end); // the disk is full
        }
        return fclose($file) && $isWhole;
    }

    private function replace(string $file, string $text): void
    {
        $new = $file . '.' . bin2hex(random_bytes(4));
        if (@file_put_contents($new, $text) === strlen($text)) {
            @chmod($new, 0600);
            @rename($new, $file);
        }
        @unlink($new);
    }

    private function hasFolder(): bool
    {
        return is_dir($this->folder) || @mkdir($this->folder, 0700, true) || is_dir($this->folder);
    }

    /**
     * @template T
     * @param callable(): T $work
     * @return T|null null when the lock is not to be had
     */
    private function locked(string $name, int $operation, callable $work)
    {
        $lock = $this->hasFolder() ? @fopen("$this->folder/$name.lock", 'cb') : false;
        if ($lock === false) {
            return null;
        }
        try {
            return flock($lock, $operation) ? $work() : null;
        } finally {
            fclose($lock);
        }
    }
}
