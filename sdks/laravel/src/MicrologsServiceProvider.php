<?php

declare(strict_types=1);

namespace Micrologs\Laravel;

use Illuminate\Console\Events\ScheduledTaskFailed;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Events\Dispatcher;
use Illuminate\Contracts\Queue\Job;
use Illuminate\Foundation\Console\AboutCommand;
use Illuminate\Log\LogManager;
use Illuminate\Queue\Events\JobExceptionOccurred;
use Illuminate\Queue\Events\JobFailed;
use Illuminate\Queue\Events\JobProcessed;
use Illuminate\Queue\Events\JobProcessing;
use Illuminate\Queue\Events\WorkerStopping;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\ServiceProvider;
use Illuminate\View\Compilers\BladeCompiler;
use Micrologs\Client;
use Micrologs\Laravel\Console\TestCommand;
use Micrologs\Laravel\Logging\MicrologsHandler;
use Monolog\Logger;

final class MicrologsServiceProvider extends ServiceProvider
{
    /** When a worker of Octane is done with something. By name, because Octane may not be there. */
    private const OCTANE_ENDS = [
        'Laravel\Octane\Events\RequestTerminated',
        'Laravel\Octane\Events\TaskTerminated',
        'Laravel\Octane\Events\TickTerminated',
        'Laravel\Octane\Events\WorkerStopping',
    ];

    private const CONFIG = __DIR__ . '/../config/micrologs.php';

    public function register(): void
    {
        $this->mergeConfigFrom(self::CONFIG, 'micrologs');
        $this->app->singleton(MicrologsClient::class, fn (): MicrologsClient => $this->client());
        $this->app->alias(MicrologsClient::class, 'micrologs');
        $this->app->alias(MicrologsClient::class, Client::class);
        $this->app->scoped(Scope::class);
        // Octane gives each request a container of its own, so it is never this one for good.
        $this->app->bind(Capture::class, static fn ($app): Capture => new Capture($app));
    }

    public function boot(): void
    {
        $this->publishes([self::CONFIG => $this->app->configPath('micrologs.php')], 'micrologs-config');
        if ($this->app->runningInConsole()) {
            $this->commands([TestCommand::class]);
        }
        if (config('micrologs.report_exceptions')) {
            $this->callAfterResolving(ExceptionHandler::class, static function (object $handler): void {
                if (method_exists($handler, 'reportable')) {
                    Integration::handles($handler);
                }
            });
        }
        $this->callAfterResolving('log', fn (LogManager $log) => $this->addChannel($log));
        $this->callAfterResolving('blade.compiler', static function (BladeCompiler $blade): void {
            $blade->directive('micrologs', static function (?string $expression): string {
                return '<?php echo \\' . Snippet::class . "::html($expression); ?>";
            });
        });
        $this->app->terminating(static fn () => app(Capture::class)->send());
        $this->listen($this->app->make('events'));
        if (class_exists(AboutCommand::class) && method_exists(AboutCommand::class, 'add')) {
            AboutCommand::add('Micrologs', static fn (): array => [
                'Version' => Client::VERSION,
                'Host' => config('micrologs.host') ?: 'not set',
                'Capturing' => config('micrologs.enabled') && config('micrologs.host') && config('micrologs.key') ? 'yes' : 'no',
            ]);
        }
    }

    private function client(): MicrologsClient
    {
        $config = config('micrologs');
        $flushAt = $config['flush_at'] ?? ($this->app->runningInConsole() ? 100 : 0);
        $spill = $config['spill'] ?? storage_path('framework/micrologs');
        // The facade's factory is the one that Http::fake() changes; in Laravel 8 and 9 the container makes others.
        return new MicrologsClient((string) $config['host'], (string) $config['key'], Http::getFacadeRoot(), (int) $config['timeout'], [
            'enabled' => $config['enabled'] && $config['host'] && $config['key'],
            'adminKey' => (string) $config['admin_key'],
            'environment' => $config['environment'] ?? (string) $this->app->environment(),
            'release' => $config['release'],
            'connectTimeout' => $config['connect_timeout'],
            'sendTimeout' => $config['send_timeout'],
            'sampleRate' => $config['sample_rate'],
            'scrubKeys' => $config['scrub_keys'],
            'beforeSend' => $this->hook($config['before_send']),
            'onLoss' => $this->hook($config['on_loss']),
            'flushAt' => $flushAt,
            'flushInterval' => 0,
            'spill' => $spill === false || $spill === '' ? null : $spill,
            'context' => static fn (): array => app(Capture::class)->context(),
        ]);
    }

    /** The hook of a class's name; a callable is taken as it is. */
    private function hook(mixed $hook): ?callable
    {
        return is_string($hook) && class_exists($hook) ? $this->app->make($hook) : $hook;
    }

    private function addChannel(LogManager $log): void
    {
        // Not static: the manager binds it to itself.
        $log->extend('micrologs', fn ($app, array $config): Logger => new Logger('micrologs', [
            new MicrologsHandler($config['level'] ?? 'error', $config['bubble'] ?? true),
        ]));
        if (config('logging.channels.micrologs') === null) {
            config(['logging.channels.micrologs' => ['driver' => 'micrologs', 'level' => config('micrologs.log_level')]]);
        }
    }

    private function listen(Dispatcher $events): void
    {
        $send = static fn () => app(Capture::class)->send();
        $events->listen(JobProcessing::class, static function (JobProcessing $event): void {
            // A job of the connection `sync` is a part of the request that runs it.
            if ($event->connectionName !== 'sync') {
                app()->forgetInstance(Scope::class);
                app(Scope::class)->add(self::jobContext($event->job));
            }
        });
        $events->listen(JobFailed::class, static function (JobFailed $event): void {
            app(Capture::class)->exception($event->exception, self::jobContext($event->job) + ['failed' => true]);
        });
        $events->listen(ScheduledTaskFailed::class, static function (ScheduledTaskFailed $event): void {
            app(Capture::class)->exception($event->exception, ['task' => $event->task->getSummaryForDisplay()]);
        });
        $events->listen([JobProcessed::class, JobExceptionOccurred::class, WorkerStopping::class, ...self::OCTANE_ENDS], $send);
    }

    /**
     * @return array<string, mixed>
     */
    private static function jobContext(Job $job): array
    {
        return [
            'job' => $job->resolveName(),
            'queue' => $job->getQueue(),
            'connection' => $job->getConnectionName(),
            'attempt' => $job->attempts(),
        ];
    }
}
