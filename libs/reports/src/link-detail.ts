import type { Device, ReferrerCategory, UncountedReason } from '@micrologs/domain';
import { formatDay, formatLocal, isoLocal, NotFoundError } from '@micrologs/domain';
import { LIST_CAP } from './paging.ts';
import { defineReport } from './report.ts';

/** The clicks of one link in the range; requests that are no clicks by the reason why. */
export const linkDetail = defineReport({
  operationId: 'getLinkDetail',
  message: 'Link detail fetched successfully',
  emptyRow: { clicks: 0 },
  plan({ project: { id: project }, days, query: { code } }) {
    const clicks = { from: 'clicks', project, days, link: { rowsOf: 'links' }, counted: true } as const;
    const most = { mostFirst: true, limit: LIST_CAP } as const;
    return {
      links: { from: 'links', project, code, limit: 1 },
      total: { ...clicks, by: [] },
      byCountry: { ...clicks, by: ['country', 'countryCode'], located: true, ...most },
      byReferrer: { ...clicks, by: ['referrerCategory'], ...most },
      byDevice: { ...clicks, by: ['deviceType'], ...most },
      series: { ...clicks, by: ['day'] },
      uncounted: { ...clicks, counted: false, by: ['uncounted'], ...most },
    };
  },
  answer({ links: [link], total: [total], byCountry, byReferrer, byDevice, series, uncounted }, { project }) {
    if (!link || !total) throw new NotFoundError('Link not found');
    return {
      link: {
        id: link.id,
        code: link.code,
        label: link.label,
        destination_url: link.destinationUrl,
        created_at: formatLocal(link.createdAt, project.timeZone),
        created_at_iso: isoLocal(link.createdAt, project.timeZone),
      },
      total_clicks: total.clicks,
      unique_clicks: total.uniqueClicks,
      by_country: byCountry.map((row) => ({
        country: row.country,
        country_code: row.countryCode,
        clicks: row.clicks,
      })),
      by_referrer: byReferrer.map((row) => ({
        category: row.referrerCategory as ReferrerCategory,
        clicks: row.clicks,
      })),
      by_device: byDevice.map((row) => ({
        device_type: row.deviceType as Device['deviceType'],
        clicks: row.clicks,
      })),
      over_time: series.map((row) => ({ date: formatDay(row.day), clicks: row.clicks })),
      uncounted: uncounted.map((row) => ({ reason: row.uncounted as UncountedReason, requests: row.clicks })),
    };
  },
});
