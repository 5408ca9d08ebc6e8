import { parseQuery } from '@micrologs/contract';
import { DEFAULT_SETTINGS, type LocalDay } from '@micrologs/domain';
import { type ReportData, type ReportId, reports } from '@micrologs/reports';
import type { FactReader } from '@micrologs/storage';
import { PROJECT } from '../data/fill.ts';
import { TIME_ZONE } from '../traffic/index.ts';

/** A report as it is asked for over and over. */
export interface Question {
  report: ReportId;
  /** So many days and the one that is still going on. */
  days: number;
  isFiltered: boolean;
}

/** Rows of lists that have pages, the most that a request may ask for. */
const LIMIT = 100;

const TWO_FILTERS = JSON.stringify([
  ['is', 'device_type', ['mobile']],
  ['is', 'country_code', ['DE']],
]);

export function answer(
  facts: FactReader,
  { report, days, isFiltered }: Question,
  lastDay: LocalDay,
): Promise<ReportData<ReportId>> {
  const definition = reports.find(({ operationId }) => operationId === report);
  if (!definition) throw new Error(`There is no report ${report}`);
  const parameters = { range: `${days}d`, limit: String(LIMIT), ...(isFiltered ? { filters: TWO_FILTERS } : {}) };
  const query = parseQuery(report, new URLSearchParams(parameters));
  if (!query.ok) throw new Error(`${report} cannot be asked for: ${query.message}`);
  return definition.run(facts, {
    project: { id: PROJECT, timeZone: TIME_ZONE, settings: DEFAULT_SETTINGS },
    days: { from: lastDay - days, to: lastDay },
    query: query.value,
    shortUrl: (code) => code,
  });
}
