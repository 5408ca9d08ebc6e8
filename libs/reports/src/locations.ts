import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Regions and cities shown at most. */
const TOP_PLACES = 50;

/** Pageviews by country, region and city; those without a place are left out. */
export const locations = defineReport(
  'getLocations',
  'Locations fetched successfully',
  async (facts, { project, days }) => {
    const scope = { project: project.id, days, mostOf: 'pageviews' } as const;
    const [byCountry, byRegion, byCity] = await Promise.all([
      facts.pageviews({
        ...scope,
        by: ['country', 'countryCode'],
        measures: ['pageviews', 'visitors'],
        nonEmpty: ['countryCode'],
        limit: LIST_CAP,
      }),
      facts.pageviews({
        ...scope,
        by: ['country', 'countryCode', 'region'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'region'],
        limit: TOP_PLACES,
      }),
      facts.pageviews({
        ...scope,
        by: ['city', 'region', 'countryCode'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'city'],
        limit: TOP_PLACES,
      }),
    ]);
    return {
      ...visitorDays(project),
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
    };
  },
);
