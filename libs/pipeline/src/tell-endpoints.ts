import type { EpochMs, ProjectId, WebhookEndpoint } from '@micrologs/domain';
import {
  addedDeadLetters,
  createdGroup,
  type DeadLetter,
  type IngestTransaction,
  matchedEntry,
  type NewWebhookEvent,
  passedMilestones,
  reopenedGroup,
} from '@micrologs/storage';
import type { AuditState } from './apply-audit.ts';
import type { ClickState } from './apply-click.ts';
import type { ErrorState } from './apply-error.ts';

/** What a batch decided, of those kinds that it had. */
export interface Decided {
  errors?: ErrorState;
  clicks?: ClickState;
  audits?: AuditState;
}

/**
 * Puts into the outbox what endpoints want to be told of. Who they are is asked only where something happened that they may
 * want, so that views and further occurrences of known errors cost nothing.
 */
export async function tellEndpoints(transaction: IngestTransaction, decided: Decided): Promise<void> {
  const projects = newsworthy(decided);
  if (projects.size === 0) return;
  const endpoints = await transaction.webhooks.endpoints(projects);
  if (endpoints.size > 0) await transaction.webhooks.addEvents([...notices(decided, endpoints)]);
}

/** @param letters put aside in this transaction */
export async function tellOfDeadLetters(
  transaction: IngestTransaction,
  letters: readonly DeadLetter[],
  now: EpochMs,
): Promise<void> {
  const endpoints = await transaction.webhooks.endpoints(new Set(letters.map(({ project }) => project)));
  const events = [...endpoints].flatMap(([project, those]) =>
    addedDeadLetters(
      those,
      letters.filter((letter) => letter.project === project),
      now,
    ),
  );
  await transaction.webhooks.addEvents(events);
}

function newsworthy({ errors, clicks, audits }: Decided): Set<ProjectId> {
  const projects = new Set<ProjectId>(audits?.newEntries.keys());
  for (const { group } of errors?.started ?? []) projects.add(group.project);
  for (const { group } of errors?.reopened ?? []) projects.add(group.project);
  for (const link of clicks?.counts.keys() ?? []) projects.add(clicks!.links.get(link)!.project);
  return projects;
}

function* notices(
  { errors, clicks, audits }: Decided,
  endpoints: ReadonlyMap<ProjectId, WebhookEndpoint[]>,
): Generator<NewWebhookEvent> {
  const of = (project: ProjectId) => endpoints.get(project) ?? [];
  for (const started of errors?.started ?? [])
    yield* createdGroup(of(started.group.project), started.group, started.at);
  for (const { group, environment, transition } of errors?.reopened ?? []) {
    yield* reopenedGroup(of(group.project), { ...group, environment }, transition);
  }
  for (const [id, count] of clicks?.counts ?? []) {
    const link = clicks!.links.get(id)!;
    const total = { before: link.totalClicks, after: link.totalClicks + count };
    yield* passedMilestones(of(link.project), link, total, clicks!.countedAt);
  }
  for (const [project, entries] of audits?.newEntries ?? []) {
    for (const entry of entries) yield* matchedEntry(of(project), entry);
  }
}
