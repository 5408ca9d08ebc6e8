import type { DayRange } from '@micrologs/domain';
import type { Block } from '../block.ts';
import { COLUMNS, type TextColumnName } from '../catalogue.ts';
import type { PageviewDimension, PageviewMeasure } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { BlockRows, type Coded } from './block-rows.ts';
import { CarriedSessions } from './carried-sessions.ts';
import { type Condition, conditionOf } from './conditions.ts';
import { isOfSession, isText } from './dimensions.ts';
import { FirstViews } from './first-views.ts';
import type { Keys } from './group-keys.ts';
import type { Grouping, PartLevel } from './grouping.ts';
import { localGroups, type Part } from './local-groups.ts';
import type { Place, Scan } from './pages.ts';
import { Scratch, zeros } from './scratch.ts';
import { type Selection, selectionOf } from './selection.ts';
import { Judge, textConditions, type Verdict } from './verdict.ts';
import { needsFirstViews, sessionTexts, type ViewQuestion, viewColumns } from './view-plan.ts';
import type { ViewPart } from './view-tallies.ts';
import { bucketsOf, overlapOf, type Window, windowOf } from './window.ts';

/** Measures that are read in every scan, and in those for details only. */
export interface ScannedMeasures {
  always: readonly PageviewMeasure[];
  details: readonly PageviewMeasure[];
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
  private condition: Condition = { kind: 'all', of: [] };
  private carried!: CarriedSessions;
  private firsts!: FirstViews;

  static async open(
    source: ColumnSource,
    question: ViewQuestion,
    grouping: Grouping<PageviewDimension>,
    measures: ScannedMeasures,
  ): Promise<ViewScan> {
    const scan = new ViewScan(source, question, grouping, measures);
    scan.condition = await conditionOf(source, question.filter, question.nonEmpty?.filter(isText) ?? []);
    scan.carried = await CarriedSessions.find(source, question.days, sessionTexts(question), scan.scratch);
    return scan;
  }

  private constructor(
    private readonly source: ColumnSource,
    private readonly question: ViewQuestion,
    private readonly grouping: Grouping<PageviewDimension>,
    private readonly measures: ScannedMeasures,
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
    for await (const block of this.source.blocks(days, viewColumns(question, measures))) {
      if (after && block.day === after.day && block.part <= after.part) continue;
      const rows = new BlockRows(block, scratch);
      this.carried.keep(rows);
      const firstViews = learnsFirsts ? this.firsts.of(rows) : null;
      const selection = await this.select(rows, firstViews);
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

  private async select(rows: BlockRows, firstViews: Uint32Array | null): Promise<Selection | null> {
    const overlap = overlapOf(this.window, rows.block);
    if (overlap === 'none') return null;
    for (const { column, test } of textConditions(this.condition)) await test.learn(this.texts(rows, column).values);
    const judge = new Judge({
      rows,
      level: (column) => (COLUMNS[column].level === 'view' ? 'view' : 'fragment'),
      texts: (column) => this.texts(rows, column),
      firstViews: () => firstViews!,
    });
    let verdict = judge.judge(this.condition);
    if (overlap === 'some' && verdict !== false) verdict = judge.and(verdict, this.inWindow(rows, judge));
    return selectionOf(rows, verdict);
  }

  private inWindow(rows: BlockRows, judge: Judge): Verdict {
    const { base } = rows.block;
    const times = rows.numbers('time');
    const from = this.window.from - base;
    const to = this.window.to - base;
    const mask = judge.mask(times.length);
    for (let view = 0; view < times.length; view++) mask[view] = times[view]! >= from && times[view]! < to ? 1 : 0;
    return { fragments: null, views: mask };
  }

  private texts(rows: BlockRows, name: TextColumnName): Coded {
    return isOfSession(name) ? rows.textsOfSessions(name, this.carried.textsOf(name)) : rows.texts(name);
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

/** One value for all fragments of a block. */
function constant(value: number, { fragments }: Block): Coded {
  return { values: Uint32Array.of(value), ascending: 1, codes: zeros(fragments), via: null };
}
