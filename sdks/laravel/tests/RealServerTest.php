<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Support\Facades\Artisan;
use Illuminate\Support\Facades\Route;
use Micrologs\Exception\AuthenticationError;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Tests\Support\RealServer;

final class RealServerTest extends TestCase
{
    private static RealServer $server;

    public static function setUpBeforeClass(): void
    {
        self::$server = new RealServer();
    }

    public static function tearDownAfterClass(): void
    {
        self::$server->stop();
    }

    protected function setUp(): void
    {
        // A busy machine takes its time to connect and to send.
        $times = ['connect_timeout' => 30, 'timeout' => 30, 'send_timeout' => 30];
        $this->config = $times + ['host' => self::$server->url, 'key' => self::$server->secretKey];
        parent::setUp();
    }

    /**
     * @return array<array-key, mixed>
     */
    private function until(callable $ask): array
    {
        for ($i = 0; $i < 600; $i++) {
            $rows = $ask();
            if ($rows !== []) {
                return $rows;
            }
            usleep(50000);
        }
        self::fail('It did not come within 30 s');
    }

    public function testAnExceptionInAControllerIsAnErrorGroup(): void
    {
        Route::get('orders/{order}', fn () => throw new \RuntimeException('no stock'));
        $this->get('orders/7')->assertStatus(500);
        [$group] = $this->until(fn (): array => Micrologs::api()->analytics()->errors()['errors']);
        self::assertSame(['no stock', 'RuntimeException', 'development', 1], [
            $group['message'], $group['error_type'], $group['environment'], $group['occurrence_count'],
        ]);
        self::assertSame('resolved', Micrologs::updateErrorStatus($group['id'], 'resolved')['data']['status']);
    }

    public function testAuditEntriesAndLinksOfOldAndNewMethods(): void
    {
        Micrologs::audit('invoice.paid', 'kim', ['invoice' => 'A-1']);
        $this->app->terminate();
        [$entry] = $this->until(fn (): array => Micrologs::analytics()->audits(['action' => 'invoice.paid'])['data']['logs']);
        self::assertSame(['kim', ['invoice' => 'A-1']], [$entry['actor'], array_diff_key($entry['context'], ['method' => 1, 'user_agent' => 1])]);
        $code = Micrologs::createLink('https://shop.test/', 'Footer')['data']['code'];
        self::assertSame('Footer', Micrologs::api()->links()->get(['code' => $code])['label']);
        $labels = array_column(iterator_to_array(Micrologs::api()->links()->iterateList(['limit' => 1])), 'label');
        self::assertSame(['Footer'], $labels);
    }

    public function testTheCommandChecksTheConfigurationStepByStep(): void
    {
        self::assertSame(0, Artisan::call('micrologs:test'));
        $output = Artisan::output();
        self::assertStringContainsString('The server answers: ' . self::$server->url, $output);
        self::assertStringContainsString('The secret key belongs to the project', $output);
        self::assertStringContainsString('A test error was delivered: ', $output);

        foreach (
            [
                [['key' => str_repeat('0', 64)], 'The server does not know the key.'],
                [['host' => \Micrologs\Tests\Support\ScriptedServer::nowhere()], 'The server cannot be used: '],
                [['host' => ''], 'MICROLOGS_HOST is not set.'],
            ] as [$config, $message]
        ) {
            $this->configure($config);
            self::assertSame(1, Artisan::call('micrologs:test'));
            self::assertStringContainsString($message, Artisan::output());
        }
    }

    public function testAWrongKeyIsATypedException(): void
    {
        $this->configure(['key' => str_repeat('0', 64)]);
        $this->expectException(AuthenticationError::class);
        Micrologs::api()->links()->list();
    }
}
