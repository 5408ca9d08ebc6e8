<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Client;
use Micrologs\Exception\AuthenticationError;
use Micrologs\Exception\NotFoundError;
use Micrologs\Http\StreamTransport;
use Micrologs\Tests\Support\RealServer;
use Micrologs\Tests\Support\TempFolder;
use PHPUnit\Framework\TestCase;

final class RealServerTest extends TestCase
{
    use TempFolder;

    /** @var RealServer */
    private static $server;

    public static function setUpBeforeClass(): void
    {
        self::$server = new RealServer();
    }

    public static function tearDownAfterClass(): void
    {
        self::$server->stop();
    }

    /**
     * @param array<string, mixed> $options
     */
    private static function client(array $options = []): Client
    {
        return new Client($options + [
            'host' => self::$server->url,
            'key' => self::$server->secretKey,
            'adminKey' => self::$server->adminKey,
            'sendAtShutdown' => false,
            'connectTimeout' => 30,
            'timeout' => 30,
        ]);
    }

    /**
     * Asks until all that was delivered is stored.
     *
     * @return list<array<string, mixed>>
     */
    private static function audits(Client $client, string $actor, int $count): array
    {
        for ($i = 0; $i < 600; $i++) {
            $rows = iterator_to_array($client->api()->analytics()->iterateAudits(['actor' => $actor, 'limit' => 50]));
            if (count($rows) >= $count) {
                return $rows;
            }
            usleep(50000);
        }
        self::fail('It did not come within 30 s');
    }

    public function testARequestOfAnyKindByBothTransports(): void
    {
        foreach ([[], ['transport' => new StreamTransport()]] as $options) {
            $client = self::client($options);
            $api = $client->api();
            $link = $api->links()->create(['destination_url' => 'https://shop.test/', 'tags' => ['ü']]);
            self::assertSame($link, $api->links()->get(['code' => $link['code']]));
            self::assertStringStartsWith("\x89PNG", $api->links()->qr(['code' => $link['code'], 'format' => 'png']));
            self::assertStringContainsString('micrologs_uptime_seconds', $api->system()->metrics());
            $csv = $api->request('listLinks', [], 'text/csv');
            self::assertStringContainsString($link['code'], $csv);
            self::assertSame(
                'https://shop.test/',
                $api->request('openShortLink', ['code' => $link['code']])
            );
            $filtered = $api->analytics()->pages(['filters' => ['is', 'country_code', ['NO']], 'range' => '7d']);
            self::assertSame([], $filtered['pages']);
        }
    }

    public function testFailuresAreTyped(): void
    {
        try {
            self::client()->api()->links()->get(['code' => 'nothing']);
            self::fail('found');
        } catch (NotFoundError $error) {
            self::assertSame([404, 'Link not found'], [$error->getStatus(), $error->getMessage()]);
        }
        $this->expectException(AuthenticationError::class);
        self::client(['key' => str_repeat('0', 64)])->api()->links()->list();
    }

    public function testAServerThatIsKilledUnderLoadGetsEverythingOnce(): void
    {
        $folder = $this->tempFolder();
        $options = ['spill' => $folder, 'retryBase' => 0.01, 'retryMax' => 0.1, 'flushInterval' => 0];
        $request = static function (int $number) use ($options): void {
            $client = self::client($options);
            $client->audit("step $number", 'outage');
            $client->send();
            self::assertSame([], $client->losses());
        };
        array_map($request, range(1, 20));
        self::$server->kill();
        array_map($request, range(21, 120));
        self::$server->start();
        array_map($request, range(121, 140));
        $client = self::client($options);
        for ($i = 0; $i < 600 && glob("$folder/*.ndjson") !== []; $i++) {
            usleep(50000); // a pause may not be over
            $client->send();
        }
        $actions = array_column(self::audits($client, 'outage', 140), 'action');
        $expected = array_map(static function (int $number): string {
            return "step $number";
        }, range(1, 140));
        sort($actions, SORT_NATURAL);
        self::assertSame($expected, $actions);
    }
}
