<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Console\Events\ScheduledTaskFailed;
use Illuminate\Console\Scheduling\Schedule;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Artisan;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Queue;
use Illuminate\Support\Facades\Schema;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Laravel\Jobs\SendEvents;
use Micrologs\Laravel\Scope;
use Micrologs\Laravel\Tests\Fixtures\Fails;

final class QueueTest extends TestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->createJobs();
    }

    private function createJobs(): void
    {
        Schema::create('jobs', function (Blueprint $table): void {
            $table->id();
            $table->string('queue');
            $table->longText('payload');
            $table->unsignedTinyInteger('attempts');
            $table->unsignedInteger('reserved_at')->nullable();
            $table->unsignedInteger('available_at');
            $table->unsignedInteger('created_at');
        });
    }

    private function work(int $jobs = 1): void
    {
        for ($i = 0; $i < $jobs; $i++) {
            Artisan::call('queue:work', ['connection' => 'database', '--once' => true, '--tries' => 1, '--sleep' => 0]);
        }
    }

    public function testAFailedJobIsCapturedOnceWithTheJob(): void
    {
        $this->fakeServer();
        $this->app->make(Scope::class)->add(['of' => 'the command']);
        dispatch((new Fails('job failed'))->onConnection('database'));
        $this->work();
        [$audit, $event] = $events = $this->delivered();
        self::assertCount(2, $events);
        self::assertSame('job failed', $event['message']);
        self::assertSame(
            ['job' => Fails::class, 'queue' => 'default', 'connection' => 'database', 'attempt' => 1, 'failed' => true],
            array_intersect_key($event['context'], array_flip(['job', 'queue', 'connection', 'attempt', 'failed', 'of']))
        );
        self::assertSame(Fails::class, $audit['context']['job']);
    }

    public function testEachJobSendsItsEventsAtItsEnd(): void
    {
        $this->fakeServer();
        foreach ([1, 2] as $number) {
            dispatch((new Fails(null))->onConnection('database'));
            $this->work();
            self::assertCount($number, $this->delivered());
        }
    }

    public function testAJobOfTheConnectionSyncIsAPartOfItsRequest(): void
    {
        Micrologs::withContext(['tenant' => 5]);
        dispatch_sync(new Fails(null));
        Micrologs::audit('afterwards');
        foreach ($this->captured() as $event) {
            self::assertSame(5, $event['context']['tenant']);
        }
    }

    public function testAFailedTaskOfTheSchedulerIsCaptured(): void
    {
        $task = $this->app->make(Schedule::class)->command('reports:send')->description('Send the reports');
        $this->app->make('events')->dispatch(new ScheduledTaskFailed($task, new \RuntimeException('no mail')));
        [$event] = $this->captured();
        self::assertSame(['no mail', 'Send the reports'], [$event['message'], $event['context']['task']]);
    }

    public function testTheQueueTakesOverWhatARequestCaptured(): void
    {
        $this->configure(['queue_connection' => 'database', 'queue' => 'stats']);
        $this->createJobs();
        $this->fakeServer();
        Micrologs::audit('invoice.paid');
        $this->app->terminate();
        $this->app->terminate();
        Http::assertNothingSent();
        self::assertSame(['stats'], DB::table('jobs')->pluck('queue')->all());
        Artisan::call('queue:work', ['connection' => 'database', '--once' => true, '--queue' => 'stats']);
        self::assertSame(['invoice.paid'], array_column($this->delivered(), 'action'));
        self::assertSame(0, DB::table('jobs')->count());
    }

    public function testTheJobWaitsForAServerThatIsDownAndLeavesTheEventsToTheSpillInTheEnd(): void
    {
        $this->configure(['queue_connection' => 'database']);
        $this->createJobs();
        Http::fake(['*' => Http::sequence(array_fill(0, 5, Http::response('', 503)))
            ->whenEmpty(Http::response(['success' => true, 'message' => 'OK', 'data' => []], 202))]);
        Micrologs::audit('invoice.paid');
        $this->app->terminate();
        for ($attempt = 1; $attempt <= 5; $attempt++) {
            self::assertSame(1, DB::table('jobs')->count());
            DB::table('jobs')->update(['available_at' => 0]);
            $this->work();
            Http::assertSentCount($attempt);
        }
        self::assertSame(0, DB::table('jobs')->count());
        self::assertSame([], $this->client()->losses());
        $file = $this->skeleton->folder . '/storage/framework/micrologs/current.ndjson';
        self::assertStringContainsString('invoice.paid', (string) file_get_contents($file));
    }

    public function testAQueueThatIsOutOfOrderHarmsNoRequest(): void
    {
        $this->configure(['queue_connection' => 'no such connection']);
        Micrologs::audit('invoice.paid');
        $this->app->terminate();
        self::assertSame(0, $this->client()->waiting());
        Queue::fake();
        $this->configure(['queue_connection' => 'sync']);
        $this->fakeServer();
        Micrologs::audit('invoice.paid');
        $this->app->terminate();
        self::assertCount(1, $this->delivered());
        self::assertInstanceOf(SendEvents::class, unserialize(serialize(new SendEvents(['{}']))));
    }
}
