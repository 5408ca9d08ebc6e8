import type { Device } from '@micrologs/domain';
import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Pageviews by type of device, operating system and browser. */
export const devices = defineReport('getDevices', 'Devices fetched successfully', async (facts, { project, days }) => {
  const scope = { project: project.id, days, mostOf: 'pageviews', limit: LIST_CAP } as const;
  const [byDevice, byOs, byBrowser] = await Promise.all([
    facts.pageviews({ ...scope, by: ['deviceType'], measures: ['pageviews', 'visitors'] }),
    facts.pageviews({ ...scope, by: ['os'], measures: ['pageviews'] }),
    facts.pageviews({ ...scope, by: ['browser'], measures: ['pageviews'] }),
  ]);
  return {
    ...visitorDays(project),
    by_device: byDevice.map((row) => ({
      device_type: row.deviceType as Device['deviceType'],
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
    by_os: byOs.map((row) => ({ os: row.os, pageviews: row.pageviews })),
    by_browser: byBrowser.map((row) => ({ browser: row.browser, pageviews: row.pageviews })),
  };
});
