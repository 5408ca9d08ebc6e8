import { cp } from 'node:fs/promises';
import path from 'node:path';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installWordPress, PLUGIN, type WordPress } from './bed/wordpress.ts';

let mariadb: MariaDb;
let site: WordPress;
let pristine: unknown;

beforeAll(async () => {
  mariadb = await startMariaDb();
  site = await installWordPress(mariadb);
  await site.becomeNetwork();
  await addSite('second');
  pristine = await traces();
  await cp(PLUGIN, path.join(site.folder, 'wp-content/plugins/micrologs'), { recursive: true });
});

afterAll(async () => {
  await site?.stop();
  await mariadb?.stop();
});

const addSite = (name: string) =>
  site.php(`echo wpmu_create_blog('${new URL(site.url).host}', '/${name}/', '${name}', 1);`);

/** What there is of the plugin on each site. */
async function traces(): Promise<Record<string, object>> {
  return JSON.parse(
    await site.php(`global $wpdb; $traces = [];
      foreach (get_sites(['number' => 0]) as $one) {
        switch_to_blog($one->blog_id);
        $traces[$one->path] = [
          'options' => $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%micrologs%' ORDER BY 1"),
          'tables' => count($wpdb->get_col("SHOW TABLES LIKE '{$wpdb->prefix}micrologs%'")),
          'cron' => array_values(preg_grep('/micrologs/', array_merge([], ...array_map('array_keys', array_filter(_get_cron_array(), 'is_array'))))),
          'administrators' => wp_roles()->get_role('administrator')->has_cap('manage_micrologs'),
          'editors' => wp_roles()->get_role('editor')->has_cap('view_micrologs_stats'),
          'links' => count($wpdb->get_col("SELECT meta_id FROM $wpdb->postmeta WHERE meta_key = '_micrologs_link'")),
        ];
        restore_current_blog();
      }
      echo json_encode($traces);`),
  );
}

const WHOLE = {
  options: ['micrologs_proxy_names', 'micrologs_version'],
  tables: 1,
  cron: ['micrologs_check_proxy'],
  administrators: true,
  editors: true,
  links: 0,
};

it('is set up on every site when it is activated for the network', async () => {
  expect(await site.php(`echo json_encode(activate_plugin('micrologs/micrologs.php', '', true));`)).toBe('null');
  expect(await traces()).toEqual({ '/': WHOLE, '/second/': WHOLE });
});

it('is set up on a site that is made later', async () => {
  await addSite('third');
  expect(await traces()).toEqual({ '/': WHOLE, '/second/': WHOLE, '/third/': WHOLE });
});

it('keeps what waits of one site apart from that of another', async () => {
  const waiting = await site.php(`
    foreach (['second', 'third'] as $number => $name) {
      switch_to_blog($number + 2);
      (new Micrologs\\WordPress\\Settings())->save(['host' => 'http://127.0.0.1:1', 'public_key' => str_repeat($number, 32)]);
      micrologs_audit("of.$name");
      restore_current_blog();
    }
    register_shutdown_function(function () { register_shutdown_function(function () { register_shutdown_function(function () {
      global $wpdb;
      echo json_encode(array_map(fn($site) => $wpdb->get_col("SELECT JSON_VALUE(event, '$.action') FROM {$wpdb->base_prefix}{$site}_micrologs_outbox"), [2, 3]));
    }); }); });`);
  expect(JSON.parse(waiting)).toEqual([['of.second'], ['of.third']]);
});

it('goes with a site that is deleted', async () => {
  await site.php(`require_once ABSPATH . 'wp-admin/includes/ms.php'; wpmu_delete_blog(3, true);`);
  expect(await site.php(`global $wpdb; echo count($wpdb->get_col("SHOW TABLES LIKE '%3_micrologs%'"));`)).toBe('0');
});

it('leaves nothing on any site when it is deleted', async () => {
  await site.php(`switch_to_blog(2);
    update_post_meta(1, '_micrologs_link', ['code' => 'a', 'short_url' => 'https://s.test/l/a']);
    set_transient('micrologs_report', 1);
    update_option('micrologs_losses', []);
    restore_current_blog();
    deactivate_plugins('micrologs/micrologs.php', false, true);`);
  await site.php(`uninstall_plugin('micrologs/micrologs.php');`);
  expect(await traces()).toEqual(pristine);
});

it('had nothing to say', async () => {
  expect(await site.complaints()).toEqual([]);
});
