import { COLUMNS, type TextColumnName } from '../catalogue.ts';
import type { FactFilter, PageviewDimension, SessionDimension } from '../question.ts';
import { leavesOf } from './conditions.ts';

export function isText<D extends PageviewDimension>(dimension: D): dimension is Exclude<D, 'day' | 'bucket'> {
  return dimension !== 'day' && dimension !== 'bucket';
}

/** Every text dimension has a column of its name. */
export function isOfSession(name: TextColumnName): name is SessionDimension {
  return COLUMNS[name].level === 'session';
}

/** The columns that a filter looks at, each once; `visitorType` is none. */
export function filterColumns(filter: FactFilter | undefined): TextColumnName[] {
  const fields = filter ? leavesOf(filter).map(({ field }) => field) : [];
  return [...new Set(fields)].filter((field) => field !== 'visitorType');
}

export function asksForVisitorType(filter: FactFilter | undefined): boolean {
  return filter !== undefined && leavesOf(filter).some(({ field }) => field === 'visitorType');
}
