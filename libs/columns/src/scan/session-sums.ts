import { GROUP_DETAILS } from '../month-groups.ts';
import type { SessionSums } from '../question.ts';
import type { GroupedPart } from './grouped-part.ts';
import { Doubles } from './growing.ts';
import type { Hits } from './hits.ts';
import type { MonthPart } from './stretches.ts';
import type { NumberTally } from './tally.ts';

/** What is summed up over sessions; groups rank by how many they are. */
export class SessionSumsTally implements NumberTally {
  private readonly sessions = new Doubles();
  private readonly bounces = new Doubles();
  private readonly durationMs = new Doubles();
  private readonly unbouncedDurationMs = new Doubles();
  private readonly engagedMs = new Doubles();

  add({ rows }: GroupedPart, hits: Hits): void {
    const sessions = this.sessions.reserve(hits.size);
    const bounces = this.bounces.reserve(hits.size);
    const durationMs = this.durationMs.reserve(hits.size);
    const unbouncedDurationMs = this.unbouncedDurationMs.reserve(hits.size);
    const engagedMs = this.engagedMs.reserve(hits.size);
    const views = rows.numbers('sessionViews');
    const durations = rows.doubles('durationMs');
    const engaged = rows.doubles('sessionEngagedMs');
    const { at, indexes, length } = hits.owners();
    for (let i = 0; i < length; i++) {
      const session = at[i]!;
      const index = indexes[i]!;
      sessions[index]!++;
      durationMs[index]! += durations[session]!;
      engagedMs[index]! += engaged[session]!;
      if (views[session]! <= 1) bounces[index]!++;
      else unbouncedDurationMs[index]! += durations[session]!;
    }
  }

  addMonth({ groups, indexes, length, size, counts, details }: MonthPart): void {
    const sessions = this.sessions.reserve(size);
    const sums = {
      bounces: this.bounces.reserve(size),
      durationMs: this.durationMs.reserve(size),
      unbouncedDurationMs: this.unbouncedDurationMs.reserve(size),
      engagedMs: this.engagedMs.reserve(size),
    };
    for (let i = 0; i < length; i++) {
      const index = indexes[i]!;
      const group = groups[i]!;
      sessions[index]! += counts[group]!;
      for (const name of GROUP_DETAILS.sessions) sums[name][index]! += details!.detail(name, group);
    }
  }

  valueOf(index: number): number {
    return this.sessions.values[index] ?? 0;
  }

  values(size: number): Float64Array {
    return this.sessions.reserve(size).subarray(0, size);
  }

  of(index: number): Omit<SessionSums, 'visitors'> {
    const at = ({ values }: Doubles) => values[index] ?? 0;
    return {
      sessions: at(this.sessions),
      bounces: at(this.bounces),
      durationMs: at(this.durationMs),
      unbouncedDurationMs: at(this.unbouncedDurationMs),
      engagedMs: at(this.engagedMs),
    };
  }
}
