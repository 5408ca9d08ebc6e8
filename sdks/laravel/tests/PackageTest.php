<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Support\Facades\Artisan;
use Illuminate\Support\Facades\Route;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Tests\Support\RealServer;
use Micrologs\Tests\Support\ScriptedServer;

/**
 * What the archive has, and what the README and the examples promise.
 */
final class PackageTest extends TestCase
{
    private const FOLDER = __DIR__ . '/..';

    /**
     * @return list<string>
     */
    private static function shell(string $command): array
    {
        exec('cd ' . escapeshellarg(self::FOLDER) . " && COMPOSER_ALLOW_SUPERUSER=1 $command 2>&1", $lines, $code);
        self::assertSame(0, $code, implode("\n", $lines));
        return $lines;
    }

    public function testTheManifestIsValid(): void
    {
        self::shell('composer validate --strict --no-interaction');
    }

    public function testTheArchiveHasWhatUsersNeedAndNothingElse(): void
    {
        $folder = $this->skeleton->folder;
        self::shell("COMPOSER_ROOT_VERSION=2.0.0 composer archive --format=zip --dir=$folder --file=package");
        $files = self::shell("unzip -Z1 $folder/package.zip");
        $files = array_values(array_filter($files, static fn (string $name): bool => !str_ends_with($name, '/')));
        $expected = ['CHANGELOG.md', 'LICENSE', 'README.md', 'composer.json', 'config/micrologs.php', 'examples/routes.php'];
        sort($files);
        self::assertSame($expected, array_values(array_filter($files, static fn (string $name): bool => !str_starts_with($name, 'src/'))));
        self::assertCount(count((array) glob(self::FOLDER . '/src/{*,*/*}.php', GLOB_BRACE)), array_diff($files, $expected));
    }

    public function testTheStyleIsPsr12(): void
    {
        self::shell('phpcs --standard=PSR12 --exclude=PSR1.Files.SideEffects -n src config tests conformance examples bench');
    }

    /** @return list<string> code of the README in this language */
    private static function readme(string $language): array
    {
        preg_match_all("/```$language\n(.*?)```/s", (string) file_get_contents(self::FOLDER . '/README.md'), $found);
        return $found[1];
    }

    public function testTheQuickStartAndTheExamplesRun(): void
    {
        $server = new RealServer();
        [$settings] = self::readme('ini');
        self::assertMatchesRegularExpression('/^MICROLOGS_HOST=\S+\nMICROLOGS_KEY=.+\n$/', $settings);
        $values = ['MICROLOGS_HOST' => $server->url, 'MICROLOGS_KEY' => $server->secretKey];
        // A busy machine takes its time to connect and to send.
        $values += ['MICROLOGS_CONNECT_TIMEOUT' => '30', 'MICROLOGS_TIMEOUT' => '30', 'MICROLOGS_SEND_TIMEOUT' => '30'];
        foreach ($values as $name => $value) {
            $_ENV[$name] = $_SERVER[$name] = $value;
        }
        try {
            $this->withoutOwnConfig();
        } finally {
            foreach ($values as $name => $value) {
                unset($_ENV[$name], $_SERVER[$name]);
            }
        }
        self::assertStringContainsString('php artisan micrologs:test', self::readme('sh')[1]);
        self::assertSame(0, Artisan::call('micrologs:test'), Artisan::output());

        [$quickStart] = self::readme('php');
        eval('use Illuminate\Support\Facades\Route; ' . $quickStart);
        self::assertStringStartsWith('http', (string) $this->post('/invoices/A-1/pay')->assertOk()->getContent());

        require self::FOLDER . '/examples/routes.php';
        $this->post('/invoices/A-2/pay')->assertExactJson(['paid' => 'A-2']);
        $this->get('/share')->assertOk()->assertJson(['label' => 'Shared']);
        $this->get('/popular')->assertExactJson([]);
        $this->postJson('/orders', [])->assertStatus(422);
        $api = Micrologs::api()->analytics();
        $paid = static fn (): array => array_column($api->audits(['action' => 'invoice.paid'])['logs'], 'action');
        for ($i = 0; $i < 600 && count($paid()) + count($api->errors()['errors']) < 4; $i++) {
            usleep(50000);
        }
        self::assertSame(['invoice.paid', 'invoice.paid'], $paid());
        $types = array_column($api->errors()['errors'], 'error_type');
        sort($types);
        self::assertSame(['Illuminate\Validation\ValidationException', 'MicrologsTest'], $types);
        $server->stop();

        config(['micrologs.host' => ScriptedServer::nowhere()]);
        $this->app->forgetInstance(\Micrologs\Laravel\MicrologsClient::class);
        Micrologs::clearResolvedInstances();
        $this->get('/popular')->assertExactJson([]);
    }

    /** The application as it is after installation: only the environment is set. */
    private function withoutOwnConfig(): void
    {
        $this->config = [];
        $this->refreshApplication();
    }

    public function testTheTestOfTheReadmePasses(): void
    {
        [$quickStart, $test] = self::readme('php');
        eval('use Illuminate\Support\Facades\Route; ' . $quickStart);
        eval('use Micrologs\Laravel\Facades\Micrologs; ' . $test);
    }
}
