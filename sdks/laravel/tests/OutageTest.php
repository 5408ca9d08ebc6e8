<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Route;
use Micrologs\Delivery\FolderSpill;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Tests\Support\ScriptedServer;

/**
 * A server that is down or slow, over real sockets: the host's request ends as always, and its events leave later.
 */
final class OutageTest extends TestCase
{
    private function shop(): void
    {
        Route::get('pay/{number}', function (int $number): string {
            Micrologs::audit("paid $number");
            return "paid $number";
        });
    }

    /** What later requests would find. */
    private function waiting(): FolderSpill
    {
        return new FolderSpill($this->skeleton->folder . '/storage/framework/micrologs');
    }

    public function testAServerThatIsDownHarmsNoRequestAndGetsEverythingLater(): void
    {
        $this->configure(['host' => ScriptedServer::nowhere()]);
        $this->shop();
        foreach ([1, 2, 3] as $number) {
            $this->get("pay/$number")->assertOk()->assertSee("paid $number");
        }
        self::assertSame(0, $this->client()->waiting());
        self::assertSame([], $this->client()->losses());
        [$failures] = $this->waiting()->pause();
        self::assertGreaterThan(0, $failures);

        $server = new ScriptedServer(['status' => 202]);
        config(['micrologs.host' => $server->url]);
        $this->app->forgetInstance(\Micrologs\Laravel\MicrologsClient::class);
        Http::clearResolvedInstances();
        $this->waiting()->setPause(0, 0.0); // the wait is over
        $this->get('pay/4')->assertOk();
        self::assertSame(['paid 1', 'paid 2', 'paid 3', 'paid 4'], array_column($server->events(), 'action'));
    }

    public function testAServerThatHangsIsGivenUpAfterTheSendTimeoutAndLeftAloneThen(): void
    {
        $server = new ScriptedServer(['hang' => true]);
        // Enough for the request to come, on a busy machine as well.
        $this->configure(['host' => $server->url, 'send_timeout' => 4, 'connect_timeout' => 4]);
        $this->shop();
        $this->get('pay/1')->assertOk();
        $this->waiting()->setPause(1, microtime(true) + 60);
        foreach ([2, 3, 4] as $number) {
            $this->get("pay/$number")->assertOk();
        }
        self::assertCount(1, $server->requests(1));
        self::assertSame([], $this->client()->losses());
    }

    public function testWithoutASpillEventsWaitInMemory(): void
    {
        $this->configure(['host' => ScriptedServer::nowhere(), 'spill' => false]);
        $this->shop();
        $this->get('pay/1')->assertOk();
        self::assertSame(1, $this->client()->waiting());
        self::assertDirectoryDoesNotExist($this->skeleton->folder . '/storage/framework/micrologs');
    }
}
