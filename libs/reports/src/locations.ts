import { pageviewQuery } from '@micrologs/storage';
import { LIST_CAP, listPages, listRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';

/** Regions and cities shown without a limit. */
const TOP_PLACES = 50;

/** Pageviews by country, region and city; those without a place are left out. */
export const locations = defineReport({
  operationId: 'getLocations',
  message: 'Locations fetched successfully',
  cursorWidth: 1,
  pagesEveryList: true,
  plan(scope) {
    const list = { ...scope.facts, mostOf: 'pageviews' } as const;
    return {
      byCountry: pageviewQuery({
        ...list,
        by: ['country', 'countryCode'],
        measures: ['pageviews', 'visitors'],
        nonEmpty: ['countryCode'],
        ...listRows(scope, LIST_CAP),
      }),
      byRegion: pageviewQuery({
        ...list,
        by: ['country', 'countryCode', 'region'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'region'],
        ...listRows(scope, TOP_PLACES),
      }),
      byCity: pageviewQuery({
        ...list,
        by: ['city', 'region', 'countryCode'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'city'],
        ...listRows(scope, TOP_PLACES),
      }),
    };
  },
  answer(rows, scope) {
    const { byCountry, byRegion, byCity, next } = listPages(rows, scope);
    return {
      ...visitorDays(scope.project),
      by_country: byCountry.map((row) => ({
        country: row.country,
        country_code: row.countryCode,
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
      })),
      by_region: byRegion.map((row) => ({
        country: row.country,
        country_code: row.countryCode,
        region: row.region,
        pageviews: row.pageviews,
      })),
      by_city: byCity.map((row) => ({
        city: row.city,
        region: row.region,
        country_code: row.countryCode,
        pageviews: row.pageviews,
      })),
      ...next,
    };
  },
});
