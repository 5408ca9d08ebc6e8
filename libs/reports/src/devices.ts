import type { Device } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { LIST_CAP, listPages, listRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';

/** Pageviews by type of device, operating system and browser. */
export const devices = defineReport({
  operationId: 'getDevices',
  message: 'Devices fetched successfully',
  cursorWidth: 1,
  pagesEveryList: true,
  plan(scope) {
    const list = { ...scope.facts, mostOf: 'pageviews', ...listRows(scope, LIST_CAP) } as const;
    return {
      byDevice: pageviewQuery({ ...list, by: ['deviceType'], measures: ['pageviews', 'visitors'] }),
      byOs: pageviewQuery({ ...list, by: ['os'], measures: ['pageviews'] }),
      byBrowser: pageviewQuery({ ...list, by: ['browser'], measures: ['pageviews'] }),
    };
  },
  answer(rows, scope) {
    const { byDevice, byOs, byBrowser, next } = listPages(rows, scope);
    return {
      ...visitorDays(scope.project),
      by_device: byDevice.map((row) => ({
        device_type: row.deviceType as Device['deviceType'],
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
      })),
      by_os: byOs.map((row) => ({ os: row.os, pageviews: row.pageviews })),
      by_browser: byBrowser.map((row) => ({ browser: row.browser, pageviews: row.pageviews })),
      ...next,
    };
  },
});
