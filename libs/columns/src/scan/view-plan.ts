import type { ColumnName, TextColumnName } from '../catalogue.ts';
import type { FactScope, PageviewDimension, PageviewMeasure, SessionDimension } from '../question.ts';
import { withVia } from './carried-sessions.ts';
import { asksForVisitorType, filterColumns, isOfSession, isText } from './dimensions.ts';
import { isBounded, windowOf } from './window.ts';

/** What is asked of the views of a scope, but for the order. */
export interface ViewQuestion extends FactScope {
  by: readonly PageviewDimension[];
  nonEmpty?: readonly PageviewDimension[];
}

/** The texts that decide whether a view is looked at. */
export function selectingTexts({ filter, nonEmpty = [] }: ViewQuestion): TextColumnName[] {
  return [...new Set([...filterColumns(filter), ...nonEmpty.filter(isText)])];
}

/** What a question wants to know of sessions. */
export function sessionTexts(question: ViewQuestion): SessionDimension[] {
  return [...new Set([...selectingTexts(question), ...question.by.filter(isText)])].filter(isOfSession);
}

/** The columns that select and group views, and those of these measures. */
export function viewColumns(question: ViewQuestion, measures: readonly PageviewMeasure[]): ColumnName[] {
  const { by } = question;
  const texts = withVia([...selectingTexts(question), ...by.filter(isText)]);
  const needsTime = isBounded(windowOf(question)) || by.includes('bucket');
  return [
    ...new Set<ColumnName>([
      'viewCount',
      ...(needsTime ? (['time'] as const) : []),
      ...(asksForVisitorType(question.filter) ? (['visitor', 'isNew'] as const) : []),
      ...(sessionTexts(question).length > 0 ? SESSION_JOIN : []),
      ...texts,
      ...measures.flatMap((measure) => MEASURE_COLUMNS[measure]),
    ]),
  ];
}

const SESSION_JOIN = ['visitor', 'session', 'sessionVisitor', 'sessionNumber'] as const;

const MEASURE_COLUMNS: Readonly<Record<PageviewMeasure, readonly ColumnName[]>> = {
  pageviews: [],
  visitors: ['visitor'],
  newOnDay: ['visitor', 'isNew'],
  newInRange: ['visitor', 'isNew'],
  sessions: ['session'],
  engagedMs: ['engagedMs'],
  scrollPct: ['scroll'],
  latestTitle: ['time', 'title'],
};

/** Whether it must be known in which stretch of the time asked for a visitor is new. */
export function needsFirstViews({ by, filter }: ViewQuestion, measures: readonly PageviewMeasure[]): boolean {
  return (
    asksForVisitorType(filter) ||
    measures.includes('newInRange') ||
    (measures.includes('newOnDay') && by.includes('bucket'))
  );
}
