import type { ClickCounts, ClickDimension, ClicksQuery, LinkClicksQuery, LinksQuery } from '../log-queries.ts';
import type { SqlValue } from './connection.ts';
import { LINK_FIELDS, type LinkRecord, readLink } from './link-rows.ts';
import type { Question } from './question.ts';

export function linkQuestion(query: LinksQuery | LinkClicksQuery | ClicksQuery): Question {
  switch (query.from) {
    case 'links':
      return linksQuestion(query);
    case 'linkClicks':
      return linkClicksQuestion(query);
    case 'clicks':
      return clicksQuestion(query);
  }
}

/** The condition and its values, where something is given. */
function given(condition: string, value: SqlValue | undefined): { text: string; values: SqlValue[] } {
  return value === undefined ? { text: '', values: [] } : { text: ` AND ${condition}`, values: [value] };
}

function linksQuestion({ project, code, tag, before, limit }: LinksQuery): Question {
  const byCode = given('l.code = ?', code);
  if (tag === undefined) {
    const older = given('l.id < ?', before);
    return {
      text: `SELECT ${LINK_FIELDS} FROM links l WHERE l.project_id = ?${byCode.text}${older.text}
        ORDER BY l.id DESC LIMIT ?`,
      parameters: [project, ...byCode.values, ...older.values, limit],
      read: (row) => readLink(row as LinkRecord),
    };
  }
  // Along the tag's own links, which lie in order.
  const older = given('t.link_id < ?', before);
  return {
    text: `SELECT ${LINK_FIELDS} FROM link_tags t JOIN links l ON l.id = t.link_id
      WHERE t.project_id = ? AND t.tag = ?${byCode.text}${older.text} ORDER BY t.link_id DESC LIMIT ?`,
    parameters: [project, tag, ...byCode.values, ...older.values, limit],
    read: (row) => readLink(row as LinkRecord),
  };
}

function linkClicksQuestion({ project, days, after, limit }: LinkClicksQuery): Question {
  // A link without clicks has a row too, so each link's clicks are looked up from the link.
  const having = after ? 'HAVING COUNT(c.number) < ? OR (COUNT(c.number) = ? AND l.id < ?)' : '';
  return {
    text: `SELECT ${LINK_FIELDS}, n.clicks AS clicks, n.unique_clicks AS unique_clicks FROM (
        SELECT l.id AS id, COUNT(c.number) AS clicks, COUNT(DISTINCT c.ip_hash) AS unique_clicks FROM links l
        LEFT JOIN clicks c ON c.project_id = l.project_id AND c.link_id = l.id AND c.day >= ? AND c.day <= ?
          AND c.uncounted = ''
        WHERE l.project_id = ? GROUP BY l.id ${having} ORDER BY clicks DESC, id DESC LIMIT ?
      ) n JOIN links l ON l.id = n.id ORDER BY n.clicks DESC, l.id DESC`,
    parameters: [days.from, days.to, project, ...(after ? [after.clicks, after.clicks, after.id] : []), limit],
    read: (row) => ({
      link: readLink(row as LinkRecord),
      clicks: row.clicks,
      uniqueClicks: row.unique_clicks,
    }),
  };
}

const DIMENSION_COLUMNS: Record<ClickDimension, string> = {
  day: 'day',
  country: 'country',
  countryCode: 'country_code',
  referrerCategory: 'referrer_category',
  deviceType: 'device_type',
  uncounted: 'uncounted',
};

const NO_CLICKS: ClickCounts = {
  day: 0,
  country: '',
  countryCode: '',
  referrerCategory: '',
  deviceType: '',
  uncounted: '',
  clicks: 0,
  uniqueClicks: 0,
};

function clicksQuestion({ project, link, days, counted, by, located, mostFirst, limit }: ClicksQuery): Question {
  const columns = by.map((dimension) => DIMENSION_COLUMNS[dimension]);
  const selected = [
    ...by.map((dimension) => `${DIMENSION_COLUMNS[dimension]} AS ${dimension}`),
    'COUNT(*) AS clicks',
    'COUNT(DISTINCT ip_hash) AS uniqueClicks',
  ];
  const order = [...(mostFirst ? ['COUNT(*) DESC'] : []), ...columns];
  const text = [
    `SELECT ${selected.join(', ')} FROM clicks`,
    `WHERE project_id = ? AND link_id = ? AND day >= ? AND day <= ? AND uncounted ${counted ? '=' : '<>'} ''`,
    located ? "AND country <> ''" : '',
    columns.length > 0 ? `GROUP BY ${columns.join(', ')} ORDER BY ${order.join(', ')}` : '',
    limit === undefined ? '' : 'LIMIT ?',
  ];
  return {
    text: text.filter((part) => part !== '').join(' '),
    parameters: [project, link, days.from, days.to, ...(limit === undefined ? [] : [limit])],
    read: (row) => ({ ...NO_CLICKS, ...row }),
  };
}
