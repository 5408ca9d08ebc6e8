// Lints openapi.yaml by the rules of redocly.yaml, without telemetry and without asking for newer versions.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const manifest = require.resolve('@redocly/cli/package.json');
const { bin } = require(manifest);
const { status } = spawnSync(process.execPath, [join(dirname(manifest), bin.redocly), 'lint', 'micrologs'], {
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
