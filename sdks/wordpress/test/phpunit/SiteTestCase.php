<?php

use Micrologs\WordPress\Plugin;
use Micrologs\WordPress\Settings;
use PHPUnit\Framework\TestCase;

/** A test inside the real WordPress: what it changes in the database is taken back, and nothing leaves the machine. */
abstract class SiteTestCase extends TestCase
{
    const HOST = 'https://stats.example.test';

    /** @var array<int, array{method: string, url: string, body: mixed}> Requests that WordPress made, in order. */
    protected $requests = [];

    /** @var array<string, array{int, mixed}|WP_Error> By path, the status and data that the server answers; else 200 and nothing. */
    protected $answers = [];

    protected function setUp(): void
    {
        global $wpdb;
        $wpdb->query('START TRANSACTION');
        wp_cache_flush();
        add_filter('pre_http_request', [$this, 'answer'], 10, 3);
    }

    protected function tearDown(): void
    {
        global $wpdb;
        remove_filter('pre_http_request', [$this, 'answer']);
        wp_set_current_user(0);
        $wpdb->query('ROLLBACK');
        wp_cache_flush();
        $GLOBALS['wp_roles'] = null;
    }

    /** In the place of the network. */
    public function answer($preempted, array $arguments, string $url)
    {
        $this->requests[] = [
            'method' => $arguments['method'],
            'url' => $url,
            'headers' => $arguments['headers'],
            'body' => self::bodyOf($arguments),
        ];
        $answer = $this->answers[parse_url($url, PHP_URL_PATH)] ?? self::usual($url, end($this->requests)['body']);
        if ($answer instanceof WP_Error) {
            return $answer;
        }
        [$status, $data] = $answer;
        return ['response' => ['code' => $status, 'message' => ''], 'headers' => [], 'cookies' => [], 'body' => json_encode($data)];
    }

    private static function bodyOf(array $arguments)
    {
        $isZipped = ($arguments['headers']['Content-Encoding'] ?? '') === 'gzip';
        $body = $isZipped ? gzdecode($arguments['body']) : $arguments['body'];
        return is_string($body) ? json_decode($body, true) : $body;
    }

    /** What the server says when all is well. */
    private static function usual(string $url, $body): array
    {
        if (!is_array($body['events'] ?? null)) {
            return [200, ['success' => true, 'message' => 'OK', 'data' => []]];
        }
        $results = [];
        foreach ($body['events'] as $index => $event) {
            $results[] = ['index' => $index, 'event_id' => $event['event_id'] ?? null, 'status' => 'queued'];
        }
        $data = ['queued' => true, 'accepted' => count($results), 'rejected' => 0, 'results' => $results];
        return [202, ['success' => true, 'message' => 'OK', 'data' => $data]];
    }

    /** Stores settings as the page does; the connection is there unless it is taken away. */
    protected function configure(array $changes = []): void
    {
        (new Settings())->save($changes + [
            'host' => self::HOST,
            'public_key' => str_repeat('a', 32),
            'secret_key' => str_repeat('b', 64),
        ]);
    }

    /** Logs in as a new user of this role; what was captured up to then is forgotten. @return int its id */
    protected function actAs(string $role): int
    {
        $name = $role . wp_generate_password(6, false);
        $id = wp_insert_user(['user_login' => $name, 'user_pass' => 'x', 'user_email' => "$name@example.test", 'role' => $role]);
        wp_set_current_user($id);
        Plugin::line()->flush();
        $this->requests = [];
        return $id;
    }

    /**
     * Sends what waits.
     *
     * @return array<int, array<string, mixed>> All events of this kind that were sent in this test, in order
     */
    protected function sent(string $kind): array
    {
        Plugin::line()->flush();
        $batches = array_filter(array_column($this->requests, 'body'), static function ($body): bool {
            return isset($body['events']);
        });
        $events = array_merge([], ...array_column($batches, 'events'));
        return array_values(array_filter($events, static function (array $event) use ($kind): bool {
            return $event['kind'] === $kind;
        }));
    }

    protected function rest(string $method, string $path, array $body = []): WP_REST_Response
    {
        $request = new WP_REST_Request($method, $path);
        $request->set_body_params($body);
        return rest_do_request($request);
    }
}
