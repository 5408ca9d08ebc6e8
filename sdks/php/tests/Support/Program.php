<?php

declare(strict_types=1);

namespace Micrologs\Tests\Support;

/**
 * Another process, with lines going in and out.
 */
class Program
{
    /** @var resource */
    private $process;

    /** @var array<int, resource> */
    private $pipes = [];

    /**
     * @param list<string> $command
     */
    public function __construct(array $command)
    {
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes);
    }

    public function __destruct()
    {
        $this->stop();
    }

    public function write(string $line): void
    {
        fwrite($this->pipes[0], "$line\n");
    }

    /** Waits for a line. */
    public function line(): string
    {
        $line = fgets($this->pipes[1]);
        if ($line === false) {
            throw new \RuntimeException('The program ended');
        }
        return rtrim($line, "\n");
    }

    /**
     * The lines that are there already.
     *
     * @return list<string>
     */
    public function lines(): array
    {
        stream_set_blocking($this->pipes[1], false);
        $lines = [];
        while (($line = fgets($this->pipes[1])) !== false) {
            $lines[] = rtrim($line, "\n");
        }
        stream_set_blocking($this->pipes[1], true);
        return $lines;
    }

    /** Lets it end by itself. */
    public function stop(): void
    {
        if (is_resource($this->process)) {
            fclose($this->pipes[0]);
            stream_get_contents($this->pipes[1]);
            proc_close($this->process);
        }
    }
}
