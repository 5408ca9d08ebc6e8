import type { LocalDay } from '@micrologs/domain';
import type { Block, TextColumn } from './block.ts';
import type { ColumnName, TextColumnName } from './catalogue.ts';
import { FRAGMENT_TEXTS, type SessionFacts, VIEW_TEXTS, type ViewFacts } from './facts.ts';

/** The text of an id of the dictionary. */
export type TextOf = (id: number) => string;

/** The columns that `viewsOf` and `startsOf` read. */
export const VIEW_COLUMNS: readonly ColumnName[] = [
  'visitor',
  'session',
  'startLag',
  'viewCount',
  'time',
  'number',
  'engagedMs',
  'scroll',
  ...VIEW_TEXTS,
  ...FRAGMENT_TEXTS,
];

/** The columns that `sessionsOf` reads. */
export const SESSION_COLUMNS: readonly ColumnName[] = [
  'sessionNumber',
  'sessionVisitor',
  'startedAt',
  'durationMs',
  'sessionViews',
  'sessionEngagedMs',
  'entryLagMs',
  'exitLagMs',
  'entryUrl',
  'exitUrl',
];

/**
 * The views that a block was built from, in its order.
 * @param isWanted tells of a view's number whether to give it; absent: every one
 */
export function* viewsOf(
  block: Block,
  textOf: TextOf,
  isWanted: (number: number) => boolean = () => true,
): Generator<ViewFacts> {
  const numbers = (['time', 'number', 'engagedMs', 'scroll'] as const).map((name) => block.numbers(name));
  const [time, number, engagedMs, scroll] = numbers;
  const visitor = block.numbers('visitor');
  const session = block.numbers('session');
  const viewCount = block.numbers('viewCount');
  const viewTexts = VIEW_TEXTS.map((name) => readerOf(block.texts(name), textOf));
  const fragmentTexts = FRAGMENT_TEXTS.map((name) => readerOf(block.texts(name), textOf));
  let view = 0;
  for (let fragment = 0; fragment < block.fragments; fragment++) {
    const shared = fragmentTexts.map((read) => read(fragment));
    for (const end = view + viewCount[fragment]!; view < end; view++) {
      if (!isWanted(number![view]!)) continue;
      const scrolled = scroll![view]!;
      yield [
        number![view]!,
        visitor[fragment]!,
        session[fragment]!,
        block.base + time![view]!,
        engagedMs![view]!,
        scrolled === 0 ? null : scrolled - 1,
        ...viewTexts.map((read) => read(view)),
        ...shared,
      ] as ViewFacts;
    }
  }
}

/** The sessions that a block was built from, in its order. */
export function* sessionsOf(block: Block, textOf: TextOf): Generator<SessionFacts> {
  const number = block.numbers('sessionNumber');
  const visitor = block.numbers('sessionVisitor');
  const started = block.numbers('startedAt');
  const duration = block.numbers('durationMs');
  const views = block.numbers('sessionViews');
  const engagedMs = block.numbers('sessionEngagedMs');
  const entryLag = block.numbers('entryLagMs');
  const exitLag = block.numbers('exitLagMs');
  const entryUrl = readerOf(block.texts('entryUrl'), textOf);
  const exitUrl = readerOf(block.texts('exitUrl'), textOf);
  for (let row = 0; row < block.sessions; row++) {
    const startedAt = block.base + started[row]!;
    yield [
      number[row]!,
      visitor[row]!,
      startedAt,
      startedAt + duration[row]!,
      views[row]!,
      engagedMs[row]!,
      startedAt + entryLag[row]!,
      startedAt + exitLag[row]!,
      entryUrl(row),
      exitUrl(row),
    ];
  }
}

/** When the sessions started that have views in a block, but are of an earlier day. */
export function startsOf(block: Block): Map<number, LocalDay> {
  const starts = new Map<number, LocalDay>();
  const session = block.numbers('session');
  const startLag = block.numbers('startLag');
  for (let fragment = 0; fragment < block.fragments; fragment++) {
    if (startLag[fragment]! > 0) starts.set(session[fragment]!, block.day - startLag[fragment]!);
  }
  return starts;
}

/** The distinct ids that occur in these columns. */
export function textIdsOf(block: Block, columns: readonly TextColumnName[]): number[] {
  const ids = new Set<number>();
  for (const name of columns) for (const id of block.texts(name).ids) ids.add(id);
  return [...ids];
}

function readerOf(column: TextColumn, textOf: TextOf): (row: number) => string {
  const texts = Array.from(column.ids, textOf);
  return (row) => texts[column.codes[row]!]!;
}
