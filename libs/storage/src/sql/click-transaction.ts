import type { Click, LinkId, Place } from '@micrologs/domain';
import type { ClickTransaction } from '../link-store.ts';
import { hexToBytes } from './codec.ts';
import { insertInto, type SqlConnection, selectByKey } from './connection.ts';

const FIND_LINKS = selectByKey('SELECT id FROM links', ['id']);
const ADD_CLICKS = insertInto('clicks', [
  'project_id',
  'link_id',
  'day',
  'number',
  'uncounted',
  'ip_hash',
  'occurred_at',
  'referrer_category',
  'device_type',
  'country',
  'country_code',
  'region',
  'city',
  'os',
  'browser',
  'browser_version',
  'referrer',
]);
const COUNT_CLICKS = 'UPDATE links SET total_clicks = total_clicks + ? WHERE id = ?';

const ABSENT_PLACE: Place = { country: '', countryCode: '', region: '', city: '' };

export class SqlClickTransaction implements ClickTransaction {
  readonly #connection: () => SqlConnection;

  /** @param connection throws when the transaction has ended */
  constructor(connection: () => SqlConnection) {
    this.#connection = connection;
  }

  async existing(links: Iterable<LinkId>): Promise<Set<LinkId>> {
    const found = new Set<LinkId>();
    await this.#connection().selectByKeys<[LinkId]>(
      FIND_LINKS,
      [...new Set(links)].map((link) => [link]),
      ([link]) => found.add(link),
    );
    return found;
  }

  async addClicks(rows: Click[]): Promise<void> {
    await this.#connection().insertMany(
      ADD_CLICKS,
      rows.map((row) => {
        const place = row.place ?? ABSENT_PLACE;
        return [
          row.project,
          row.link,
          row.day,
          row.number,
          row.uncounted ?? '',
          hexToBytes(row.ipHash),
          row.occurredAt,
          row.referrerCategory,
          row.device.deviceType,
          place.country,
          place.countryCode,
          place.region,
          place.city,
          row.device.os,
          row.device.browser,
          row.device.browserVersion,
          row.referrer,
        ];
      }),
    );
  }

  async countClicks(rows: { link: LinkId; clicks: number }[]): Promise<void> {
    await this.#connection().runMany(
      COUNT_CLICKS,
      rows.map((row) => [row.clicks, row.link]),
    );
  }
}
