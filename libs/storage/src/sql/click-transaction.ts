import type { Click, LinkId, ProjectId } from '@micrologs/domain';
import type { ClickedLink, ClickTransaction } from '../link-store.ts';
import { CLICK_COLUMNS, clickValues } from './click-rows.ts';
import { insertInto, locked, type SqlConnection, selectByKey } from './connection.ts';

const FIND_LINKS = selectByKey('SELECT id, project_id, code, label, total_clicks FROM links', ['id']);
const ADD_CLICKS = insertInto('clicks', CLICK_COLUMNS);
const COUNT_CLICKS = 'UPDATE links SET total_clicks = total_clicks + ? WHERE id = ?';

export class SqlClickTransaction implements ClickTransaction {
  readonly #connection: () => SqlConnection;

  /** @param connection of the open transaction; throws once that has ended */
  constructor(connection: () => SqlConnection) {
    this.#connection = connection;
  }

  async existing(links: Iterable<LinkId>): Promise<Map<LinkId, ClickedLink>> {
    const found = new Map<LinkId, ClickedLink>();
    const connection = this.#connection();
    // None of them is deleted before its clicks are committed.
    await connection.selectByKeys<[LinkId, ProjectId, string, string, number]>(
      locked(FIND_LINKS, connection.dialect.forUpdate),
      [...new Set(links)].sort((a, b) => a - b).map((link) => [link]),
      ([id, project, code, label, totalClicks]) => found.set(id, { id, project, code, label, totalClicks }),
    );
    return found;
  }

  async addClicks(rows: Click[]): Promise<void> {
    await this.#connection().insertMany(ADD_CLICKS, rows.map(clickValues));
  }

  async countClicks(rows: { link: LinkId; clicks: number }[]): Promise<void> {
    await this.#connection().runMany(
      COUNT_CLICKS,
      rows.map((row) => [row.clicks, row.link]),
    );
  }
}
