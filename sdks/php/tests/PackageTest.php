<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Tests\Support\RealServer;
use Micrologs\Tests\Support\TempFolder;
use PHPUnit\Framework\TestCase;

/**
 * The archive as Composer makes and installs it, with what the README and the examples promise of it.
 */
final class PackageTest extends TestCase
{
    use TempFolder;

    private const FOLDER = __DIR__ . '/..';

    /**
     * @param array<string, string> $environment
     */
    private static function shell(string $folder, string $command, array $environment = []): string
    {
        $environment += ['PATH' => (string) getenv('PATH'), 'HOME' => $folder, 'COMPOSER_ALLOW_SUPERUSER' => '1'];
        $output = "$folder/output.txt";
        $process = proc_open($command, [1 => ['file', $output, 'w'], 2 => ['file', $output, 'a']], $pipes, $folder, $environment);
        $code = proc_close($process);
        $text = (string) file_get_contents($output);
        self::assertSame(0, $code, "$command:\n$text");
        return $text;
    }

    /** A project in which the package is installed. */
    private function project(): string
    {
        $folder = $this->tempFolder();
        $source = escapeshellarg(self::FOLDER);
        self::shell($folder, "cd $source && COMPOSER_ROOT_VERSION=2.0.0 composer archive --format=zip --dir=$folder --file=package");
        self::shell($folder, 'unzip -q package.zip -d package');
        file_put_contents("$folder/composer.json", json_encode([
            'repositories' => [
                ['type' => 'path', 'url' => 'package', 'options' => ['symlink' => false, 'versions' => ['micrologs/php' => '2.0.0']]],
                ['packagist.org' => false],
            ],
            'require' => ['micrologs/php' => '^2.0'],
        ]));
        self::shell($folder, 'composer install --no-interaction --no-progress');
        return $folder;
    }

    public function testTheManifestIsValid(): void
    {
        self::shell($this->tempFolder(), 'composer validate --strict ' . escapeshellarg((string) realpath(self::FOLDER . '/composer.json')));
    }

    public function testTheArchiveHasWhatUsersNeedAndNothingElse(): void
    {
        $folder = $this->project();
        $files = explode("\n", trim(self::shell("$folder/vendor/micrologs/php", 'find . -type f -not -path "./src/*" -not -name output.txt | sort')));
        self::assertSame([
            './CHANGELOG.md', './LICENSE', './README.md', './autoload.php', './composer.json', './examples/links.php',
            './examples/server-side-pageview.php', './examples/worker.php',
        ], $files);
        $source = glob(self::FOLDER . '/src/{*,*/*}.php', GLOB_BRACE);
        self::assertCount(count((array) $source), (array) glob("$folder/vendor/micrologs/php/src/{*,*/*}.php", GLOB_BRACE));
    }

    public function testTheQuickStartAndTheExamplesRun(): void
    {
        $server = new RealServer();
        $folder = $this->project();
        $environment = ['MICROLOGS_HOST' => $server->url, 'MICROLOGS_KEY' => $server->secretKey, 'TMPDIR' => $folder];
        preg_match_all('/```php\n(.*?)```/s', (string) file_get_contents(self::FOLDER . '/README.md'), $found);
        [$quickStart, $questions] = $found[1];
        file_put_contents("$folder/start.php", $quickStart . $questions);
        self::assertMatchesRegularExpression('~^http\S+/l/\w+\n$~', self::shell($folder, 'php start.php', $environment));
        $expected = [
            'links' => "Made %s\nFooter: 0 clicks\n404: Link not found\n",
            'server-side-pageview' => "Counted\n",
            'worker' => "Everything was sent\n",
        ];
        foreach ($expected as $name => $output) {
            copy(self::FOLDER . "/examples/$name.php", "$folder/$name.php");
            self::assertStringMatchesFormat($output, self::shell($folder, "php $name.php", $environment));
        }
        self::assertCount(count($expected), (array) glob(self::FOLDER . '/examples/*.php'));

        $client = new \Micrologs\Client(['host' => $server->url, 'key' => $server->secretKey, 'connectTimeout' => 30, 'timeout' => 30]);
        for ($i = 0; $i < 600 && count($client->api()->analytics()->errors()['errors']) < 2; $i++) {
            usleep(50000);
        }
        $types = array_column($client->api()->analytics()->errors()['errors'], 'error_type');
        sort($types);
        self::assertSame(['DivisionByZeroError', 'RuntimeException'], $types);
        $server->stop();
    }
}
