<?php

use Micrologs\WordPress\AdminBar;
use Micrologs\WordPress\Capabilities;
use Micrologs\WordPress\Cli;
use Micrologs\WordPress\Connection;
use Micrologs\WordPress\Plugin;
use Micrologs\WordPress\Proxy;
use Micrologs\WordPress\Reports;
use Micrologs\WordPress\Settings;
use Micrologs\WordPress\ShortLinks;
use Micrologs\WordPress\ViewsColumn;

final class AdminTest extends SiteTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->configure();
        Plugin::line()->reset();
        $this->requests = [];
    }

    public function testStatisticsAreForThoseWhoMaySeeThem(): void
    {
        $path = '/micrologs/v1/stats/visitors';
        $this->assertSame(401, $this->rest('GET', $path)->get_status());
        $this->actAs('author');
        $this->assertSame(403, $this->rest('GET', $path)->get_status());
        $this->actAs('editor');
        $this->assertSame(200, $this->rest('GET', $path)->get_status());
        $this->assertSame(404, $this->rest('GET', '/micrologs/v1/stats/ledger')->get_status(), 'only what the pages show');
    }

    public function testAReportIsAskedOnceAMinuteWithTheSecretKey(): void
    {
        $this->actAs('administrator');
        $this->rest('GET', '/micrologs/v1/stats/pages');
        $this->rest('GET', '/micrologs/v1/stats/pages');
        $this->assertCount(1, $this->requests);
        $this->assertSame(str_repeat('b', 64), $this->requests[0]['headers']['X-API-Key']);
        $this->assertStringStartsWith(self::HOST . '/api/analytics/pages?', $this->requests[0]['url']);
    }

    public function testAWrongRangeIsRefused(): void
    {
        $this->actAs('administrator');
        $request = new WP_REST_Request('GET', '/micrologs/v1/stats/visitors');
        $request->set_query_params(['range' => '7 weeks']);
        $this->assertSame(400, rest_do_request($request)->get_status());
    }

    public function testWhatTheServerRefusesIsSaidWithoutTheKey(): void
    {
        $this->actAs('administrator');
        $this->answers['/api/analytics/visitors'] = [401, ['success' => false, 'message' => 'Invalid API key']];
        $answer = $this->rest('GET', '/micrologs/v1/stats/visitors');
        $this->assertSame(502, $answer->get_status());
        $this->assertStringContainsString('Invalid API key', $answer->get_data()['message']);
        $this->assertStringNotContainsString(str_repeat('b', 64), json_encode($answer->get_data()));
    }

    public function testViewersAreWhoTheSettingsName(): void
    {
        $this->actAs('administrator');
        $this->rest('POST', '/micrologs/v1/settings', ['viewer_roles' => ['author']]);
        $this->assertTrue(get_role('author')->has_cap(Capabilities::VIEW));
        $this->assertFalse(get_role('editor')->has_cap(Capabilities::VIEW));
        $this->assertTrue(get_role('administrator')->has_cap(Capabilities::VIEW), 'always');
        $this->assertFalse(get_role('author')->has_cap(Capabilities::MANAGE));
    }

    public function testTheListOfPostsAsksOnceForAllRows(): void
    {
        $this->actAs('administrator');
        update_option('permalink_structure', '/%postname%/');
        $GLOBALS['wp_rewrite']->init();
        $ids = [];
        foreach (['one', 'two'] as $name) {
            $ids[] = wp_insert_post(['post_title' => $name, 'post_name' => $name, 'post_status' => 'publish']);
        }
        $this->answers['/api/analytics/pages'] = [200, ['success' => true, 'message' => '', 'data' => ['pages' => [['url' => '/two/', 'pageviews' => 1234]]]]];
        $GLOBALS['wp_query'] = new WP_Query(['post__in' => $ids]);
        $column = new ViewsColumn(new Settings(), new Reports(Plugin::line()));
        $this->requests = [];
        ob_start();
        foreach ($ids as $id) {
            $column->show(ViewsColumn::NAME, $id);
            echo ' ';
        }
        $this->assertSame('0 1,234 ', ob_get_clean());
        $this->assertCount(1, $this->requests);
        parse_str(parse_url($this->requests[0]['url'], PHP_URL_QUERY), $query);
        $filters = json_decode($query['filters'], true);
        $this->assertSame(['is', 'path'], array_slice($filters[0], 0, 2));
        $this->assertEqualsCanonicalizing(['/one/', '/two/'], $filters[0][2]);
    }

    public function testShortLinksAreForThoseWhoMayEditThePost(): void
    {
        $id = wp_insert_post(['post_title' => 'x', 'post_status' => 'publish']);
        foreach (['GET', 'POST', 'DELETE'] as $method) {
            wp_set_current_user(0);
            $this->assertSame(401, $this->rest($method, "/micrologs/v1/posts/$id/link")->get_status(), "$method for guests");
            $this->actAs('author');
            $this->assertSame(403, $this->rest($method, "/micrologs/v1/posts/$id/link")->get_status(), "$method for authors of other posts");
        }
    }

    public function testTheLifeOfAShortLink(): void
    {
        $this->actAs('administrator');
        $id = wp_insert_post(['post_title' => 'Tides', 'post_status' => 'draft']);
        $path = "/micrologs/v1/posts/$id/link";
        $this->assertSame(409, $this->rest('POST', $path)->get_status(), 'a draft has no address');
        wp_publish_post($id);
        $link = ['code' => 'abc', 'short_url' => 'https://s.test/l/abc', 'total_clicks' => 3, 'is_active' => true];
        $this->answers['/api/links/create'] = $this->answers['/api/links/detail'] = [200, ['success' => true, 'message' => '', 'data' => $link]];
        $this->assertSame(['short_url' => 'https://s.test/l/abc', 'clicks' => 3, 'is_active' => true], $this->rest('POST', $path)->get_data()['link']);
        $this->assertSame('https://s.test/l/abc', wp_get_shortlink($id, 'post'));
        $this->assertArrayNotHasKey('_micrologs_link', rest_do_request(new WP_REST_Request('GET', "/wp/v2/posts/$id"))->get_data()['meta']);

        $this->requests = [];
        $this->rest('POST', $path);
        $this->assertStringContainsString('/api/links/detail', $this->requests[0]['url'], 'a second one is not made');

        $this->answers['/api/links/detail'] = [404, ['success' => false, 'message' => 'Link not found']];
        $this->assertNull($this->rest('GET', $path)->get_data()['link'], 'deleted on the server');
        $this->assertNull(ShortLinks::of($id));
    }

    public function testAShortLinkFollowsItsPost(): void
    {
        update_option('permalink_structure', '/%postname%/');
        $GLOBALS['wp_rewrite']->init();
        $this->actAs('administrator');
        $id = wp_insert_post(['post_title' => 'x', 'post_name' => 'old', 'post_status' => 'publish']);
        update_post_meta($id, ShortLinks::META, ['code' => 'abc', 'short_url' => 'https://s.test/l/abc']);
        $this->requests = [];
        wp_update_post(['ID' => $id, 'post_content' => 'changed']);
        $this->assertSame([], $this->requests);
        wp_update_post(['ID' => $id, 'post_name' => 'new']);
        $this->assertSame(['code' => 'abc', 'destination_url' => home_url('/new/')], $this->requests[0]['body']);
    }

    public function testTheBlockShowsTheLinkEscaped(): void
    {
        $id = wp_insert_post(['post_title' => 'x', 'post_status' => 'publish']);
        $block = static function () use ($id): string {
            return (new WP_Block(['blockName' => 'micrologs/short-link', 'attrs' => []], ['postId' => $id]))->render();
        };
        $this->assertSame('', $block());
        update_post_meta($id, ShortLinks::META, ['code' => 'a', 'short_url' => 'https://s.test/l/a?"><script>']);
        $this->assertStringNotContainsString('<script>', $block());
        $this->assertStringContainsString('href="https://s.test/l/a?', $block());
    }

    public function testTheAdminBarLinksToThePagesStatisticsWithoutAsking(): void
    {
        require_once ABSPATH . WPINC . '/class-wp-admin-bar.php';
        $bar = new WP_Admin_Bar();
        (new AdminBar())->add($bar);
        $this->assertNull($bar->get_node('micrologs'), 'not for guests');
        $this->actAs('editor');
        (new AdminBar())->add($bar);
        $this->assertStringContainsString('page=micrologs', $bar->get_node('micrologs')->href);
        $this->assertSame([], $this->requests);
    }

    public function testSiteHealthTellsWhatIsWrong(): void
    {
        $this->assertSame(401, $this->rest('GET', '/micrologs/v1/site-health')->get_status());
        $this->actAs('administrator');
        $this->answers['/api/health'] = [200, ['status' => 'healthy', 'version' => '0.1.0']];
        $this->answers['/api/projects/verify'] = [200, ['success' => true, 'message' => '', 'data' => ['valid' => false]]];
        $result = $this->rest('GET', '/micrologs/v1/site-health')->get_data();
        $this->assertSame('recommended', $result['status']);
        $this->assertStringContainsString('The server does not know this key.', $result['description']);
        $this->assertArrayHasKey('micrologs', apply_filters('site_status_tests', ['async' => []])['async']);
        $information = json_encode(apply_filters('debug_information', []));
        $this->assertStringContainsString('stats.example.test', $information);
        $this->assertStringNotContainsString(str_repeat('b', 64), $information);
        $this->assertStringNotContainsString(str_repeat('a', 32), $information);
    }

    public function testPrivacyToolsGetAnAnswer(): void
    {
        $id = $this->actAs('editor');
        $email = get_userdata($id)->user_email;
        $export = apply_filters('wp_privacy_personal_data_exporters', [])['micrologs']['callback'];
        $erase = apply_filters('wp_privacy_personal_data_erasers', [])['micrologs']['callback'];
        $this->assertTrue($export($email)['done']);
        $this->assertCount(1, $export($email)['data']);
        $this->assertSame([], $export('nobody@example.test')['data']);
        $this->assertTrue($erase($email)['items_retained']);
        $this->assertFalse($erase('nobody@example.test')['items_retained']);
        $this->assertTrue(apply_filters('wp_consent_api_registered_micrologs/micrologs.php', false));
    }

    public function testTheCommandsOfWpCli(): void
    {
        $cli = new Cli(new Connection(new Settings()), Plugin::line(), new Proxy(new Settings()));
        $this->answers['/api/health'] = [200, ['status' => 'healthy', 'version' => '0.1.0']];
        $this->answers['/api/projects/verify'] = [200, ['success' => true, 'message' => '', 'data' => ['valid' => false]]];
        $cli->test();
        $cli->status();
        $cli->flush();
        $this->assertSame(
            ['log ✔ Server: Micrologs 0.1.0 answers.', 'error Micrologs is not connected.', 'log 0 events wait.', 'success Nothing waits.'],
            array_values(array_intersect(WP_CLI::$said, ['log ✔ Server: Micrologs 0.1.0 answers.', 'error Micrologs is not connected.', 'log 0 events wait.', 'success Nothing waits.']))
        );
    }
}

/** What WP-CLI offers, as far as the commands use it; its `error` would end the program. */
final class WP_CLI
{
    public static $said = [];

    public static function log($text)
    {
        self::$said[] = "log $text";
    }

    public static function error($text)
    {
        self::$said[] = "error $text";
    }

    public static function success($text)
    {
        self::$said[] = "success $text";
    }
}
