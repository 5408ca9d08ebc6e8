<?php
// What the tests need of a site: pages that fail, one that captures something, and a consent manager that speaks the WP Consent API while the cookie says so.

add_action('template_redirect', static function () {
    switch ($_GET['fail'] ?? '') {
        case 'exception':
            throw new DomainException('The tide table is empty', 0, new RuntimeException('No connection to the harbour'));
        case 'fatal':
            undefined_harbour_function();
        case 'memory':
            ini_set('memory_limit', (string) (memory_get_usage() + 4 * 1024 * 1024));
            str_repeat('x', 64 * 1024 * 1024);
        case 'browser':
            add_action('wp_footer', static function () {
                echo '<script>addEventListener("load", () => { throw new TypeError("The map has no north"); });</script>';
            });
    }
});

add_action('template_redirect', static function () {
    if (isset($_GET['capture'])) {
        micrologs_audit('visit.' . (int) $_GET['capture']);
    }
});

// No page of the tests is about a server that takes long, and theirs may on a busy machine.
if (PHP_SAPI === 'cli-server') {
    add_filter('http_request_args', static function (array $arguments): array {
        return ['timeout' => 60] + $arguments;
    });
}

add_action('wp_enqueue_scripts', static function () {
    if (!isset($_COOKIE['asks_for_consent'])) {
        return;
    }
    // As the API's own script does it, without a consent manager's window.
    wp_register_script('wp-consent-api', false, [], null, false);
    wp_add_inline_script('wp-consent-api', 'window.wp_consent_type = "optin";
        window.wp_has_consent = (category) => document.cookie.includes(`wp_consent_${category}=allow`);
        window.wp_set_consent = (category, value) => {
            document.cookie = `wp_consent_${category}=${value}; path=/`;
            document.dispatchEvent(new CustomEvent("wp_listen_for_consent_change", { detail: { [category]: value } }));
        };');
    wp_enqueue_script('wp-consent-api');
}, 5);
