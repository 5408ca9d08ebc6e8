<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Contracts\Console\Kernel as ConsoleKernel;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Http\Kernel as HttpKernel;
use Illuminate\Foundation\Application;
use Illuminate\Foundation\Console\Kernel as FoundationConsoleKernel;
use Illuminate\Foundation\Exceptions\Handler;
use Illuminate\Foundation\Http\Kernel as FoundationHttpKernel;

/**
 * A Laravel application in a temporary folder, in which the package is installed as Composer would have installed it: the real
 * package discovery finds it.
 */
final class Skeleton
{
    private const FOLDERS = [
        'app', 'bootstrap/cache', 'config', 'resources/views', 'storage/framework/views', 'storage/framework/cache/data',
        'storage/framework/sessions', 'storage/logs', 'vendor/composer',
    ];

    private const PROVIDERS = [
        'Auth\AuthServiceProvider', 'Bus\BusServiceProvider', 'Cache\CacheServiceProvider',
        'Foundation\Providers\ConsoleSupportServiceProvider', 'Cookie\CookieServiceProvider',
        'Database\DatabaseServiceProvider', 'Encryption\EncryptionServiceProvider', 'Filesystem\FilesystemServiceProvider',
        'Foundation\Providers\FoundationServiceProvider', 'Hashing\HashServiceProvider', 'Pagination\PaginationServiceProvider',
        'Pipeline\PipelineServiceProvider', 'Queue\QueueServiceProvider', 'Session\SessionServiceProvider',
        'Translation\TranslationServiceProvider', 'Validation\ValidationServiceProvider', 'View\ViewServiceProvider',
    ];

    public readonly string $folder;

    /**
     * @param array<string, mixed> $micrologs the published config/micrologs.php; the package's own without
     */
    public function __construct(array $micrologs = [])
    {
        $this->folder = sys_get_temp_dir() . '/micrologs-laravel-' . bin2hex(random_bytes(6));
        foreach (self::FOLDERS as $name) {
            mkdir("$this->folder/$name", 0777, true);
        }
        $package = json_decode((string) file_get_contents(dirname(__DIR__) . '/composer.json'), true);
        $this->write('vendor/composer/installed.json', (string) json_encode(['packages' => [$package]]));
        $this->write('composer.json', '{"autoload":{"psr-4":{"App\\\\":"app/"}}}');
        foreach (self::config() + ($micrologs === [] ? [] : ['micrologs' => $micrologs]) as $name => $values) {
            $this->write("config/$name.php", '<?php return ' . var_export($values, true) . ';');
        }
    }

    public function application(): Application
    {
        $app = new Application($this->folder);
        $app->singleton(HttpKernel::class, FoundationHttpKernel::class);
        $app->singleton(ConsoleKernel::class, FoundationConsoleKernel::class);
        $app->singleton(ExceptionHandler::class, Handler::class);
        $app->make(ConsoleKernel::class)->bootstrap();
        return $app;
    }

    public function write(string $file, string $text): void
    {
        file_put_contents("$this->folder/$file", $text);
    }

    public function remove(): void
    {
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    /**
     * @return array<string, array<string, mixed>>
     */
    private static function config(): array
    {
        return [
            'app' => [
                'name' => 'Shop', 'env' => 'testing', 'debug' => false, 'url' => 'https://shop.test', 'timezone' => 'UTC',
                'locale' => 'en', 'fallback_locale' => 'en', 'key' => 'base64:' . base64_encode(str_repeat('k', 32)),
                'cipher' => 'AES-256-CBC',
                'providers' => array_map(static fn (string $name): string => "Illuminate\\$name", self::PROVIDERS),
                'aliases' => [],
            ],
            'logging' => ['default' => 'null', 'channels' => [
                'null' => ['driver' => 'monolog', 'handler' => \Monolog\Handler\NullHandler::class],
                'emergency' => ['path' => '/dev/null'],
            ]],
            'cache' => ['default' => 'array', 'stores' => ['array' => ['driver' => 'array']], 'prefix' => ''],
            'session' => ['driver' => 'array', 'lifetime' => 120, 'cookie' => 's', 'path' => '/', 'domain' => null, 'secure' => null],
            'queue' => ['default' => 'sync', 'connections' => [
                'sync' => ['driver' => 'sync'],
                'database' => ['driver' => 'database', 'table' => 'jobs', 'queue' => 'default', 'retry_after' => 90],
            ], 'failed' => ['driver' => 'null']],
            'view' => ['paths' => [], 'compiled' => sys_get_temp_dir()],
            'database' => ['default' => 'sqlite', 'connections' => [
                'sqlite' => ['driver' => 'sqlite', 'database' => ':memory:', 'prefix' => ''],
            ], 'migrations' => 'migrations'],
            'filesystems' => ['default' => 'local', 'disks' => []],
            'auth' => [
                'defaults' => ['guard' => 'web', 'passwords' => 'users'],
                'guards' => ['web' => ['driver' => 'session', 'provider' => 'users']],
                'providers' => ['users' => ['driver' => 'eloquent', 'model' => \Illuminate\Foundation\Auth\User::class]],
            ],
            'mail' => ['default' => 'array', 'mailers' => ['array' => ['transport' => 'array']]],
            'hashing' => ['driver' => 'bcrypt'],
            'broadcasting' => ['default' => 'null', 'connections' => ['null' => ['driver' => 'null']]],
        ];
    }
}
