<?php

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
            'body' => is_string($arguments['body']) ? json_decode($arguments['body'], true) : $arguments['body'],
        ];
        $answer = $this->answers[parse_url($url, PHP_URL_PATH)] ?? [200, []];
        if ($answer instanceof WP_Error) {
            return $answer;
        }
        [$status, $data] = $answer;
        return ['response' => ['code' => $status, 'message' => ''], 'headers' => [], 'cookies' => [], 'body' => json_encode($data)];
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

    /** Logs in as a new user of this role. @return int its id */
    protected function actAs(string $role): int
    {
        $name = $role . wp_generate_password(6, false);
        $id = wp_insert_user(['user_login' => $name, 'user_pass' => 'x', 'user_email' => "$name@example.test", 'role' => $role]);
        wp_set_current_user($id);
        return $id;
    }

    protected function rest(string $method, string $path, array $body = []): WP_REST_Response
    {
        $request = new WP_REST_Request($method, $path);
        $request->set_body_params($body);
        return rest_do_request($request);
    }
}
