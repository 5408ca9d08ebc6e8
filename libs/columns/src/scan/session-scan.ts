import type { DayRange } from '@micrologs/domain';
import { COLUMNS, type ColumnName, type TextColumnName } from '../catalogue.ts';
import type { FactFilter, SessionGroup, SessionQuery } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { BlockRows } from './block-rows.ts';
import { withVia } from './carried-sessions.ts';
import { type Condition, conditionOf } from './conditions.ts';
import { isText } from './dimensions.ts';
import type { Keys } from './group-keys.ts';
import type { GroupedPart } from './grouped-part.ts';
import { type Grouping, groupingOf, type PartLevel } from './grouping.ts';
import { Bits } from './growing.ts';
import { localGroups, type Part } from './local-groups.ts';
import { isBehind, keyOf, Narrowing } from './narrowing.ts';
import type { Place, Scan } from './pages.ts';
import { Scratch, upTo, zeros } from './scratch.ts';
import type { Selection } from './selection.ts';
import { Judge, type Mask, type Verdict } from './verdict.ts';
import { ViewScan } from './view-scan.ts';
import { bucketsOf, isBounded, type Window, windowOf } from './window.ts';

export function sessionLevelOf(dimension: SessionGroup): PartLevel {
  return dimension === 'day' ? 'block' : 'owner';
}

/** The columns that select, group and sum up sessions, besides those of the views that a filter looks at. */
export function ownColumns(query: SessionQuery, people: boolean): ColumnName[] {
  const needsTime = isBounded(windowOf(query)) || query.by.includes('bucket');
  return [
    ...new Set<ColumnName>([
      'sessionViews',
      'durationMs',
      'sessionEngagedMs',
      ...(needsTime ? (['startedAt'] as const) : []),
      ...(query.filter ? (['sessionNumber'] as const) : []),
      ...(people ? (['sessionVisitor'] as const) : []),
      ...withVia([...(query.nonEmpty ?? []), ...query.by.filter(isText)]),
    ]),
  ];
}

/** Selects and groups the sessions that started in a scope. */
export class SessionScan implements Scan<GroupedPart> {
  private readonly scratch = new Scratch();

  static async open(source: ColumnSource, query: SessionQuery, grouping: Grouping<SessionGroup>): Promise<SessionScan> {
    return new SessionScan(source, query, grouping, {
      nonEmpty: await conditionOf(source, undefined, query.nonEmpty ?? []),
      matching: query.filter ? matchingOf(source, query, query.filter) : null,
    });
  }

  private constructor(
    private readonly source: ColumnSource,
    private readonly query: SessionQuery,
    private readonly grouping: Grouping<SessionGroup>,
    private readonly selecting: { nonEmpty: Condition; matching: Matching | null },
  ) {}

  async *parts(keys: Keys, scanned: DayRange, withDetails: boolean, after: Place | null): AsyncGenerator<GroupedPart> {
    const { query, scratch, grouping } = this;
    const columns = ownColumns(query, withDetails && query.people === true);
    const days = { from: after?.day ?? scanned.from, to: scanned.to };
    for await (const { block, isChosen } of this.blocks(days, columns)) {
      if (after && !isBehind(block, after)) continue;
      const rows = new BlockRows(block, scratch);
      const selection = await this.select(rows, isChosen);
      if (!selection) continue;
      const parts = grouping.order.map((place) => this.part(rows, grouping.by[place]!));
      yield { rows, selection, groups: localGroups(keys, parts, selection, scratch) };
    }
  }

  private async *blocks(days: DayRange, columns: readonly ColumnName[]) {
    const { matching } = this.selecting;
    if (matching) yield* matching.narrowing.selected(days, columns);
    else for await (const block of this.source.blocks(days, columns)) yield { block, isChosen: false };
  }

  /** @param isChosen whether nothing but what is not empty has to be selected any more */
  private async select(rows: BlockRows, isChosen: boolean): Promise<Selection | null> {
    const { nonEmpty, matching } = this.selecting;
    const { sessions } = rows.block;
    const judge = judgeOf(rows);
    let verdict = judge.judge(nonEmpty);
    if (!isChosen) {
      verdict = judge.and(verdict, chosenBy(rows, judge, windowOf(this.query), (await matching?.numbers()) ?? null));
    }
    return verdict === false || sessions === 0 ? null : selectionOf(rows, verdict);
  }

  private part(rows: BlockRows, dimension: SessionGroup): Part {
    const { block } = rows;
    if (isText(dimension)) return { level: 'owner', coded: rows.texts(dimension) };
    if (dimension === 'day') {
      const values = Uint32Array.of(block.day - this.query.days.from);
      return { level: 'owner', coded: { values, ascending: 1, codes: zeros(block.sessions), via: null } };
    }
    const started = rows.numbers('startedAt');
    return { level: 'owner', coded: bucketsOf(this.query.buckets ?? [], started, block.base, 'buckets', this.scratch) };
  }
}

/** What a filter leaves of the sessions. */
interface Matching {
  narrowing: Narrowing;
  /** The numbers of all that have a view which fulfils it, also of some that started at another time. */
  numbers(): Promise<Bits>;
}

/** Shared by all questions with the same filter. */
function matchingOf(source: ColumnSource, query: SessionQuery, filter: FactFilter): Matching {
  const window = windowOf(query);
  const expected = (source.expected?.(query.days) ?? []).filter((name) => COLUMNS[name].level === 'session');
  let found: Promise<Bits> | null = null;
  const numbers = () => {
    found ??= sessionsWithViews(source, query);
    return found;
  };
  const narrowing = Narrowing.of(source, {
    key: keyOf('sessions', filter, query.days, window),
    days: query.days,
    columns: [...new Set([...ownColumns(query, query.people === true), ...expected])],
    async chooser() {
      const matching = await numbers();
      return async (rows) => {
        const verdict = chosenBy(rows, judgeOf(rows), window, matching);
        const selection = verdict === false || rows.block.sessions === 0 ? null : selectionOf(rows, verdict);
        return selection && { sessions: selection.owners };
      };
    },
  });
  return { narrowing, numbers };
}

function judgeOf(rows: BlockRows): Judge {
  const texts = (column: TextColumnName) => rows.texts(column);
  return new Judge({ rows, level: () => 'fragment', texts, firstViews: () => zeros(rows.block.sessions) });
}

/** Sessions that started in the window, and of them those that match. */
function chosenBy(rows: BlockRows, judge: Judge, window: Window, matching: Bits | null): Verdict {
  const verdict = isBounded(window) ? inWindow(rows, judge, window) : true;
  return matching ? judge.and(verdict, isMatching(rows, judge, matching)) : verdict;
}

function inWindow(rows: BlockRows, judge: Judge, window: Window): Verdict {
  const { base } = rows.block;
  const from = window.from - base;
  const to = window.to - base;
  const started = rows.numbers('startedAt');
  const mask = judge.mask(started.length);
  for (let row = 0; row < started.length; row++) mask[row] = started[row]! >= from && started[row]! < to ? 1 : 0;
  return { fragments: mask, views: null };
}

function isMatching(rows: BlockRows, judge: Judge, matching: Bits): Verdict {
  const numbers = rows.numbers('sessionNumber');
  const mask = judge.mask(numbers.length);
  for (let row = 0; row < numbers.length; row++) mask[row] = matching.has(numbers[row]!) ? 1 : 0;
  return { fragments: mask, views: null };
}

/** Each session owns one row, which is itself. */
function selectionOf(rows: BlockRows, verdict: Exclude<Verdict, false>): Selection | null {
  const { sessions } = rows.block;
  if (verdict === true) return ownRows(upTo(sessions), true);
  const owners = rows.scratch.uint32('owners', sessions);
  const mask: Mask = verdict.fragments!;
  let count = 0;
  for (let row = 0; row < sessions; row++) {
    owners[count] = row;
    count += mask[row]!;
  }
  return count > 0 ? ownRows(owners.subarray(0, count), false) : null;
}

function ownRows(owners: Uint32Array, whole: boolean): Selection {
  return { owners, ends: upTo(owners.length + 1), count: owners.length, whole, rows: () => owners };
}

/** The sessions with a view in the scope that fulfils its filter. */
async function sessionsWithViews(source: ColumnSource, query: SessionQuery): Promise<Bits> {
  const question = { ...query, by: [], nonEmpty: [] };
  const grouping = groupingOf([], query.days.from, sessionLevelOf);
  const scan = await ViewScan.open(source, question, grouping, { always: ['sessions'], details: [] });
  const matching = new Bits();
  for await (const { rows, selection } of scan.parts(grouping.keys, query.days, false, null)) {
    const sessions = rows.numbers('session');
    for (const fragment of selection.owners) matching.add(sessions[fragment]!);
  }
  return matching;
}
