import { cp } from 'node:fs/promises';
import path from 'node:path';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runPhpUnit } from './bed/phpunit.ts';
import { installWordPress, PLUGIN, type WordPress } from './bed/wordpress.ts';

let mariadb: MariaDb;
let site: WordPress;

beforeAll(async () => {
  mariadb = await startMariaDb();
  site = await installWordPress(mariadb);
  await cp(PLUGIN, path.join(site.folder, 'wp-content/plugins/micrologs'), { recursive: true });
});

afterAll(async () => {
  await site?.stop();
  await mariadb?.stop();
});

it('is activated without an error or a word', async () => {
  const printed = await site.php(
    `$error = activate_plugin('micrologs/micrologs.php'); echo is_wp_error($error) ? $error->get_error_message() : 'active';`,
  );
  expect(printed).toBe('active');
});

it('takes settings from wp-config.php, which cannot be changed then', async () => {
  const printed = await site.php(`
    define('MICROLOGS_ENVIRONMENT', 'staging');
    define('MICROLOGS_HOST', 'not an address');
    $settings = new Micrologs\\WordPress\\Settings();
    $settings->save(['environment' => 'development', 'public_key' => str_repeat('a', 32)]);
    echo json_encode([$settings->visible(), get_option('micrologs_settings')]);
    delete_option('micrologs_settings');`);
  const [visible, stored] = JSON.parse(printed);
  expect(visible).toMatchObject({ environment: 'staging', host: '', locked: ['host', 'environment'] });
  expect(stored).toEqual({ public_key: 'a'.repeat(32) });
});

it('passes its tests inside WordPress', async () => {
  const { code, output } = await runPhpUnit(site, 'phpunit', 'phpunit.xml');
  expect(code, output).toBe(0);
});
