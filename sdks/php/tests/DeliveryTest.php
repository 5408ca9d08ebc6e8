<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Client;
use Micrologs\Delivery\FolderSpill;
use Micrologs\Exception\ConnectionError;
use Micrologs\Tests\Support\FakeTransport;
use Micrologs\Tests\Support\TempFolder;
use PHPUnit\Framework\TestCase;

/**
 * What PHP's delivery has besides the rules that all SDKs share, which the conformance scenarios prove.
 */
final class DeliveryTest extends TestCase
{
    use TempFolder;

    /**
     * @param array<string, mixed> $options
     */
    private static function client(FakeTransport $transport, array $options = []): Client
    {
        return new Client($options + [
            'host' => 'https://stats.test',
            'key' => 'secret',
            'transport' => $transport,
            'sendAtShutdown' => false,
            'sendTimeout' => 60,
            'flushInterval' => 0,
        ]);
    }

    /** As if the time had passed. */
    private static function endPause(string $folder): void
    {
        (new FolderSpill($folder))->setPause(0, 0.0);
    }

    private static function down(): FakeTransport
    {
        return new FakeTransport(new ConnectionError('refused'));
    }

    public function testADeadServerIsAskedOnceAndThenLeftAloneByAllRequests(): void
    {
        $folder = $this->tempFolder();
        $down = self::down();
        for ($request = 0; $request < 20; $request++) {
            $client = self::client($down, ['spill' => $folder, 'retryBase' => 60, 'retryMax' => 60]);
            $client->error("request $request");
            $client->send();
            self::assertSame(0, $client->waiting());
            self::assertSame([], $client->losses());
        }
        self::assertCount(1, $down->requests);
    }

    public function testAServerThatTakesLongToFailIsLeftAloneForLonger(): void
    {
        $spill = new FolderSpill($this->tempFolder());
        $slow = new class implements \Micrologs\Http\Transport {
            public function send(\Micrologs\Http\Request $request): \Micrologs\Http\Response
            {
                usleep(40000);
                throw new ConnectionError('timed out');
            }
        };
        $client = self::client(self::down(), ['transport' => $slow, 'spill' => $spill, 'retryBase' => 0.001]);
        $client->error('boom');
        $startedAt = microtime(true);
        $client->send();
        self::assertGreaterThanOrEqual($startedAt + 6 * 0.04, $spill->pause()[1]);
    }

    public function testEventsOutliveTheRequestAndLeaveOnceAndInOrder(): void
    {
        $folder = $this->tempFolder();
        foreach (['one', 'two', 'three'] as $message) {
            $client = self::client(self::down(), ['spill' => $folder, 'retryBase' => 0.001, 'retryMax' => 0.001]);
            $client->error($message);
            $client->send();
            self::endPause($folder);
        }
        $up = new FakeTransport();
        $later = self::client($up, ['spill' => $folder]);
        $later->error('four');
        $later->send();
        self::assertSame(['one', 'two', 'three', 'four'], array_column($up->events(), 'message'));
        $later->send();
        self::assertCount(4, $up->events());
        self::assertSame([0, 0.0], (new FolderSpill($folder))->pause());
    }

    public function testWhatAPartlySentSpillHasLeftIsSentNext(): void
    {
        $folder = $this->tempFolder();
        $spill = new FolderSpill($folder);
        self::assertSame(3, $spill->keep(['{"event_id":"a"}', '{"event_id":"b"}', '{"event_id":"c"}']));
        $options = ['spill' => $spill, 'maxBatchSize' => 1, 'retryBase' => 0.001, 'retryMax' => 0.001];
        $failing = new FakeTransport(FakeTransport::accepted(), FakeTransport::refused(503));
        self::client($failing, $options)->send();
        self::assertSame(['a', 'b'], array_column($failing->events(), 'event_id'));
        self::endPause($folder);
        $up = new FakeTransport();
        self::client($up, $options)->send();
        self::assertSame(['b', 'c'], array_column($up->events(), 'event_id'));
    }

    public function testOnlyOneProcessFindsOutWhetherTheServerIsBack(): void
    {
        $folder = $this->tempFolder();
        $spill = new FolderSpill($folder);
        $spill->setPause(3, microtime(true) - 1);
        $others = new FakeTransport();
        $other = self::client($others, ['spill' => $folder]);
        $other->error('meanwhile');
        // While the first one waits for its answer, another one ends its request.
        $probe = new class ($other) implements \Micrologs\Http\Transport {
            /** @var Client */
            private $other;

            public function __construct(Client $other)
            {
                $this->other = $other;
            }

            public function send(\Micrologs\Http\Request $request): \Micrologs\Http\Response
            {
                $this->other->send();
                return FakeTransport::accepted();
            }
        };
        $first = new Client([
            'host' => 'https://stats.test', 'key' => 'secret', 'transport' => $probe, 'spill' => $folder, 'sendAtShutdown' => false,
        ]);
        $first->error('probe');
        $first->send();
        self::assertSame([], $others->requests);
        self::assertSame([0, 0.0], $spill->pause());
        $other->send();
        self::assertSame(['meanwhile'], array_column($others->events(), 'message'));
    }

    public function testWithoutASpillASendThatFailsKeepsTheEventsInMemory(): void
    {
        $client = self::client(new FakeTransport(FakeTransport::refused(503), FakeTransport::accepted()), ['retryBase' => 0.001]);
        $client->error('boom');
        $client->send();
        self::assertSame(1, $client->waiting());
        self::assertTrue($client->flush());
    }

    public function testAFlushWaitsForTheEndOfAPauseAndSendsTheSpillToo(): void
    {
        $spill = new FolderSpill($this->tempFolder());
        $spill->keep(['{"event_id":"a"}']);
        $spill->setPause(1, microtime(true) + 60);
        $client = self::client($up = new FakeTransport(), ['spill' => $spill]);
        self::assertFalse($client->flush(0.01), 'What the spill holds is not delivered yet');
        $spill->setPause(1, microtime(true) + 0.01);
        self::assertTrue($client->flush());
        self::assertSame(['a'], array_column($up->events(), 'event_id'));
        self::assertTrue($spill->isEmpty());
    }

    public function testATransportThatThrowsAnythingLosesNothing(): void
    {
        $client = self::client(new FakeTransport(new \LogicException('a fault of its own'), FakeTransport::accepted()), [
            'flushAt' => 1, 'retryBase' => 0.001,
        ]);
        self::assertNotNull($client->error('boom'));
        self::assertSame([1, []], [$client->waiting(), $client->losses()]);
        self::assertTrue($client->flush());
    }

    public function testEventsGoThroughTheQueueOfTheHost(): void
    {
        $client = self::client(self::down());
        $client->error('boom');
        $events = $client->take();
        self::assertSame(0, $client->waiting());
        $worker = self::client($up = new FakeTransport(FakeTransport::refused(503), FakeTransport::accepted()));
        self::assertSame($events, $worker->deliver($events));
        self::assertSame([], $worker->deliver($events));
        self::assertSame(['boom', 'boom'], array_column($up->events(), 'message'));
        $worker->leave($events);
        self::assertSame(['undelivered' => 1], $worker->losses());
    }

    public function testAFullSpillLosesTheNewestAndSaysSo(): void
    {
        $spill = new FolderSpill($this->tempFolder(), 100);
        $client = self::client(self::down(), ['spill' => $spill, 'retryBase' => 60, 'retryMax' => 60]);
        $spill->keep([str_repeat('x', 60)]);
        $client->error('boom');
        $client->send();
        self::assertSame(['undelivered' => 1], $client->losses());
    }

    public function testWhatIsTooOldIsGivenUpAndCounted(): void
    {
        $folder = $this->tempFolder();
        (new FolderSpill($folder))->keep(['{"event_id":"old"}', '{"event_id":"older"}']);
        touch("$folder/current.ndjson", time() - 8 * 86400);
        $client = self::client($up = new FakeTransport(), ['spill' => $folder]);
        $client->send();
        self::assertSame([], $up->requests);
        self::assertSame(['undelivered' => 2], $client->losses());
    }

    public function testAFolderThatCannotBeWrittenCostsTheEventsAndNothingElse(): void
    {
        $file = $this->tempFolder() . '/file';
        touch($file);
        $client = self::client(self::down(), ['spill' => "$file/spill"]);
        $client->error('boom');
        $client->send();
        self::assertSame(['undelivered' => 1], $client->losses());
    }
}
