import type { DayRange } from '@micrologs/domain';
import type { Block } from '../block.ts';
import { COLUMNS, type ColumnName, type TextColumnName } from '../catalogue.ts';
import type { PageviewDimension, PageviewMeasure } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { BlockRows, type Coded } from './block-rows.ts';
import { CarriedSessions } from './carried-sessions.ts';
import { conditionOf } from './conditions.ts';
import { asksForVisitorType, filterColumns, isOfSession, isText } from './dimensions.ts';
import { FirstViews } from './first-views.ts';
import type { Keys } from './group-keys.ts';
import type { Grouping, PartLevel } from './grouping.ts';
import { localGroups, type Part } from './local-groups.ts';
import { isBehind, keyOf, Narrowing } from './narrowing.ts';
import type { Place, Scan } from './pages.ts';
import { Scratch, zeros } from './scratch.ts';
import { ViewFilter } from './view-filter.ts';
import { needsFirstViews, sessionTexts, type ViewQuestion, viewColumns } from './view-plan.ts';
import type { ViewPart } from './view-tallies.ts';
import { bucketsOf, type Window, windowOf } from './window.ts';

/** Measures that are read in every scan, and in those for details only. */
export interface ScannedMeasures {
  always: readonly PageviewMeasure[];
  details: readonly PageviewMeasure[];
}

/** How views are come by. */
interface Ways {
  filter: ViewFilter;
  /** What is left of the filter for the blocks of `narrowing`. */
  ofNarrowed: ViewFilter;
  narrowing: Narrowing | null;
  carried: CarriedSessions;
}

interface FilteredBy {
  block: Block;
  filter: ViewFilter;
}

export function viewLevelOf(dimension: PageviewDimension): PartLevel {
  if (dimension === 'day') return 'block';
  if (dimension === 'bucket') return 'row';
  return COLUMNS[dimension].level === 'view' ? 'row' : 'owner';
}

/** Selects and groups the views of a scope. */
export class ViewScan implements Scan<ViewPart> {
  private readonly scratch = new Scratch();
  private readonly window: Window;
  private firsts!: FirstViews;

  static async open(
    source: ColumnSource,
    question: ViewQuestion,
    grouping: Grouping<PageviewDimension>,
    measures: ScannedMeasures,
  ): Promise<ViewScan> {
    const scratch = new Scratch();
    const nonEmpty = question.nonEmpty?.filter(isText) ?? [];
    const window = windowOf(question);
    const all = [...measures.always, ...measures.details];
    const needsOthers = sessionTexts(question).length > 0 || needsFirstViews(question, all);
    return new ViewScan(source, question, grouping, measures, {
      filter: new ViewFilter(await conditionOf(source, question.filter, nonEmpty), window),
      ofNarrowed: new ViewFilter(await conditionOf(source, undefined, nonEmpty), windowOf({})),
      narrowing: needsOthers ? null : narrowingOf(source, question, viewColumns(question, all)),
      carried: await CarriedSessions.find(source, question.days, sessionTexts(question), scratch),
    });
  }

  private constructor(
    private readonly source: ColumnSource,
    private readonly question: ViewQuestion,
    private readonly grouping: Grouping<PageviewDimension>,
    private readonly measures: ScannedMeasures,
    private readonly ways: Ways,
  ) {
    this.window = windowOf(question);
  }

  async *parts(keys: Keys, scanned: DayRange, withDetails: boolean, after: Place | null): AsyncGenerator<ViewPart> {
    const { question, scratch } = this;
    const measures = [...this.measures.always, ...(withDetails ? this.measures.details : [])];
    const bucketDepth = this.grouping.order.indexOf(this.grouping.by.indexOf('bucket'));
    const learnsFirsts = needsFirstViews(question, measures);
    if (!after)
      this.firsts = new FirstViews(this.window, question.by.includes('bucket') ? question.buckets : undefined);
    const days = { from: after?.day ?? scanned.from, to: scanned.to };
    for await (const { block, filter } of this.blocks(days, viewColumns(question, measures))) {
      if (after && !isBehind(block, after)) continue;
      const rows = new BlockRows(block, scratch);
      this.ways.carried.keep(rows);
      const firstViews = learnsFirsts ? this.firsts.of(rows) : null;
      const texts = (column: TextColumnName) => this.texts(rows, column);
      const selection = await filter.select({ rows, texts, firstViews: () => firstViews! });
      if (!selection) continue;
      const parts = this.grouping.order.map((place) => this.part(rows, this.grouping.by[place]!));
      yield {
        rows,
        selection,
        groups: localGroups(keys, parts, selection, scratch),
        firstViews: () => firstViews!,
        bucketOf: (slot) => keys.valuesOf(slot)[bucketDepth]!,
      };
    }
  }

  /** The blocks of these days, each with what selects its views. */
  private async *blocks(days: DayRange, columns: readonly ColumnName[]): AsyncGenerator<FilteredBy> {
    const { narrowing, ofNarrowed, filter } = this.ways;
    if (narrowing) {
      for await (const { block, isChosen } of narrowing.selected(days, columns)) {
        yield { block, filter: isChosen ? ofNarrowed : filter };
      }
    } else {
      for await (const block of this.source.blocks(days, columns)) yield { block, filter };
    }
  }

  private texts(rows: BlockRows, name: TextColumnName): Coded {
    return isOfSession(name) ? rows.textsOfSessions(name, this.ways.carried.textsOf(name)) : rows.texts(name);
  }

  private part(rows: BlockRows, dimension: PageviewDimension): Part {
    const { question } = this;
    const { block } = rows;
    if (isText(dimension)) {
      return { level: viewLevelOf(dimension) === 'row' ? 'row' : 'owner', coded: this.texts(rows, dimension) };
    }
    if (dimension === 'day') return { level: 'owner', coded: constant(block.day - question.days.from, block) };
    return {
      level: 'row',
      coded: bucketsOf(question.buckets ?? [], rows.numbers('time'), block.base, 'buckets', this.scratch),
    };
  }
}

/**
 * The views that the filter of a question selects.
 * @param columns what the question reads; those that others are expected to read come along
 * @returns null where not the views alone decide, or all are selected
 */
function narrowingOf(source: ColumnSource, question: ViewQuestion, columns: readonly ColumnName[]): Narrowing | null {
  const { filter, days } = question;
  if (!filter || asksForVisitorType(filter) || filterColumns(filter).some(isOfSession)) return null;
  const window = windowOf(question);
  const expected = (source.expected?.(days) ?? []).filter((name) => COLUMNS[name].level !== 'session');
  return Narrowing.of(source, {
    key: keyOf('views', filter, days, window),
    days,
    columns: [...new Set([...columns, ...expected])],
    async chooser() {
      const selecting = new ViewFilter(await conditionOf(source, filter, []), window);
      return async (rows) => {
        const texts = (column: TextColumnName) => rows.texts(column);
        const selection = await selecting.select({ rows, texts, firstViews: () => zeros(rows.block.fragments) });
        return selection && { fragments: selection.owners, ends: selection.ends, views: selection.rows() };
      };
    },
  });
}

/** One value for all fragments of a block. */
function constant(value: number, { fragments }: Block): Coded {
  return { values: Uint32Array.of(value), ascending: 1, codes: zeros(fragments), via: null };
}
