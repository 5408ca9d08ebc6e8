import { COLUMNS, type TextColumnName } from '../catalogue.ts';
import type { BlockRows, Coded } from './block-rows.ts';
import type { Condition } from './conditions.ts';
import { type Selection, selectionOf } from './selection.ts';
import { Judge, textConditions, type Verdict } from './verdict.ts';
import { overlapOf, type Window } from './window.ts';

/** What of a block a filter may ask about, besides its rows. */
export interface FilteredBlock {
  rows: BlockRows;
  texts(column: TextColumnName): Coded;
  /** See `FirstViews`. */
  firstViews(): Uint32Array;
}

/** Selects views by a condition and their time. */
export class ViewFilter {
  constructor(
    private readonly condition: Condition,
    private readonly window: Window,
  ) {}

  /** Null where nothing is selected. */
  async select({ rows, texts, firstViews }: FilteredBlock): Promise<Selection | null> {
    const overlap = overlapOf(this.window, rows.block);
    if (overlap === 'none') return null;
    for (const { column, test } of textConditions(this.condition)) await test.learn(texts(column).values);
    const level = (column: TextColumnName) => (COLUMNS[column].level === 'view' ? 'view' : 'fragment');
    const judge = new Judge({ rows, level, texts, firstViews });
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
}
