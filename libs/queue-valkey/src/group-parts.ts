import type { ProjectId, QueuedEvent } from '@micrologs/domain';
import { type Positions, partitionOf, type QueueGroup } from '@micrologs/storage';

/** What a group commit holds of one partition. */
export interface GroupPart {
  /** A JSON array of events. */
  events: string;
  counts: ReadonlyMap<ProjectId, number>;
}

/** By partition. */
export type GroupParts = ReadonlyMap<number, GroupPart>;

interface GatheredPart {
  records: string[];
  counts: Map<ProjectId, number>;
}

/** Events that are appended together, while they are gathered. */
export class GatheredParts {
  readonly #parts = new Map<number, GatheredPart>();
  /** In characters. */
  size = 0;

  /** @param records JSON objects, joined by commas */
  add(project: ProjectId, records: string, count: number): void {
    const partition = partitionOf(project);
    const part: GatheredPart = this.#parts.get(partition) ?? { records: [], counts: new Map() };
    this.#parts.set(partition, part);
    part.records.push(records);
    part.counts.set(project, (part.counts.get(project) ?? 0) + count);
    this.size += records.length;
  }

  get parts(): GroupParts {
    const entries = [...this.#parts].map(
      ([partition, { records, counts }]) => [partition, { events: `[${records.join(',')}]`, counts }] as const,
    );
    return new Map(entries);
  }

  /** All events, joined by commas, and how many of them each project has. */
  get whole(): { records: string; counts: [ProjectId, number][] } {
    const parts = [...this.#parts.values()];
    return {
      records: parts.flatMap(({ records }) => records).join(','),
      counts: parts.flatMap(({ counts }) => [...counts]),
    };
  }
}

/** The events of a spool's group that these positions have not consumed. */
export function partsOf({ seq, events }: QueueGroup, positions: Positions): GroupParts {
  const gathered = new GatheredParts();
  for (const event of JSON.parse(events) as QueuedEvent[]) {
    if (seq > (positions.get(partitionOf(event.project)) ?? 0)) gathered.add(event.project, JSON.stringify(event), 1);
  }
  return gathered.parts;
}
