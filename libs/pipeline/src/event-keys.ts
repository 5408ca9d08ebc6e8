import { hash } from 'node:crypto';
import type { EpochMs, QueuedEvent, QueuedPageview } from '@micrologs/domain';

/** When the event happened: the client's accepted time, else the time at which it was received. */
export function timeOf(event: QueuedEvent): EpochMs {
  return event.occurredAt ?? event.receivedAt;
}

const sha256 = (text: string) => hash('sha256', text, 'hex');

/** Hashes that may find the event's visitor, the one under which a new visitor is stored first. */
export function visitorHashes(event: QueuedPageview): readonly string[] {
  return event.visitorHashes ?? [sha256(event.body.visitor_id ?? '')];
}

/** Empty without a token, and in cookieless projects. */
export function tokenHashOf(event: QueuedPageview): string {
  const token = event.visitorHashes ? '' : (event.body.session_token ?? '');
  return token === '' ? '' : sha256(token);
}

/** Empty when the browser told none. */
export function fingerprintHashOf(event: QueuedPageview): string {
  return event.body.fingerprint ? sha256(event.body.fingerprint) : '';
}
