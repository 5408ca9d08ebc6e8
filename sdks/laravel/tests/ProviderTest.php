<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Support\Facades\Artisan;
use Illuminate\Support\Facades\Blade;
use Illuminate\Support\Facades\Http;
use Micrologs\Client;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Laravel\MicrologsClient;
use Micrologs\Laravel\MicrologsServiceProvider;

final class ProviderTest extends TestCase
{
    public function testThePackageIsDiscovered(): void
    {
        self::assertArrayHasKey(MicrologsServiceProvider::class, $this->app->getLoadedProviders());
        self::assertTrue(class_exists('Micrologs'));
        self::assertSame($this->client(), \Micrologs::getFacadeRoot());
    }

    public function testTheClientIsOneByAllItsNames(): void
    {
        $client = $this->app->make(MicrologsClient::class);
        self::assertSame($client, $this->app->make('micrologs'));
        self::assertSame($client, $this->app->make(Client::class));
        self::assertSame($client, Micrologs::getFacadeRoot());
    }

    public function testTheOldConstructorWorksWithoutTheContainer(): void
    {
        $this->fakeServer();
        $client = new MicrologsClient('https://stats.test/', 'old key', Http::getFacadeRoot(), 3);
        self::assertNotNull($client->error('boom'));
        self::assertTrue($client->flush());
        Http::assertSent(fn ($request): bool => $request->url() === 'https://stats.test/api/track/batch'
            && $request->hasHeader('X-API-Key', 'old key')
            && $request->hasHeader('User-Agent', 'micrologs-laravel/2.0.0'));
        self::assertSame(['boom', 'LaravelError', 'testing'], [
            $this->delivered()[0]['message'], $this->delivered()[0]['error_type'], $this->delivered()[0]['environment'],
        ]);
    }

    public function testTheOldMethodsAskAsTheyDidAndReportFailures(): void
    {
        Http::fake(['stats.test/api/links/*' => Http::sequence()
            ->push(['success' => true, 'message' => 'OK', 'data' => ['code' => 'abc']])
            ->push(['success' => false, 'message' => 'Link not found'], 404)]);
        $reported = [];
        $this->app->make('Illuminate\Contracts\Debug\ExceptionHandler')->reportable(function (\RuntimeException $error) use (&$reported) {
            $reported[] = $error->getMessage();
        });
        self::assertSame('abc', Micrologs::createLink('https://shop.test/', 'Footer')['data']['code']);
        self::assertNull(Micrologs::getLink('nothing'));
        self::assertNull(Micrologs::updateErrorStatus([1], 'closed'));
        self::assertSame(['[Micrologs] 404: {"success":false,"message":"Link not found"}'], $reported);
        Http::assertSentCount(2);
    }

    public function testWithoutHostOrKeyNothingIsCaptured(): void
    {
        $this->configure(['host' => '', 'key' => '']);
        Http::fake();
        self::assertNull(Micrologs::error('boom'));
        $this->app->terminate();
        Http::assertNothingSent();
    }

    public function testTheConfigurationIsPublishedAndCanBeCached(): void
    {
        Artisan::call('vendor:publish', ['--tag' => 'micrologs-config', '--force' => true]);
        $published = $this->skeleton->folder . '/config/micrologs.php';
        self::assertFileEquals(dirname(__DIR__) . '/config/micrologs.php', $published);
        $values = require $published;
        self::assertSame($values, eval('return ' . var_export($values, true) . ';'));
    }

    public function testEveryKeyOfTheConfigurationIsExplained(): void
    {
        $lines = (array) file(dirname(__DIR__) . '/config/micrologs.php', FILE_IGNORE_NEW_LINES);
        $explained = 0;
        foreach ($lines as $number => $line) {
            if (preg_match("/^    '(\w+)' =>/", $line) === 1) {
                self::assertMatchesRegularExpression("/^    (\/\/|'(connect_timeout|user_id|queue_connection)')/", $lines[$number - 1], $line);
                $explained++;
            }
        }
        self::assertCount($explained, require dirname(__DIR__) . '/config/micrologs.php');
    }

    public function testHooksAreClassesByName(): void
    {
        $this->configure(['before_send' => Fixtures\Marks::class]);
        Micrologs::audit('invoice.paid');
        self::assertSame(['marked' => true], $this->captured()[0]['context']);
    }

    public function testTheBladeDirectiveWritesTheSnippetForTheProject(): void
    {
        $this->configure(['public_key' => 'public"key', 'environment' => 'staging']);
        $render = static function (string $template): string {
            ob_start();
            $nonce = 'abc';
            eval('?>' . Blade::compileString($template));
            return (string) ob_get_clean();
        };
        $src = 'src="https://stats.test/snippet/micrologs.js" data-public-key="public&quot;key" data-environment="staging" defer';
        self::assertSame("<script $src></script>", $render('@micrologs'));
        self::assertSame("<script nonce=\"abc\" $src></script>", $render("@micrologs(['nonce' => \$nonce])"));
        $this->configure(['public_key' => '']);
        self::assertSame('', $render('@micrologs'));
    }
}
