import type { Device } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Pageviews by type of device, operating system and browser. */
export const devices = defineReport({
  operationId: 'getDevices',
  message: 'Devices fetched successfully',
  plan({ project, days }) {
    const scope = { project: project.id, days, mostOf: 'pageviews', limit: LIST_CAP } as const;
    return {
      byDevice: pageviewQuery({ ...scope, by: ['deviceType'], measures: ['pageviews', 'visitors'] }),
      byOs: pageviewQuery({ ...scope, by: ['os'], measures: ['pageviews'] }),
      byBrowser: pageviewQuery({ ...scope, by: ['browser'], measures: ['pageviews'] }),
    };
  },
  answer: ({ byDevice, byOs, byBrowser }, { project }) => ({
    ...visitorDays(project),
    by_device: byDevice.map((row) => ({
      device_type: row.deviceType as Device['deviceType'],
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
    by_os: byOs.map((row) => ({ os: row.os, pageviews: row.pageviews })),
    by_browser: byBrowser.map((row) => ({ browser: row.browser, pageviews: row.pageviews })),
  }),
});
