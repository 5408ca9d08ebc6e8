<?php

use Micrologs\WordPress\Plugin;

final class AuditTest extends SiteTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->configure();
        Plugin::line()->reset();
        $this->requests = [];
    }

    public function testALoginNamesItsUser(): void
    {
        $id = $this->actAs('editor');
        $user = get_userdata($id);
        do_action('wp_login', $user->user_login, $user);
        $this->assertEntry('user.login', $user->user_login, ['user_id' => $id, 'roles' => ['editor']]);
    }

    public function testAFailedLoginDoesNotTellWhatWasTypedUnlessItIsAUser(): void
    {
        wp_authenticate('my secret passphrase', 'x');
        $this->assertEntry('user.login_failed', '', ['reason' => 'invalid_username', 'user_id' => null]);
        $this->assertStringNotContainsString('passphrase', json_encode($this->requests));
    }

    public function testTheWayOfAPost(): void
    {
        $author = get_userdata($this->actAs('administrator'))->user_login;
        $id = wp_insert_post(['post_title' => 'News', 'post_status' => 'draft', 'post_content' => 'x']);
        wp_update_post(['ID' => $id, 'post_status' => 'publish']);
        wp_update_post(['ID' => $id, 'post_title' => 'Newer']);
        wp_trash_post($id);
        wp_delete_post($id, true);
        $this->assertSame(
            ['post.saved', 'post.published', 'post.updated', 'post.trashed', 'post.deleted'],
            array_column($this->entries(), 'action')
        );
        $this->assertSame([$author], array_unique(array_column($this->entries(), 'actor')));
        $this->assertSame(
            ['id' => $id, 'type' => 'post', 'title' => 'News', 'from' => 'draft', 'to' => 'publish'],
            $this->entries()[1]['context']
        );
    }

    public function testRevisionsMenusAndOptionsOfProgramsAreNoActs(): void
    {
        wp_insert_post(['post_title' => 'x', 'post_type' => 'nav_menu_item', 'post_status' => 'publish']);
        wp_insert_post(['post_title' => 'x', 'post_type' => 'revision', 'post_status' => 'inherit', 'post_parent' => 1]);
        update_option('blogname', 'By a program');
        $this->assertSame([], $this->entries());
    }

    public function testUsersAndTheirRoles(): void
    {
        $this->actAs('administrator');
        $id = wp_insert_user(['user_login' => 'kim', 'user_pass' => 'p4ssw0rd', 'user_email' => 'kim@example.test', 'role' => 'author']);
        (new WP_User($id))->set_role('editor');
        wp_update_user(['ID' => $id, 'user_pass' => 'n3w-p4ssw0rd', 'user_email' => 'new@example.test']);
        wp_delete_user($id);
        $this->assertSame(['user.created', 'user.role_changed', 'user.updated', 'user.deleted'], array_column($this->entries(), 'action'));
        [, $role, $profile] = $this->entries();
        $this->assertSame([['author'], 'editor'], [$role['context']['from'], $role['context']['to']]);
        $this->assertSame(['user_email', 'user_pass'], $profile['context']['fields']);
        $this->assertStringNotContainsString('p4ssw0rd', json_encode($this->requests));
        $this->assertStringNotContainsString('@example.test', json_encode($this->requests));
    }

    public function testOptionsAreToldByNameAndOpenOnesByValue(): void
    {
        $this->actAs('administrator');
        update_option('blogname', 'New name');
        update_option('smtp_settings', ['password' => 'hunter2']);
        set_transient('noise', 1);
        [$name, $mail] = $this->entries();
        $this->assertSame(['name' => 'blogname', 'from' => 'Harbour News', 'to' => 'New name'], $name['context']);
        $this->assertSame(['option.added', ['name' => 'smtp_settings']], [$mail['action'], $mail['context']]);
        $this->assertCount(2, $this->entries());
    }

    public function testExtensions(): void
    {
        $this->actAs('administrator');
        do_action('activated_plugin', 'akismet/akismet.php', false);
        do_action('switch_theme', 'Other', wp_get_theme(), wp_get_theme());
        do_action('upgrader_process_complete', new stdClass(), ['type' => 'plugin', 'action' => 'update', 'plugins' => ['a/a.php', 'b/b.php']]);
        do_action('upgrader_process_complete', new stdClass(), ['type' => 'translation', 'action' => 'update']);
        $this->assertSame(['plugin.activated', 'theme.switched', 'plugin.updated'], array_column($this->entries(), 'action'));
        $this->assertSame(['names' => ['a/a.php', 'b/b.php']], $this->entries()[2]['context']);
    }

    /** @return array<int, array<string, mixed>> what was entered since somebody logged in */
    private function entries(): array
    {
        return $this->sent('audit');
    }

    private function assertEntry(string $action, string $actor, array $context): void
    {
        $entries = array_values(array_filter($this->entries(), static function (array $entry) use ($action): bool {
            return $entry['action'] === $action;
        }));
        $this->assertCount(1, $entries);
        $this->assertSame([$actor, $context], [$entries[0]['actor'], $entries[0]['context']]);
    }
}
