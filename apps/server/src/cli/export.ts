import { createWriteStream, existsSync, openSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { exportProjects } from '@micrologs/transfer';
import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { configFrom, projectIds, type SettingOptions } from './options.ts';
import { withExistingStorage } from './store.ts';

interface ExportOptions extends SettingOptions {
  out: string;
  project?: number[];
}

const STANDARD_OUTPUT = '-';

const WHAT_IS_IN_IT = `
Everything that a project is, as NDJSON: settings, hashes of keys, facts, links, audit log. Not in it are daily salts, and events that wait in the
queue of a running server. \`micrologs import FILE\` makes the same project of it on any engine. docs/backup.md says more.`;

export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Write whole projects, as of one moment, into a file that every engine can import; works beside a running server',
    )
    .option('--out <file>', 'the file to write, compressed if it ends in .gz; - is standard output', STANDARD_OUTPUT)
    .option('--project <id>', 'only this project; repeatable', projectIds)
    .addHelpText('after', WHAT_IS_IN_IT)
    .action(async ({ out, project, ...options }: ExportOptions) => {
      const write = (stream: Writable) =>
        withExistingStorage(configFrom(options), (storage) =>
          exportProjects(storage, { projects: project ?? null, out: stream, now: Date.now() }),
        );
      if (out === STANDARD_OUTPUT) await write(process.stdout);
      else process.stderr.write(`${await intoFile(path.resolve(out), write)} lines in ${out}\n`);
    });
}

/** The file has its name only when it is whole and on disk. */
async function intoFile(file: string, write: (stream: Writable) => Promise<number>): Promise<number> {
  if (existsSync(file)) throw new ConfigError(`${file} is there already. Name a new file.`);
  const part = `${file}.part`;
  await rm(part, { force: true });
  const target = createWriteStream(part, { fd: openSync(part, 'wx'), flush: true });
  const done = finished(target);
  try {
    const stream = file.endsWith('.gz') ? createGzip() : target;
    if (stream !== target) stream.pipe(target);
    const lines = await Promise.race([write(stream), done.then(() => 0)]);
    stream.end();
    await done;
    await rename(part, file);
    return lines;
  } catch (error) {
    done.catch(() => undefined);
    target.destroy();
    await rm(part, { force: true });
    throw error;
  }
}
