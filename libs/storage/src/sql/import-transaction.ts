import type { LinkId, ProjectId } from '@micrologs/domain';
import type { ImportedLink, ImportProgress, ImportTransaction } from '../imports.ts';
import { type Lease, LeaseLostError, partitionOf } from '../partitions.ts';
import type { TransferPage } from '../transfer.ts';
import { insertInto, type SqlConnection, selectByKey } from './connection.ts';
import { fence } from './fence.ts';
import { insertImportedLink, NO_CLICKS } from './link-inserts.ts';
import { insertCodes, insertTransferRows } from './transfer/transfer-rows.ts';

const FIND_LINKS = selectByKey('SELECT id FROM links', ['project_id', 'code']);

export class SqlImportTransaction implements ImportTransaction {
  readonly #connection: () => SqlConnection;

  /** @param connection of the open transaction; throws once that has ended */
  constructor(connection: () => SqlConnection) {
    this.#connection = connection;
  }

  async begin(
    lease: Lease,
    { source, part, project }: Pick<ImportProgress, 'source' | 'part' | 'project'>,
    position: number,
  ): Promise<void> {
    const connection = this.#connection();
    await fence(connection, lease, [partitionOf(project)]);
    const [stands] = await connection.all<{ position: number }>(
      `SELECT position FROM imports WHERE source = ? AND part = ?${connection.dialect.forUpdate}`,
      [source, part],
    );
    if ((stands?.position ?? 0) !== position) throw new LeaseLostError();
  }

  async note({ source, part, project, position, counts }: ImportProgress): Promise<void> {
    const connection = this.#connection();
    const replace = connection.dialect.onConflict(['source', 'part'], {
      project_id: 'replace',
      position: 'replace',
      counts: 'replace',
    });
    const { text } = insertInto('imports', ['source', 'part', 'project_id', 'position', 'counts'], replace);
    await connection.run(text, [source, part, project, position, JSON.stringify(counts)]);
  }

  async findLinks(
    keys: { project: ProjectId; code: string }[],
  ): Promise<{ project: ProjectId; code: string; id: LinkId }[]> {
    const found: { project: ProjectId; code: string; id: LinkId }[] = [];
    await this.#connection().selectByKeys<[LinkId]>(
      FIND_LINKS,
      keys.map(({ project, code }) => [project, code]),
      ([id], index) => found.push({ ...keys[index]!, id }),
    );
    return found;
  }

  async addLinks(links: readonly ImportedLink[]): Promise<(LinkId | null)[]> {
    const ids: (LinkId | null)[] = [];
    for (const link of links) ids.push(await insertImportedLink(this.#connection(), { ...link, ...NO_CLICKS }));
    return ids;
  }

  async addRows(project: ProjectId, page: TransferPage): Promise<void> {
    await insertTransferRows(this.#connection(), project, page);
  }

  async addCodes(hashes: readonly string[]): Promise<void> {
    await insertCodes(this.#connection(), hashes);
  }
}

export async function readImportProgress(connection: SqlConnection, source: string): Promise<ImportProgress[]> {
  const rows = await connection.all<Omit<ImportProgress, 'counts'> & { counts: string }>(
    'SELECT source, part, project_id AS project, position, counts FROM imports WHERE source = ? ORDER BY part',
    [source],
  );
  return rows.map((row) => ({ ...row, counts: JSON.parse(row.counts) as Record<string, number> }));
}
