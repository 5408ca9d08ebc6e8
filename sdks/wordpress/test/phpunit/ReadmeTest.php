<?php

use Micrologs\WordPress\Core\Delivery\ScriptEnd;
use Micrologs\WordPress\Plugin;

/** What README.md shows is run as it stands there. */
final class ReadmeTest extends SiteTestCase
{
    public function testTheExamplesDoWhatTheySay(): void
    {
        $this->configure();
        Plugin::line()->reset();
        [$capture, $hooks] = self::examples();
        eval($hooks);
        eval($capture);
        micrologs_error('a harmless thing');

        $errors = $this->sent('error');
        $this->assertSame(['No connection to the harbour', 'The tide table is empty'], array_column($errors, 'message'));
        $this->assertSame(['RuntimeException', 'critical'], [$errors[0]['error_type'], $errors[0]['severity']]);
        $this->assertSame(['month' => 7, 'region' => 'north'], $errors[1]['context']);
        [$entry] = $this->sent('audit');
        $this->assertSame(['invoice.sent', 'kim', 81], [$entry['action'], $entry['actor'], $entry['context']['invoice']]);

        $this->assertSame('true', apply_filters('micrologs_tracker_attributes', [])['fingerprint']);
        $this->assertTrue(apply_filters('micrologs_track', true));
        $this->answers['/api/track/batch'] = [401, ['success' => false, 'message' => 'Invalid API key']];
        micrologs_audit('lost');
        ScriptEnd::send();
        $this->assertSame('unauthorized', get_option('last_loss'));
        foreach (['micrologs_event', 'micrologs_track', 'micrologs_tracker_attributes', 'micrologs_loss'] as $hook) {
            remove_all_filters($hook);
        }
    }

    public function testTheConstantsAreThoseOfSettings(): void
    {
        [, , $constants] = self::examples();
        preg_match_all("/'(MICROLOGS_\w+)'/", $constants, $found);
        $this->assertCount(2, $found[1]);
        foreach ($found[1] as $name) {
            $this->assertArrayHasKey(strtolower(substr($name, strlen('MICROLOGS_'))), Micrologs\WordPress\Settings::schema());
        }
    }

    private static function examples(): array
    {
        preg_match_all('/^```php\n(.*?)^```$/ms', file_get_contents(__DIR__ . '/../../README.md'), $found);
        return $found[1];
    }
}
