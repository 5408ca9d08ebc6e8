<?php

use Micrologs\WordPress\Settings;

final class SettingsTest extends SiteTestCase
{
    const ROUTES = [['GET', '/micrologs/v1/settings'], ['POST', '/micrologs/v1/settings'], ['POST', '/micrologs/v1/connection']];

    public function testNobodyButWhoManagesIsLetIn(): void
    {
        foreach (self::ROUTES as [$method, $path]) {
            wp_set_current_user(0);
            $this->assertSame(401, $this->rest($method, $path)->get_status(), "$method $path for guests");
            $this->actAs('editor');
            $this->assertSame(403, $this->rest($method, $path)->get_status(), "$method $path for editors");
            $this->actAs('administrator');
            $this->assertSame(200, $this->rest($method, $path)->get_status(), "$method $path for administrators");
        }
    }

    public function testTheSecretKeyIsKeptAndNeverAnswered(): void
    {
        $this->actAs('administrator');
        $secret = str_repeat('c', 64);
        $answer = $this->rest('POST', '/micrologs/v1/settings', ['host' => 'https://stats.example.test/', 'secret_key' => $secret]);
        $this->assertSame(200, $answer->get_status());
        $this->assertStringNotContainsString($secret, json_encode($answer->get_data()));
        $this->assertTrue($answer->get_data()['has_secret_key']);
        $this->assertSame($secret, (new Settings())->get('secret_key'));
        $this->assertSame('https://stats.example.test', (new Settings())->get('host'), 'without the slash at its end');
    }

    /** @dataProvider wrongValues */
    public function testAWrongValueIsRefused(string $name, $value): void
    {
        $this->actAs('administrator');
        $this->assertSame(400, $this->rest('POST', '/micrologs/v1/settings', [$name => $value])->get_status());
        $this->assertSame(Settings::schema()[$name]['default'], (new Settings())->get($name));
    }

    public static function wrongValues(): array
    {
        return [
            'a script as the address' => ['host', 'javascript:alert(1)'],
            'an address with a password' => ['host', 'https://user:pass@stats.example.test'],
            'a short key' => ['public_key', 'abc'],
            'a public key as the secret one' => ['secret_key', str_repeat('a', 32)],
            'an unknown environment' => ['environment', 'moon'],
            'an unknown group of the audit' => ['audit', ['weather']],
            'no switch' => ['tracking', 'perhaps'],
        ];
    }

    public function testUnknownNamesAreNotStored(): void
    {
        $this->actAs('administrator');
        $this->rest('POST', '/micrologs/v1/settings', ['host' => self::HOST, 'colour' => 'red']);
        $this->assertSame(['host'], array_keys(get_option(Settings::OPTION)));
    }

    public function testPathsLoseTheirTagsAndRepetitions(): void
    {
        $this->configure(['excluded_paths' => ['/a<script>x</script>', '/b/*', '/b/*', '']]);
        $this->assertSame(['/a', '/b/*'], (new Settings())->get('excluded_paths'));
    }
}
