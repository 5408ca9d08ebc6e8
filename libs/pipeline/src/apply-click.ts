import {
  type Click,
  type EpochMs,
  type LinkId,
  localDay,
  type Project,
  type ProjectId,
  type QueuedClick,
} from '@micrologs/domain';
import { referrerCategory } from '@micrologs/ingest';
import type { ClickedLink, IngestTransaction } from '@micrologs/storage';
import { type BatchState, tally } from './batch-state.ts';
import { timeOf } from './prepared.ts';

/** A request for a link of an existing project. */
export interface LinkRequest {
  event: QueuedClick;
  project: Project;
}

/** What a batch reads and decides about requests for links. */
export interface ClickState {
  /** Those of the batch that exist, as they were before it. */
  links: Map<LinkId, ClickedLink>;
  /** Last numbers given out. */
  numbers: Map<ProjectId, number>;
  newClicks: Click[];
  /** How many clicks of each link count. */
  counts: Map<LinkId, number>;
  /** When the last of these was received; 0 without any. */
  countedAt: EpochMs;
}

export async function loadClicks(
  transaction: IngestTransaction,
  requests: readonly LinkRequest[],
): Promise<ClickState> {
  const links = await transaction.clicks.existing(requests.map(({ event }) => event.link));
  const projects = new Set(requests.map(({ project }) => project.id));
  const sequences = await transaction.sequences([...projects].map((project) => ({ project, name: 'click' as const })));
  return {
    links,
    numbers: new Map(sequences.map(({ project, value }) => [project, value])),
    newClicks: [],
    counts: new Map(),
    countedAt: 0,
  };
}

/** Stores a request for a link, and counts it where it is a click. */
export function applyClick(state: BatchState, clicks: ClickState, { event, project }: LinkRequest): void {
  if (!clicks.links.has(event.link)) return tally(state, project.id, 'link_deleted');
  const at = timeOf(event);
  const number = (clicks.numbers.get(project.id) ?? 0) + 1;
  clicks.numbers.set(project.id, number);
  clicks.newClicks.push({
    project: project.id,
    number,
    link: event.link,
    occurredAt: at,
    day: localDay(at, project.timeZone),
    uncounted: event.uncounted ?? null,
    referrer: event.referrer,
    referrerCategory: referrerCategory(event.referrer, project.allowedDomains),
    device: event.device,
    place: event.place ?? null,
    ipHash: event.ipHash,
  });
  if (!event.uncounted) {
    clicks.counts.set(event.link, (clicks.counts.get(event.link) ?? 0) + 1);
    clicks.countedAt = event.receivedAt;
  }
  tally(state, project.id, 'stored');
}

export async function saveClicks(transaction: IngestTransaction, clicks: ClickState): Promise<void> {
  const projects = new Set(clicks.newClicks.map((click) => click.project));
  await transaction.setSequences(
    [...projects].map((project) => ({ project, name: 'click' as const, value: clicks.numbers.get(project)! })),
  );
  await transaction.clicks.addClicks(clicks.newClicks);
  await transaction.clicks.countClicks([...clicks.counts].map(([link, count]) => ({ link, clicks: count })));
}
