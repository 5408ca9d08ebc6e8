<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Delivery\FolderSpill;
use Micrologs\Tests\Support\TempFolder;
use PHPUnit\Framework\TestCase;

final class FolderSpillTest extends TestCase
{
    use TempFolder;

    /**
     * @return list<string>
     */
    private static function drained(FolderSpill $spill): array
    {
        $all = [];
        $spill->drain(static function (array $events) use (&$all): array {
            $all = array_merge($all, $events);
            return [];
        });
        return $all;
    }

    /**
     * @return list<string>
     */
    private static function events(int $from, int $to): array
    {
        return array_map(static function (int $number): string {
            return (string) json_encode(['event_id' => $number, 'stack' => str_repeat('x', 1000)]);
        }, range($from, $to));
    }

    public function testManyPartsComeBackInOrder(): void
    {
        $folder = $this->tempFolder();
        $spill = new FolderSpill($folder);
        for ($i = 0; $i < 800; $i += 100) {
            self::assertSame(100, $spill->keep(self::events($i, $i + 99)));
        }
        self::assertGreaterThan(1, count((array) glob("$folder/part-*")));
        self::assertSame(self::events(0, 799), self::drained($spill));
        self::assertSame([], self::drained($spill));
    }

    public function testItsFilesAreForItsUserAlone(): void
    {
        $folder = $this->tempFolder() . '/deeper/spill';
        $spill = new FolderSpill($folder);
        $spill->keep(['{}']);
        $spill->setPause(1, 5.0);
        self::assertSame(0700, fileperms($folder) & 0777);
        self::assertSame(0600, fileperms("$folder/current.ndjson") & 0777);
        self::assertSame(0600, fileperms("$folder/pause.json") & 0777);
    }

    public function testItsBytesAreBounded(): void
    {
        $spill = new FolderSpill($this->tempFolder(), 10000);
        self::assertSame(9, $spill->keep(self::events(0, 20)));
        self::assertSame(0, $spill->keep(self::events(21, 21)));
        self::assertSame(self::events(0, 8), self::drained($spill));
        self::assertSame(1, $spill->keep(self::events(21, 21)));
    }

    public function testALineThatACrashLeftHalfWrittenHarmsNoOther(): void
    {
        $folder = $this->tempFolder();
        $spill = new FolderSpill($folder);
        $spill->keep(['{"event_id":1}']);
        file_put_contents("$folder/current.ndjson", '{"event_id":2,"mess', FILE_APPEND);
        $spill->keep(['{"event_id":3}']);
        self::assertSame(['{"event_id":1}', '{"event_id":3}'], self::drained($spill));
    }

    public function testWhatIsKeptWhileAnotherProcessSendsWaitsForTheNextTime(): void
    {
        $folder = $this->tempFolder();
        $spill = new FolderSpill($folder);
        $spill->keep(['{"event_id":1}']);
        $spill->drain(static function (array $events) use ($folder): array {
            $other = new FolderSpill($folder);
            self::assertSame(1, $other->keep(['{"event_id":2}']));
            self::assertSame([], self::drained($other));
            self::assertSame(['{"event_id":1}'], $events);
            return [];
        });
        self::assertSame(['{"event_id":2}'], self::drained($spill));
    }

    public function testProcessesThatKeepAndSendAtOnceLoseAndDoubleNothing(): void
    {
        $folder = $this->tempFolder();
        $code = 'require $argv[1]; $spill = new Micrologs\Delivery\FolderSpill($argv[2]);'
            . 'for ($i = 0; $i < 40; $i++) {'
            . ' $spill->keep([json_encode(["id" => "$argv[3]-$i", "pad" => str_repeat("x", 9000)])]);'
            . ' $spill->drain(function ($events) { foreach ($events as $event) echo json_decode($event)->id, "\n"; return []; });'
            . '}';
        $outputs = [];
        foreach (['a', 'b', 'c'] as $name) {
            $command = [PHP_BINARY, '-r', $code, '--', dirname(__DIR__) . '/autoload.php', $folder, $name];
            $processes[] = proc_open($command, [1 => ['pipe', 'w']], $pipes);
            $outputs[] = $pipes[1];
        }
        $ids = [];
        foreach ($outputs as $output) {
            $ids = array_merge($ids, explode("\n", trim((string) stream_get_contents($output))));
        }
        foreach (self::drained(new FolderSpill($folder)) as $event) {
            $ids[] = json_decode($event)->id;
        }
        $ids = array_values(array_filter($ids));
        self::assertCount(120, $ids);
        self::assertCount(120, array_unique($ids));
    }
}
