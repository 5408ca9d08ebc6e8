<?php

use Micrologs\WordPress\ClientAddress;
use Micrologs\WordPress\Proxy;
use Micrologs\WordPress\Settings;

final class ProxyTest extends SiteTestCase
{
    /** @var array<string, mixed> */
    private $server;

    protected function setUp(): void
    {
        parent::setUp();
        $this->server = $_SERVER;
        $this->configure(['proxy' => true]);
        update_option('permalink_structure', '/%postname%/');
        update_option(Proxy::STATE, ['ok' => true, 'message' => '']);
        $GLOBALS['wp_rest_server'] = null;
    }

    protected function tearDown(): void
    {
        $_SERVER = $this->server;
        $GLOBALS['wp_rest_server'] = null;
        parent::tearDown();
    }

    public function testAViewIsSentOnWithTheSecretKeyAndWhoeverSentIt(): void
    {
        $view = ['url' => home_url('/a'), 'visitor_id' => 'v', 'session_token' => 's', 'client_ip' => '1.2.3.4', 'kind' => 'audit'];
        $answer = $this->send('pageview', $view);
        $this->assertSame(202, $answer->get_status());
        $this->assertSame('no-store', $answer->get_headers()['Cache-Control']);
        [$request] = $this->requests;
        $this->assertSame(self::HOST . '/api/track/batch', $request['url']);
        $this->assertSame(str_repeat('b', 64), $request['headers']['X-API-Key']);
        $event = $request['body']['events'][0];
        $this->assertSame(
            ['192.0.2.7', 'Firefox', 'de', 'pageview'],
            [$event['client_ip'], $event['user_agent'], $event['accept_language'], $event['kind']],
            'what the sender says of its address and kind does not count'
        );
    }

    /** @dataProvider foreign */
    public function testWhatIsNoneOfThisSitesPagesIsRefused(string $endpoint, $body): void
    {
        $this->assertSame(400, $this->send($endpoint, $body)->get_status());
        $this->assertSame([], $this->requests);
    }

    public static function foreign(): array
    {
        return [
            'a page of another site' => ['pageview', ['url' => 'https://other.test/']],
            'no event' => ['pageview', 'text'],
            'no list' => ['batch', ['events' => 'x']],
            'more events than a page has' => ['batch', ['events' => array_fill(0, 51, ['kind' => 'engagement'])]],
        ];
    }

    public function testAuditEntriesGoWithThePublicKeySoThatNobodyBelievesThem(): void
    {
        $body = ['events' => [
            ['kind' => 'audit', 'action' => 'link.outbound'],
            ['kind' => 'engagement', 'pageview_id' => 'x', 'engaged_ms' => 5],
        ]];
        $this->assertSame(202, $this->send('batch', $body)->get_status());
        $sent = array_map(static function (array $request): array {
            return [$request['headers']['X-API-Key'][0], array_column($request['body']['events'], 'kind')];
        }, $this->requests);
        $this->assertSame([['b', ['engagement']], ['a', ['audit']]], $sent);
        $this->assertArrayNotHasKey('client_ip', $this->requests[1]['body']['events'][0]);
    }

    public function testABodyAboveTheLimitIsRefused(): void
    {
        $this->assertSame(413, $this->send('error', ['url' => home_url('/'), 'message' => str_repeat('x', 65536)])->get_status());
        $this->assertSame([], $this->requests);
    }

    public function testAuditEntriesHaveNoRoute(): void
    {
        $this->assertSame(404, $this->send('audit', ['action' => 'x'])->get_status());
    }

    public function testAServerThatIsAwayMakesNoTrouble(): void
    {
        $this->answers['/api/track/batch'] = new WP_Error('http_request_failed', 'cURL error 7: refused');
        $this->assertSame(503, $this->send('pageview', ['url' => home_url('/')])->get_status());
    }

    public function testARefusedKeyIsNotTheVisitorsAffair(): void
    {
        $this->answers['/api/track/batch'] = [401, ['success' => false, 'message' => 'Invalid API key']];
        $this->assertSame(502, $this->send('pageview', ['url' => home_url('/')])->get_status());
    }

    public function testWithoutTheOwnersWishThereIsNoRoute(): void
    {
        $this->configure(['proxy' => false]);
        $this->assertSame(404, $this->send('pageview', ['url' => home_url('/')])->get_status());
    }

    public function testTheRouteIsNotListed(): void
    {
        [$namespace] = get_option(Proxy::NAMES);
        $index = rest_do_request(new WP_REST_Request('GET', '/'))->get_data();
        $this->assertArrayNotHasKey("/$namespace/" . get_option(Proxy::NAMES)[1] . '/api/track/(?P<endpoint>pageview|error|batch)', $index['routes']);
    }

    public function testTheTrackerSendsToTheServerWhileTheSelfTestFails(): void
    {
        $proxy = new Proxy(new Settings());
        $this->assertStringContainsString('/wp-json/', $proxy->address());
        $this->assertFalse($proxy->check()['ok'], 'somebody else answered, without the header');
        $this->assertNull($proxy->address());
        update_option('permalink_structure', '');
        $this->assertStringContainsString('Plain', $proxy->check()['message']);
    }

    /** @dataProvider addresses */
    public function testTheAddressOfAVisitor(string $expected, string $remote, string $forwarded, array $trusted): void
    {
        $this->assertSame($expected, ClientAddress::of($remote, $forwarded, $trusted));
    }

    public static function addresses(): array
    {
        return [
            'nobody is believed' => ['192.0.2.7', '192.0.2.7', '1.1.1.1', []],
            'a trusted proxy is' => ['1.1.1.1', '10.0.0.1', '1.1.1.1', ['10.0.0.0/8']],
            'the last that is no proxy counts' => ['2.2.2.2', '10.0.0.1', '1.1.1.1, 2.2.2.2, 10.9.9.9', ['10.0.0.0/8']],
            'junk ends it' => ['10.0.0.1', '10.0.0.1', '1.1.1.1, junk', ['10.0.0.1']],
            'without a header' => ['10.0.0.1', '10.0.0.1', '', ['10.0.0.1']],
            'IPv6' => ['2001:db8::9', 'fd00::1', '2001:db8::9', ['fd00::/8']],
            'part of a byte' => ['192.168.33.1', '192.168.33.1', '1.1.1.1', ['192.168.0.0/19']],
            'the other part of it' => ['1.1.1.1', '192.168.31.1', '1.1.1.1', ['192.168.0.0/19']],
            'everybody' => ['1.1.1.1', '9.9.9.9', '1.1.1.1', ['0.0.0.0/0']],
            'a range that is none' => ['9.9.9.9', '9.9.9.9', '1.1.1.1', ['x/8', '9.9.9.9.9']],
        ];
    }

    public function testFloodsEndWhereThereIsALastingCache(): void
    {
        $before = wp_using_ext_object_cache(true);
        try {
            for ($i = 0; $i < Proxy::MAX_PER_MINUTE; $i++) {
                wp_cache_incr('sender ' . wp_hash('192.0.2.7') . ' ' . intdiv(time(), 60), 1, 'micrologs');
            }
            $statuses = [];
            for ($i = 0; $i <= 2 * Proxy::MAX_PER_MINUTE; $i++) {
                $statuses[] = $this->send('pageview', ['url' => 'https://other.test/'])->get_status();
            }
            $this->assertContains(429, $statuses);
        } finally {
            wp_using_ext_object_cache($before);
        }
    }

    private function send(string $endpoint, $body): WP_REST_Response
    {
        [$namespace, $route] = get_option(Proxy::NAMES);
        $request = new WP_REST_Request('POST', "/$namespace/$route/api/track/$endpoint");
        $request->set_header('User-Agent', 'Firefox');
        $request->set_header('Accept-Language', 'de');
        $request->set_body(json_encode($body));
        return rest_do_request($request);
    }
}
