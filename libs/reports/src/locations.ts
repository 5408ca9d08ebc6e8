import { pageviewQuery } from '@micrologs/storage';
import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Regions and cities shown at most. */
const TOP_PLACES = 50;

/** Pageviews by country, region and city; those without a place are left out. */
export const locations = defineReport({
  operationId: 'getLocations',
  message: 'Locations fetched successfully',
  plan({ project, days }) {
    const scope = { project: project.id, days, mostOf: 'pageviews' } as const;
    return {
      byCountry: pageviewQuery({
        ...scope,
        by: ['country', 'countryCode'],
        measures: ['pageviews', 'visitors'],
        nonEmpty: ['countryCode'],
        limit: LIST_CAP,
      }),
      byRegion: pageviewQuery({
        ...scope,
        by: ['country', 'countryCode', 'region'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'region'],
        limit: TOP_PLACES,
      }),
      byCity: pageviewQuery({
        ...scope,
        by: ['city', 'region', 'countryCode'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'city'],
        limit: TOP_PLACES,
      }),
    };
  },
  answer: ({ byCountry, byRegion, byCity }, { project }) => ({
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
  }),
});
