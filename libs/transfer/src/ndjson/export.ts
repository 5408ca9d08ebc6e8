import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { NotFoundError, type ProjectId, uuidv7 } from '@micrologs/domain';
import type { TransferPage, TransferRow, WritableStorage } from '@micrologs/storage';
import { EXPORT_VERSION, type Line } from './format.ts';

/** What the ledger of a project that moved counts as received where it was before. */
const RECEIVED_ELSEWHERE = 'received_elsewhere';

/**
 * Writes projects whole, as of one moment, in bounded memory. The stream is left open.
 * @param projects null: all
 * @returns how many lines were written
 * @throws NotFoundError when one of the projects is not there
 */
export async function exportProjects(
  storage: Pick<WritableStorage, 'projects' | 'transfer'>,
  { projects, out, now }: { projects: readonly ProjectId[] | null; out: Writable; now: number },
): Promise<number> {
  const all = await storage.projects.all();
  const wanted = projects === null ? all : all.filter(({ id }) => projects.includes(id));
  const missing = projects?.find((id) => !all.some((project) => project.id === id));
  if (missing !== undefined) throw new NotFoundError(`Project ${missing} not found`);
  const lines = new LineWriter(out);
  await lines.write({
    micrologs_export: EXPORT_VERSION,
    id: uuidv7(now),
    created_at: new Date(now).toISOString(),
    projects: wanted.map(({ id, name }) => ({ id, name })),
  });
  const ledger = new MovedLedger();
  await storage.transfer.read({
    projects: wanted.map(({ id }) => id),
    page: async (project, page) => {
      for (const row of ledger.pass(page)) await lines.write({ project, table: page.table, row });
    },
    codes: (codes) => lines.write({ codes }),
  });
  return lines.end();
}

/**
 * Counts of a ledger as they are where the project moves to. No queue there has received the events that they are of, so what was
 * received comes along, as their sum: `received = stored + dropped + pending`, of which only dead letters move.
 */
class MovedLedger {
  #deadLetters = 0;

  /** The rows of a page as they move. */
  pass({ table, rows }: TransferPage): TransferRow[] {
    if (table === 'projects') this.#deadLetters = 0;
    if (table === 'dead_letters') this.#deadLetters += rows.length;
    if (table !== 'ledger') return rows;
    const counts = rows.filter(({ outcome }) => outcome !== RECEIVED_ELSEWHERE);
    const received = counts.reduce((sum, { count }) => sum + Number(count), this.#deadLetters);
    return [...counts, { outcome: RECEIVED_ELSEWHERE, count: received }];
  }
}

class LineWriter {
  readonly #out: Writable;
  readonly #hash = createHash('sha256');
  #lines = 0;

  constructor(out: Writable) {
    this.#out = out;
  }

  async write(line: Line): Promise<void> {
    const text = `${JSON.stringify(line)}\n`;
    this.#hash.update(text);
    this.#lines += 1;
    if (!this.#out.write(text)) await once(this.#out, 'drain');
  }

  async end(): Promise<number> {
    const lines = this.#lines;
    await this.write({ end: true, lines, sha256: this.#hash.copy().digest('hex') });
    return this.#lines;
  }
}
