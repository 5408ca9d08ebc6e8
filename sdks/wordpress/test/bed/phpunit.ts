import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WordPress } from './wordpress.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Runs PHPUnit inside a WordPress.
 * @param suite a folder below test/
 * @param results name of the JUnit file in test-results
 * @returns the exit code and all that it wrote
 */
export function runPhpUnit(
  site: WordPress,
  suite: string,
  results: string,
): Promise<{ code: number | null; output: string }> {
  const args = ['--bootstrap', here('../phpunit/bootstrap.php'), '--log-junit', here(`../../test-results/${results}`)];
  const child = spawn(
    'phpunit',
    [...args, '--do-not-cache-result', '--fail-on-risky', '--fail-on-warning', here(`../${suite}`)],
    {
      env: { ...process.env, WORDPRESS: site.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
