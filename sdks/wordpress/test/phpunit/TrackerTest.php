<?php

use Micrologs\WordPress\Paths;
use Micrologs\WordPress\Plugin;
use Micrologs\WordPress\Tracker;

final class TrackerTest extends SiteTestCase
{
    private const TAG = '~<script defer data-public-key="a{32}" data-api-url="https://stats\.example\.test" data-environment="production" '
        . 'data-cookieless="false" data-respect-dnt="true" data-errors="true" data-wp-consent="auto" src=[\'"][^\'"]+/build/site\.js~';

    public function testAGuestsPageHasTheScriptWithItsSettings(): void
    {
        $this->configure();
        $this->assertMatchesRegularExpression(self::TAG, $this->page('/'));
    }

    public function testThePageIsTheSameForEverybody(): void
    {
        $this->configure(['excluded_roles' => ['administrator']]);
        $guest = $this->page('/');
        $this->actAs('administrator');
        $this->assertSame($guest, $this->page('/'));
    }

    /** @dataProvider uncounted */
    public function testPagesThatDoNotCountHaveNoScript(array $settings, string $path): void
    {
        $this->configure($settings);
        $this->assertStringNotContainsString('site.js', $this->page($path));
    }

    public static function uncounted(): array
    {
        return [
            'before there is a connection' => [['host' => ''], '/'],
            'while counting is off' => [['tracking' => false], '/'],
            'an excluded page' => [['excluded_paths' => ['/thanks']], '/thanks/?order=7'],
            'a page below an excluded one' => [['excluded_paths' => ['/members/*']], '/members/ann/'],
            'a preview' => [[], '/?p=1&preview=true'],
        ];
    }

    public function testAFilterDecidesLast(): void
    {
        $this->configure();
        add_filter('micrologs_track', '__return_false');
        $this->assertStringNotContainsString('site.js', $this->page('/'));
        remove_filter('micrologs_track', '__return_false');
    }

    public function testWhoWantsMoreNotedGetsTheLargerFile(): void
    {
        $this->configure(['events' => ['downloads', 'site-search']]);
        $page = $this->page('/');
        $this->assertStringContainsString('/build/site-extra.js', $page);
        $this->assertStringContainsString(' data-downloads="" data-site-search=""', $page);
    }

    public function testAttributesAreEscaped(): void
    {
        $this->configure();
        $add = static function (array $attributes): array {
            return ['environment' => '"><img src=x>'] + $attributes;
        };
        add_filter('micrologs_tracker_attributes', $add);
        $html = $this->page('/');
        remove_filter('micrologs_tracker_attributes', $add);
        $this->assertStringNotContainsString('<img', $html);
        $this->assertStringContainsString('data-environment="&quot;&gt;&lt;img src=x&gt;"', $html);
    }

    public function testTheSecretKeyIsOnNoPage(): void
    {
        $this->configure();
        $this->assertStringNotContainsString(str_repeat('b', 64), $this->page('/'));
    }

    /** @dataProvider paths */
    public function testPatternsOfPaths(bool $fits, string $pattern, string $path): void
    {
        $this->assertSame($fits, Paths::match($path, [$pattern]));
    }

    public static function paths(): array
    {
        return [
            [true, '/a', '/a'],
            [true, '/a', '/a/'],
            [true, 'a/', '/a'],
            [false, '/a', '/ab'],
            [false, '/a', '/b/a'],
            [true, '/a/*', '/a/b/c'],
            [false, '/a/*', '/a'],
            [true, '*/amp', '/2026/07/amp/'],
            [false, '/a.b', '/aXb'],
            [true, '/süß', '/süß/'],
            [true, '*', '/'],
        ];
    }

    /** What the front page's footer prints at this address. */
    private function page(string $address): string
    {
        $_SERVER['REQUEST_URI'] = $address;
        parse_str((string) parse_url($address, PHP_URL_QUERY), $_GET);
        $GLOBALS['wp_scripts'] = null;
        $GLOBALS['wp_query'] = new WP_Query();
        $GLOBALS['wp_the_query'] = $GLOBALS['wp_query'];
        $GLOBALS['wp_query']->query($_GET);
        $GLOBALS['wp_query']->is_preview = isset($_GET['preview']);
        do_action('wp_enqueue_scripts');
        ob_start();
        wp_scripts()->do_footer_items();
        return ob_get_clean();
    }
}
