import type { Click, Link } from '@micrologs/domain';
import type { ClickCounts, ClickDimension, ClicksQuery, LinkClicksQuery } from '../log-queries.ts';

const VALUES: Record<ClickDimension, (click: Click) => string | number> = {
  day: (click) => click.day,
  country: (click) => click.place?.country ?? '',
  countryCode: (click) => click.place?.countryCode ?? '',
  referrerCategory: (click) => click.referrerCategory,
  deviceType: (click) => click.device.deviceType,
  uncounted: (click) => click.uncounted ?? '',
};

export const CLICK_DIMENSIONS = Object.keys(VALUES) as ClickDimension[];

const NONE: ClickCounts = {
  day: 0,
  country: '',
  countryCode: '',
  referrerCategory: '',
  deviceType: '',
  uncounted: '',
  clicks: 0,
  uniqueClicks: 0,
};

const uniqueOf = (clicks: readonly Click[]) => new Set(clicks.map((click) => click.ipHash)).size;

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));
}

/** What a `FactReader` must answer about one link's clicks, by going through them one by one. */
export function recountClicks(clicks: readonly Click[], query: ClicksQuery): ClickCounts[] {
  const groups = new Map<string, Click[]>();
  if (query.by.length === 0) groups.set('[]', []);
  for (const click of clicks) {
    if (click.project !== query.project || click.link !== query.link) continue;
    if (click.day < query.days.from || click.day > query.days.to) continue;
    if ((click.uncounted === null) !== query.counted) continue;
    if (query.located && (click.place?.country ?? '') === '') continue;
    const key = JSON.stringify(query.by.map((dimension) => VALUES[dimension](click)));
    const group = groups.get(key);
    if (group) group.push(click);
    else groups.set(key, [click]);
  }
  const rows = [...groups].map(([key, group]) => {
    const values = JSON.parse(key) as (string | number)[];
    const told = Object.fromEntries(query.by.map((dimension, i) => [dimension, values[i]]));
    return { ...NONE, ...told, clicks: group.length, uniqueClicks: uniqueOf(group) };
  });
  rows.sort((a, b) => {
    if (query.mostFirst && a.clicks !== b.clicks) return b.clicks - a.clicks;
    for (const dimension of query.by) {
      const order = compare(a[dimension], b[dimension]);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.slice(0, query.limit);
}

/** The same for the list of links with their clicks. */
export function recountLinkClicks(
  clicks: readonly Click[],
  links: readonly Link[],
  { project, days, after, limit }: LinkClicksQuery,
): { link: Link; clicks: number; uniqueClicks: number }[] {
  const rows = links
    .filter((link) => link.project === project)
    .map((link) => {
      const own = clicks.filter(
        (click) => click.link === link.id && click.uncounted === null && click.day >= days.from && click.day <= days.to,
      );
      return { link, clicks: own.length, uniqueClicks: uniqueOf(own) };
    })
    .sort((a, b) => b.clicks - a.clicks || b.link.id - a.link.id);
  const isAfter = (row: (typeof rows)[number]) =>
    !after || row.clicks < after.clicks || (row.clicks === after.clicks && row.link.id < after.id);
  return rows.filter(isAfter).slice(0, limit);
}
