import type { EpochMs, Project, QueuedEngagement, QueuedEvent, QueuedPageview } from '@micrologs/domain';
import {
  fingerprintHash as hashOfFingerprint,
  visitorHash as hashOfVisitor,
  sessionTokenHash,
} from '@micrologs/identity';

/** When the event happened: the client's accepted time, else the time at which it was received. */
export function timeOf(event: Pick<QueuedEvent, 'occurredAt' | 'receivedAt'>): EpochMs {
  return event.occurredAt ?? event.receivedAt;
}

/** A pageview of an existing project, with what is derived from it more than once. */
export interface View {
  kind: 'pageview';
  event: QueuedPageview;
  project: Project;
  at: EpochMs;
  /** Hex; finds the visitor, or becomes the hash of a new one. */
  visitorHash: string;
  /** Yesterday's hash of a cookieless visitor, hex; empty otherwise. */
  yesterdayHash: string;
  /** Hex; empty without a token, and in cookieless projects. */
  tokenHash: string;
  /** Hex; empty unless the project merges fingerprints and the browser told one. */
  fingerprintHash: string;
}

export interface Engagement {
  kind: 'engagement';
  event: QueuedEngagement;
  project: Project;
  at: EpochMs;
}

export function prepareView(project: Project, event: QueuedPageview): View {
  const { body, visitorHashes } = event;
  // Fingerprints identify across lost cookies; where nothing is stored in the browser there is nothing to lose.
  const merges = project.settings.mergeFingerprints && !visitorHashes;
  return {
    kind: 'pageview',
    event,
    project,
    at: timeOf(event),
    visitorHash: visitorHashes ? visitorHashes[0] : hashOfVisitor(body.visitor_id ?? ''),
    yesterdayHash: visitorHashes?.[1] ?? '',
    tokenHash: visitorHashes || !body.session_token ? '' : sessionTokenHash(body.session_token),
    fingerprintHash: merges && body.fingerprint ? hashOfFingerprint(body.fingerprint) : '',
  };
}
