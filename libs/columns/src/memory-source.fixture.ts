import { type Arrival, channelOf, type LocalDay, type Pageview, type Session } from '@micrologs/domain';
import type { Block } from './block.ts';
import { BlockBuilder } from './block-builder.ts';
import type { ColumnName } from './catalogue.ts';
import { type GroupedViewFacts, sessionFacts, TEXT_GROUPS, VIEW_NUMBERS, type ViewFacts, viewFacts } from './facts.ts';
import type { ColumnSource } from './source.ts';

/** A dictionary in memory, whose ids do not come in the order of the texts. */
export class MemoryDictionary {
  private readonly ids = new Map<string, number>();
  private readonly texts = new Map<number, string>();

  intern = async (texts: readonly string[]): Promise<number[]> => {
    // The last first, so that no test can rest on ids that ascend as texts were met.
    for (const text of [...texts].reverse()) {
      if (this.ids.has(text)) continue;
      const id = this.ids.size + 1;
      this.ids.set(text, id);
      this.texts.set(id, text);
    }
    return texts.map((text) => this.ids.get(text)!);
  };

  textOf = (id: number): string => {
    const text = this.texts.get(id);
    if (text === undefined) throw new Error(`no text has the id ${id}`);
    return text;
  };

  idOf(text: string): number | null {
    return this.ids.get(text) ?? null;
  }
}

export interface MemoryFacts {
  views: readonly Pageview[];
  sessions: readonly Session[];
  /** Blocks a day is cut into; 1 when absent. */
  parts?: number;
  /** That of the domain when absent. */
  channelOf?: (arrival: Arrival) => string;
}

/** Every day of these facts as blocks; a visitor is new on the first day with one of their views. */
export async function memoryBlocks(facts: MemoryFacts, dictionary: MemoryDictionary): Promise<Block[]> {
  const { views, sessions, parts = 1 } = facts;
  const firstDays = new Map<number, LocalDay>();
  for (const { visitor, day } of views) firstDays.set(visitor, Math.min(day, firstDays.get(visitor) ?? day));
  const startDays = new Map(sessions.map((session) => [session.number, session.startDay]));
  const days = new Set([...views.map((view) => view.day), ...sessions.map((session) => session.startDay)]);
  const blocks: Block[] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    for (let part = 0; part < parts; part++) {
      const builder = new BlockBuilder({
        day,
        part,
        isNew: (visitor) => firstDays.get(visitor) === day,
        channelOf: facts.channelOf ?? channelOf,
      });
      for (const session of sessions) {
        if (session.startDay === day && session.visitor % parts === part) builder.addSession(sessionFacts(session));
      }
      for (const view of views) {
        if (view.day !== day || view.visitor % parts !== part) continue;
        // Both ways to tell of a view must come to the same.
        if (view.number % 2 === 0) builder.addView(viewFacts(view));
        else builder.addGroupedView(grouped(viewFacts(view)));
        const startDay = startDays.get(view.session);
        if (startDay !== undefined && startDay !== day) builder.addStart(view.session, startDay);
      }
      blocks.push(await builder.build(dictionary.intern));
    }
  }
  return blocks;
}

/** A source of columns over facts in memory. */
export async function memorySource(facts: MemoryFacts): Promise<ColumnSource> {
  const dictionary = new MemoryDictionary();
  const blocks = await memoryBlocks(facts, dictionary);
  return {
    async *blocks(days, columns) {
      for (const block of blocks) {
        if (block.day < days.from || block.day > days.to) continue;
        const lent = lend(block, columns);
        yield lent.block;
        lent.end();
      }
    },
    textsOf: async (ids) => ids.map(dictionary.textOf),
    idsOf: async (texts) => texts.map((text) => dictionary.idOf(text)),
  };
}

/** A block with these columns alone, and only until it is taken back. */
function lend(block: Block, columns: readonly ColumnName[]): { block: Block; end(): void } {
  let ended = false;
  const check = (name: ColumnName) => {
    if (ended) throw new Error('the next block was taken');
    if (!columns.includes(name)) throw new Error(`the column ${name} was not asked for`);
  };
  return {
    block: {
      ...block,
      numbers(name) {
        check(name);
        return block.numbers(name);
      },
      texts(name) {
        check(name);
        return block.texts(name);
      },
    },
    end() {
      ended = true;
    },
  };
}

function grouped(view: ViewFacts): GroupedViewFacts {
  const texts = view.slice(VIEW_NUMBERS) as string[];
  const groups = TEXT_GROUPS.map(({ length }) => texts.splice(0, length));
  const joined = groups.map((group) => (group.length === 1 ? group[0]! : JSON.stringify(group)));
  return [...view.slice(0, VIEW_NUMBERS), ...joined] as GroupedViewFacts;
}
