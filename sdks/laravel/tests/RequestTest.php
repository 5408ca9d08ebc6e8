<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Auth\AuthenticationException;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Foundation\Auth\User;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Log;
use Illuminate\Support\Facades\Route;
use Illuminate\Validation\ValidationException;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Laravel\Integration;
use Micrologs\Laravel\Middleware\TrackErrors;
use Micrologs\Laravel\Scope;

final class RequestTest extends TestCase
{
    public function testAnExceptionOfAControllerIsCapturedOnceWithTheRequest(): void
    {
        Route::get('orders/{order}', fn () => throw new \RuntimeException('no stock'))->middleware(TrackErrors::class);
        Integration::handles($this->app->make(ExceptionHandler::class));
        $this->fakeServer();
        $this->get('orders/7?page=2&token=abc', ['User-Agent' => 'Test'])->assertStatus(500);
        [$event] = $events = $this->delivered();
        self::assertCount(1, $events);
        self::assertSame(['no stock', 'RuntimeException', 'error', __FILE__], [
            $event['message'], $event['error_type'], $event['severity'], $event['file'],
        ]);
        self::assertSame('https://shop.test/orders/7?page=2&token=[scrubbed]', $event['url']);
        self::assertSame(['method' => 'GET', 'route' => 'orders/{order}', 'user_agent' => 'Test'], $event['context']);
        self::assertStringContainsString('#0 ', $event['stack']);
    }

    public function testTheMiddlewareSeesWhatLaravelDoesNotReport(): void
    {
        Route::middleware(TrackErrors::class)->group(function (): void {
            Route::get('validation', fn () => throw ValidationException::withMessages(['email' => 'wrong']));
            Route::get('login', fn () => throw new AuthenticationException());
            Route::get('type', fn () => strlen([]));
            Route::get('fine', fn () => 'fine');
        });
        Route::get('unseen', fn () => throw ValidationException::withMessages(['email' => 'wrong']));
        $this->fakeServer();
        foreach (['validation', 'login', 'type', 'fine', 'unseen'] as $path) {
            $this->getJson($path);
        }
        self::assertSame([
            [ValidationException::class, 'info'], [AuthenticationException::class, 'warning'], ['TypeError', 'critical'],
        ], array_map(static fn (array $event): array => [$event['error_type'], $event['severity']], $this->delivered()));
    }

    public function testTheMiddlewarePassesOnWhatIsThrownAtIt(): void
    {
        $error = new \RuntimeException('inner middleware');
        try {
            $this->app->make(TrackErrors::class)->handle(request(), fn () => throw $error);
            self::fail('nothing was thrown');
        } catch (\RuntimeException $thrown) {
            self::assertSame($error, $thrown);
        }
        self::assertSame(['inner middleware'], array_column($this->captured(), 'message'));
    }

    public function testWhatIsIgnoredIsNotCaptured(): void
    {
        $this->configure(['ignore_exceptions' => [\LogicException::class], 'ignore_paths' => ['internal/*']]);
        Route::get('internal/a', fn () => throw new \RuntimeException('ignored path'));
        Route::get('b', fn () => throw new \DomainException('ignored class'));
        Route::get('c', fn () => throw new \RuntimeException('captured'));
        $this->fakeServer();
        foreach (['internal/a', 'b', 'c'] as $path) {
            $this->get($path);
        }
        self::assertSame(['captured'], array_column($this->delivered(), 'message'));
    }

    public function testReportingCanBeLeftToTheApplication(): void
    {
        $this->configure(['report_exceptions' => false]);
        report(new \RuntimeException('left alone'));
        Integration::handles($this->app->make(ExceptionHandler::class));
        report(new \RuntimeException('asked for'));
        self::assertSame(['asked for'], array_column($this->captured(), 'message'));
    }

    public function testWhoAskedIsToldOnlyWhenAskedFor(): void
    {
        Route::get('pay', fn () => Micrologs::audit('invoice.paid', 'kim') === null ? 'refused' : 'taken');
        $user = (new User())->forceFill(['id' => 42]);
        $this->fakeServer();
        $this->actingAs($user)->get('pay')->assertSee('taken');
        self::assertArrayNotHasKey('user_id', $this->delivered()[0]['context']);
        $this->configure(['user_id' => true, 'ip' => true]);
        Route::get('pay', fn () => Micrologs::audit('invoice.paid', 'kim'));
        $this->fakeServer();
        $this->actingAs($user)->get('pay');
        [$event] = $this->delivered();
        self::assertSame([42, '127.0.0.1'], [$event['context']['user_id'], $event['context']['ip']]);
    }

    public function testOwnContextEndsWithTheRequest(): void
    {
        $this->app->make(Scope::class)->add(['left' => 'over']);
        $this->app->forgetScopedInstances(); // as Octane and queue workers do between requests and jobs
        Micrologs::withContext(['tenant' => 5])->audit('one');
        $this->app->forgetScopedInstances();
        Micrologs::audit('two');
        [$one, $two] = $this->captured();
        self::assertSame(5, $one['context']['tenant']);
        self::assertArrayNotHasKey('left', $one['context']);
        self::assertArrayNotHasKey('tenant', $two['context']);
    }

    public function testEventsLeaveAfterTheResponseInBatches(): void
    {
        $this->configure(['flush_at' => 0]); // as in a web request
        $this->fakeServer();
        Route::get('pay', function (): string {
            foreach (range(1, 150) as $number) {
                Micrologs::audit("step $number");
            }
            Http::assertNothingSent();
            return 'done';
        });
        $this->get('pay')->assertSee('done');
        self::assertCount(150, $this->delivered());
        Http::assertSentCount(2);
    }

    public function testOctaneSendsAtTheEndOfEachRequest(): void
    {
        $this->fakeServer();
        foreach (['RequestTerminated', 'TaskTerminated', 'TickTerminated', 'WorkerStopping'] as $number => $name) {
            Micrologs::audit($name);
            $this->app->make('events')->dispatch("Laravel\\Octane\\Events\\$name", [new \stdClass()]);
            self::assertCount($number + 1, $this->delivered());
        }
    }

    public function testTheLogChannelCapturesFromItsLevelOn(): void
    {
        Log::channel('micrologs')->warning('below the level');
        Log::channel('micrologs')->error('card {card} refused', ['card' => 'A-1', 'password' => 'p']);
        Log::channel('micrologs')->emergency('down');
        Log::channel('micrologs')->error('with exception', ['exception' => $error = new \DomainException('inner'), 'order' => 7]);
        report($error);
        [$refused, $down, $exception] = $events = $this->captured();
        self::assertCount(3, $events);
        self::assertSame(['card {card} refused', 'Log', 'error'], [$refused['message'], $refused['error_type'], $refused['severity']]);
        self::assertSame('[scrubbed]', $refused['context']['password']);
        self::assertSame('micrologs', $refused['context']['channel']);
        self::assertSame('critical', $down['severity']);
        self::assertSame(['inner', 'DomainException', 7], [
            $exception['message'], $exception['error_type'], $exception['context']['order'],
        ]);
    }
}
