<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Delivery\FolderSpill;
use Micrologs\Tests\Support\ScriptedServer;
use Micrologs\Tests\Support\TempFolder;
use PHPUnit\Framework\TestCase;

/**
 * Scripts that end in all the ways in which scripts do.
 */
final class EndTest extends TestCase
{
    use TempFolder;

    /** @var ScriptedServer */
    private $server;

    protected function setUp(): void
    {
        $this->server = new ScriptedServer(['status' => 202]);
    }

    /**
     * Runs code in a process of its own, where `$options` are those of a client.
     *
     * @param array<string, mixed> $options
     * @return array{code: int, output: string}
     */
    private function runScript(string $code, array $options = []): array
    {
        // A busy machine takes its time to connect and to send.
        $options += ['host' => $this->server->url, 'key' => 'secret', 'connectTimeout' => 30, 'timeout' => 30, 'sendTimeout' => 30];
        $file = $this->tempFolder() . '/script.php';
        file_put_contents($file, "<?php\nrequire " . var_export(dirname(__DIR__) . '/autoload.php', true) . ";\n"
            . "ini_set('display_errors', '1'); ini_set('log_errors', '0');\n"
            . '$options = ' . var_export($options, true) . ";\n$code\n");
        exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg($file) . ' 2>&1', $lines, $code);
        return ['code' => $code, 'output' => implode("\n", $lines)];
    }

    public function testWhatWaitsIsSentAlsoWhenNobodyHoldsTheClientAnyMore(): void
    {
        $this->runScript('(new Micrologs\Client($options))->error("first");
            (new Micrologs\Client($options))->error("second");
            exit("done");');
        self::assertSame(['first', 'second'], array_column($this->server->events(), 'message'));
    }

    public function testWhatOtherShutdownFunctionsCaptureIsSentToo(): void
    {
        $this->runScript('$client = new Micrologs\Client($options);
            $client->error("early");
            register_shutdown_function(function () use ($client) { $client->error("late"); });');
        self::assertSame(['early', 'late'], array_column($this->server->events(), 'message'));
    }

    public function testAClosedClientSendsNothingMore(): void
    {
        $this->runScript('$client = new Micrologs\Client($options);
            $client->error("early"); $client->close(); $client->error("late");');
        self::assertSame(['early'], array_column($this->server->events(), 'message'));
    }

    public function testAnUncaughtExceptionIsCapturedAndEndsTheScriptAsWithoutUs(): void
    {
        $throw = 'function pay() { throw new DomainException("refused"); } pay();';
        $with = $this->runScript('Micrologs\Uncaught::register(new Micrologs\Client($options)); ' . $throw);
        $without = $this->runScript($throw);
        self::assertSame(255, $with['code']);
        self::assertSame($without['code'], $with['code']);
        self::assertStringContainsString('Fatal error: Uncaught DomainException: refused', $with['output']);
        [$event] = $events = $this->server->events();
        self::assertCount(1, $events);
        self::assertSame(['refused', 'DomainException', 'critical'], [
            $event['message'], $event['error_type'], $event['severity'],
        ]);
    }

    public function testAnEarlierHandlerIsStillAsked(): void
    {
        $result = $this->runScript('set_exception_handler(function ($error) { echo "handled ", $error->getMessage(); });
            Micrologs\Uncaught::register(new Micrologs\Client($options));
            throw new DomainException("refused");');
        self::assertStringContainsString('handled refused', $result['output']);
        self::assertStringNotContainsString('Fatal error', $result['output']);
        self::assertSame(['refused'], array_column($this->server->events(), 'message'));
    }

    public function testFatalErrorsAreCaptured(): void
    {
        $result = $this->runScript('Micrologs\Uncaught::register(new Micrologs\Client($options));
            ini_set("memory_limit", "8M"); $text = str_repeat("x", 9000000);');
        self::assertSame(255, $result['code']);
        [$event] = $this->server->events();
        self::assertSame('FatalError', $event['error_type']);
        self::assertStringContainsString('Allowed memory size', $event['message']);
    }

    public function testWhatADeadServerDidNotGetIsSentByTheNextScript(): void
    {
        $folder = $this->tempFolder();
        $first = ['host' => ScriptedServer::nowhere(), 'spill' => $folder];
        $result = $this->runScript('(new Micrologs\Client($options))->error("first");', $first);
        self::assertSame(['code' => 0, 'output' => ''], $result);
        (new FolderSpill($folder))->setPause(0, 0.0); // as if the time had passed
        $this->runScript('(new Micrologs\Client($options))->error("second");', ['spill' => $folder]);
        self::assertSame(['first', 'second'], array_column($this->server->events(), 'message'));
    }

    public function testAForkLeavesWhatWaitsToItsParent(): void
    {
        $this->runScript('$client = new Micrologs\Client($options);
            $client->error("of the parent");
            $client->flush();
            $client->error("waiting");
            if (($pid = pcntl_fork()) === 0) { $client->error("of the child"); exit; }
            pcntl_waitpid($pid, $status);');
        $messages = array_column($this->server->events(), 'message');
        self::assertSame(['of the parent', 'of the child', 'waiting'], $messages);
    }
}
