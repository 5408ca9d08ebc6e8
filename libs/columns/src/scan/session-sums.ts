import type { SessionSums } from '../question.ts';
import { Doubles } from './growing.ts';
import type { GroupedPart, NumberTally } from './tally.ts';

/** What is summed up over sessions; groups rank by how many they are. */
export class SessionSumsTally implements NumberTally {
  private readonly sessions = new Doubles();
  private readonly bounces = new Doubles();
  private readonly durationMs = new Doubles();
  private readonly unbouncedDurationMs = new Doubles();
  private readonly engagedMs = new Doubles();

  add({ rows, selection, groups }: GroupedPart, indexes: Int32Array, size: number): void {
    const sessions = this.sessions.reserve(size);
    const bounces = this.bounces.reserve(size);
    const durationMs = this.durationMs.reserve(size);
    const unbouncedDurationMs = this.unbouncedDurationMs.reserve(size);
    const engagedMs = this.engagedMs.reserve(size);
    const views = rows.numbers('sessionViews');
    const durations = rows.doubles('durationMs');
    const engaged = rows.doubles('sessionEngagedMs');
    const { owners } = selection;
    const { codes } = groups;
    for (let place = 0; place < owners.length; place++) {
      const index = indexes[codes[place]!]!;
      if (index < 0) continue;
      const session = owners[place]!;
      sessions[index]!++;
      durationMs[index]! += durations[session]!;
      engagedMs[index]! += engaged[session]!;
      if (views[session]! <= 1) bounces[index]!++;
      else unbouncedDurationMs[index]! += durations[session]!;
    }
  }

  valueOf(index: number): number {
    return this.sessions.values[index] ?? 0;
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
