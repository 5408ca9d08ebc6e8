<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Exception\ConnectionError;
use Micrologs\Exception\TimeoutError;
use Micrologs\Http\CurlTransport;
use Micrologs\Http\Request;
use Micrologs\Http\StreamTransport;
use Micrologs\Http\Transport;
use Micrologs\Tests\Support\ScriptedServer;
use PHPUnit\Framework\TestCase;

/**
 * Both transports against a real socket.
 */
final class TransportTest extends TestCase
{
    /**
     * @return array<string, array{Transport}>
     */
    public function transports(): array
    {
        return ['cURL' => [new CurlTransport()], 'streams' => [new StreamTransport()]];
    }

    /**
     * @dataProvider transports
     */
    public function testARequestArrivesAsItIs(Transport $transport): void
    {
        $server = new ScriptedServer(['status' => 418, 'headers' => ['Retry-After' => '7'], 'body' => 'short and stout']);
        foreach (['POST' => '{"a":"ü"}', 'GET' => null, 'HEAD' => null] as $method => $body) {
            $request = new Request($method, "$server->url/pot?a=1", ['X-API-Key' => 'k', 'Content-Type' => 'application/json'], $body, 60, 60);
            $response = $transport->send($request);
            self::assertSame([418, '7'], [$response->status, $response->header('retry-after')]);
            self::assertSame($method === 'HEAD' ? '' : 'short and stout', $response->text());
            [$seen] = $server->requests();
            self::assertSame([$method, '/pot?a=1', 'k', (string) $body], [
                $seen['method'], $seen['url'], $seen['headers']['x-api-key'], $seen['body'],
            ]);
        }
    }

    /**
     * @dataProvider transports
     */
    public function testRedirectsAreNotFollowed(Transport $transport): void
    {
        $server = new ScriptedServer(['status' => 302, 'headers' => ['Location' => '/elsewhere'], 'body' => '']);
        $response = $transport->send(new Request('GET', "$server->url/", [], null, 60, 60));
        self::assertSame([302, '/elsewhere'], [$response->status, $response->header('Location')]);
        self::assertCount(1, $server->requests());
    }

    /**
     * @dataProvider transports
     */
    public function testFailuresAreToldApart(Transport $transport): void
    {
        $hanging = new ScriptedServer(['hang' => true]);
        $cutting = new ScriptedServer(['cut' => true]);
        foreach ([false, true] as $streams) {
            $cases = [
                [ScriptedServer::nowhere(), 60, ConnectionError::class],
                [$hanging->url, 0.2, TimeoutError::class],
                [$cutting->url, 60, ConnectionError::class],
            ];
            foreach ($cases as [$url, $seconds, $class]) {
                try {
                    $transport->send(new Request('GET', "$url/", [], null, $seconds, $seconds, $streams))->text();
                    self::fail("$url did not fail");
                } catch (\Micrologs\Exception\MicrologsError $error) {
                    self::assertInstanceOf($class, $error, $error->getMessage());
                }
            }
        }
    }

    /**
     * @dataProvider transports
     */
    public function testAStreamedAnswerIsReadLineByLine(Transport $transport): void
    {
        $lines = array_map(static function (int $number): string {
            return "{\"row\":$number,\"text\":\"" . str_repeat('é', 2000) . '"}';
        }, range(1, 200));
        $server = new ScriptedServer(['body' => implode("\n", $lines) . "\n"], ['body' => '']);
        $ask = static function () use ($transport, $server): array {
            $request = new Request('GET', "$server->url/", [], null, 60, 60, true);
            return iterator_to_array($transport->send($request)->lines(), false);
        };
        self::assertSame($lines, $ask());
        self::assertSame([], $ask());
    }
}
