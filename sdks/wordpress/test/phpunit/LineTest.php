<?php

use Micrologs\WordPress\Core\Delivery\ScriptEnd;
use Micrologs\WordPress\Line;
use Micrologs\WordPress\Outbox;
use Micrologs\WordPress\PhpErrors;
use Micrologs\WordPress\Plugin;
use Micrologs\WordPress\Settings;

final class LineTest extends SiteTestCase
{
    const BATCH = '/api/track/batch';

    protected function setUp(): void
    {
        parent::setUp();
        $this->configure();
        Plugin::line()->reset();
    }

    public function testWhatTheServerDoesNotTakeWaitsInTheOutboxAndLeavesOnceInOrder(): void
    {
        $this->answers[self::BATCH] = new WP_Error('http_request_failed', 'cURL error 7: refused');
        foreach (['one', 'two', 'three'] as $name) {
            $this->assertTrue(micrologs_audit($name)['success']);
        }
        ScriptEnd::send();
        $this->assertSame(3, Outbox::count());
        $this->assertIsInt(wp_next_scheduled(Outbox::CRON), 'somebody will come back for them');

        unset($this->answers[self::BATCH]);
        $this->requests = [];
        delete_option(Outbox::PAUSE);
        do_action(Outbox::CRON);
        $this->assertSame(['one', 'two', 'three'], array_column($this->sent('audit'), 'action'));
        $this->assertSame(0, Outbox::count());
        $this->assertSame([0, 0.0], (new Outbox())->pause());
    }

    public function testAServerThatIsAwayIsLeftAloneForAWhile(): void
    {
        $this->answers[self::BATCH] = new WP_Error('http_request_failed', 'cURL error 7: refused');
        micrologs_audit('one');
        $before = microtime(true);
        ScriptEnd::send();
        [$failures, $until] = (new Outbox())->pause();
        $this->assertSame(1, $failures);
        $this->assertGreaterThan($before + 0.2, $until);
        // Longer, so that it is not over before the test.
        (new Outbox())->setPause($failures, $until + 60);
        $this->requests = [];
        micrologs_audit('two');
        ScriptEnd::send();
        $this->assertSame([], $this->requests);
        $this->assertSame(2, Outbox::count());
    }

    public function testTheOutboxIsBounded(): void
    {
        $outbox = new Outbox();
        $large = json_encode(['kind' => 'audit', 'action' => str_repeat('x', 1024 * 1024)]);
        $this->assertSame(16, $outbox->keep(array_fill(0, 20, $large)) + 1, 'fifteen and a little are 16 MiB');
        $this->assertSame(0, $outbox->keep([$large]));
    }

    public function testWhatIsTooOldGoes(): void
    {
        global $wpdb;
        (new Outbox())->keep(['{"n":1}', '{"n":2}']);
        $wpdb->query('UPDATE ' . Outbox::table() . ' SET created_at = created_at - 700000 LIMIT 1');
        $this->assertSame(1, (new Outbox())->expire());
        $this->assertSame(1, Outbox::count());
    }

    public function testPartsAreHandedOutUntilOneIsNotDoneWith(): void
    {
        $outbox = new Outbox();
        $outbox->keep(array_map(static function (int $n): string {
            return "{\"n\":$n}";
        }, range(1, 250)));
        $sizes = [];
        $outbox->drain(static function (array $events) use (&$sizes): array {
            $sizes[] = count($events);
            return count($sizes) === 2 ? array_slice($events, 30) : [];
        });
        $this->assertSame([100, 100], $sizes);
        $this->assertSame(120, Outbox::count());
    }

    public function testWithoutItsTableNothingIsSaidAndNothingBreaks(): void
    {
        global $wpdb;
        $prefix = $wpdb->prefix;
        $wpdb->prefix = 'nowhere_';
        $wpdb->show_errors();
        $this->expectOutputString('');
        try {
            $this->assertSame(0, (new Outbox())->keep(['{}']));
            $this->assertSame(0, Outbox::count());
            $this->assertSame(0, (new Outbox())->expire());
        } finally {
            $wpdb->prefix = $prefix;
        }
    }

    public function testALossIsCountedAndTold(): void
    {
        $told = [];
        $listener = static function (array $loss) use (&$told): void {
            $told[] = $loss['reason'];
        };
        add_action('micrologs_loss', $listener);
        $this->answers[self::BATCH] = [401, ['success' => false, 'message' => 'Invalid API key']];
        micrologs_audit('one');
        Plugin::line()->flush();
        remove_action('micrologs_loss', $listener);
        $this->assertSame(['unauthorized'], $told);
        $this->assertSame(1, get_option(Line::LOSSES)['unauthorized']['count']);
    }

    public function testAFilterChangesAndDropsEvents(): void
    {
        $filter = static function (array $event): ?array {
            return $event['action'] === 'secret' ? null : ['actor' => 'somebody'] + $event;
        };
        add_filter('micrologs_event', $filter);
        $this->assertNull(micrologs_audit('secret', 'ann'));
        micrologs_audit('open', 'ann');
        remove_filter('micrologs_event', $filter);
        $this->assertSame([['open', 'somebody']], array_map(static function (array $entry): array {
            return [$entry['action'], $entry['actor']];
        }, $this->sent('audit')));
    }

    public function testWithoutAConnectionCapturingDoesNothing(): void
    {
        $this->configure(['host' => '']);
        Plugin::line()->reset();
        $this->assertNull(micrologs_error('x'));
        $this->assertNull(micrologs_audit('x'));
        $this->assertNull(Plugin::line()->api());
    }

    public function testAnExceptionIsCapturedOnceWithItsCauses(): void
    {
        $error = new DomainException('outer', 0, new RuntimeException('inner'));
        micrologs_error($error);
        micrologs_error($error);
        [$event] = $this->sent('error');
        $this->assertCount(1, $this->sent('error'));
        $this->assertSame('DomainException', $event['error_type']);
        $this->assertStringContainsString('Caused by RuntimeException: inner', $event['stack']);
    }

    public function testWarningsAreReportedOnceAndLeftToTheOtherHandlers(): void
    {
        $this->configure(['php_errors' => 'all']);
        $seen = [];
        set_error_handler(static function (int $type, string $message) use (&$seen): bool {
            $seen[] = $message;
            return true;
        });
        $errors = new PhpErrors(new Settings(), Plugin::line());
        $errors->listen();
        for ($i = 0; $i < 3; $i++) {
            trigger_error('The lamp is dim', E_USER_WARNING);
        }
        @trigger_error('Silenced', E_USER_WARNING);
        restore_error_handler();
        restore_error_handler();
        restore_exception_handler();
        $this->assertSame(['The lamp is dim', 'The lamp is dim', 'The lamp is dim', 'Silenced'], $seen);
        [$event] = $this->sent('error');
        $this->assertSame(['The lamp is dim', 'Warning', 'warning'], [$event['message'], $event['error_type'], $event['severity']]);
        $this->assertCount(1, $this->sent('error'));
    }

    public function testWhoseCodeAFileIs(): void
    {
        $this->assertSame('plugin:shop', PhpErrors::component(WP_PLUGIN_DIR . '/shop/a/b.php'));
        $this->assertSame('theme:sea', PhpErrors::component(WP_CONTENT_DIR . '/themes/sea/functions.php'));
        $this->assertSame('mu-plugin:x.php', PhpErrors::component(WPMU_PLUGIN_DIR . '/x.php'));
        $this->assertSame('wordpress', PhpErrors::component(ABSPATH . 'wp-includes/post.php'));
    }
}
