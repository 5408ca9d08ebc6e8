import { parseQuery } from '@micrologs/contract';
import type { LocalDay } from '@micrologs/domain';
import { DEFAULT_SETTINGS } from '@micrologs/domain';
import { type ReportData, type ReportId, reports } from '@micrologs/reports';
import type { FactFilter, FactQueries, FactReader } from '@micrologs/storage';
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

const TWO_FILTERS: FactFilter = {
  all: [
    { field: 'deviceType', op: 'is', values: ['mobile'] },
    { field: 'countryCode', op: 'is', values: ['DE'] },
  ],
};

export function answer(
  facts: FactReader,
  { report, days, isFiltered }: Question,
  lastDay: LocalDay,
): Promise<ReportData<ReportId>> {
  const definition = reports.find(({ operationId }) => operationId === report);
  if (!definition) throw new Error(`There is no report ${report}`);
  const query = parseQuery(report, new URLSearchParams({ range: `${days}d`, limit: String(LIMIT) }));
  if (!query.ok) throw new Error(`${report} cannot be asked for: ${query.message}`);
  return definition.run(isFiltered ? filtered(facts) : facts, {
    project: { id: PROJECT, timeZone: TIME_ZONE, settings: DEFAULT_SETTINGS },
    days: { from: lastDay - days, to: lastDay },
    query: query.value,
    shortUrl: (code) => code,
  });
}

function filtered(facts: FactReader): FactReader {
  return {
    read<Q extends FactQueries>(queries: Q) {
      const narrowed = Object.entries(queries).map(([name, query]) => [name, { ...query, filter: TWO_FILTERS }]);
      return facts.read(Object.fromEntries(narrowed) as Q);
    },
  };
}
