import type { AuditEntry, ErrorGroup, ProjectId, StatusChange, WebhookEvent } from '@micrologs/domain';
import type { ExportRows } from './exports.ts';
import type { FactStates } from './fact-states.ts';

/** A change of an error group's status that somebody asked for. */
export type ToldStatusChange = StatusChange & Pick<ErrorGroup, 'errorType' | 'message' | 'environment' | 'severity'>;

/** An alert as it was put into the outbox, whoever is told of it. */
export interface ToldAlert extends Pick<WebhookEvent, 'project' | 'id' | 'type' | 'data' | 'createdAt'> {
  /** Among those of its project. */
  number: number;
}

/** What is told of as it is stored. Facts of a kind are numbered per project from 1 on, without gaps, in the order of commits. */
export interface FeedRows {
  pageviews: ExportRows['pageviews'];
  errors: ExportRows['errors'] | ToldStatusChange;
  clicks: ExportRows['clicks'];
  /** Numbered by `sequence`. */
  audits: AuditEntry;
  alerts: ToldAlert;
}

export type FeedKind = keyof FeedRows;

export interface FeedPage<K extends FeedKind> {
  /** Number of the fact that was stored last; 0 before the first. */
  last: number;
  /** In the order of their numbers. One that is missing was erased, or its row has gone. */
  facts: FeedRows[K][];
}

/** Facts in the order in which they were stored. */
export interface FeedStore {
  /** The number of the last fact of each kind, of each of these projects. */
  last(projects: readonly ProjectId[]): Promise<Map<ProjectId, Record<FeedKind, number>>>;
  /** What tells apart the states of the facts of each of these projects, of one snapshot; cheap to look at. */
  states(projects: readonly ProjectId[]): Promise<Map<ProjectId, FactStates>>;
  /**
   * Facts of one snapshot, together with the last number in it.
   * @param from the first number; null: the last `limit` facts
   */
  read<K extends FeedKind>(kind: K, project: ProjectId, from: number | null, limit: number): Promise<FeedPage<K>>;
}
