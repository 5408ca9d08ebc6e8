import { type LinkId, type ProjectId, type QueuedEvent, UNKNOWN_DEVICE } from '@micrologs/domain';
import { NOON } from './world.ts';

/** How many events of each kind a batch has for each project, those left out that come a second time. */
export const PER_BATCH = { views: 20, errors: 5, clicks: 3, audits: 3 };
const VISITORS = 10;

/** What one batch, numbered from 1, brings for a project; the first view of the batch before comes again. */
export function eventsOf(project: ProjectId, links: readonly LinkId[], batch: number): QueuedEvent[] {
  const received = { project, receivedAt: NOON + batch * 1000 };
  const view = (ofBatch: number, i: number): QueuedEvent => ({
    ...received,
    kind: 'pageview',
    id: `view-${ofBatch}-${i}`,
    idGiven: true,
    device: UNKNOWN_DEVICE,
    body: {
      url: `https://shop.test/${ofBatch}/${i}`,
      visitor_id: `visitor-${i % VISITORS}`,
      session_token: `token-${i % VISITORS}`,
    },
  });
  const times = (count: number, event: (i: number) => QueuedEvent) => Array.from({ length: count }, (_, i) => event(i));
  return [
    ...times(PER_BATCH.views, (i) => view(batch, i)),
    ...(batch > 1 ? [view(batch - 1, 0)] : []),
    {
      ...received,
      kind: 'engagement',
      id: `engagement-${batch}`,
      idGiven: true,
      body: { pageview_id: `view-${batch}-0`, engaged_ms: 1000, scroll_pct: 50 },
    },
    ...times(PER_BATCH.errors, (i) => ({
      ...received,
      kind: 'error',
      id: `error-${batch}-${i}`,
      idGiven: true,
      keyType: 'public',
      body: {
        error_type: `Fault${(i + batch) % PER_BATCH.errors}`,
        message: 'No stock',
        file: '',
        line: null,
        stack: null,
        url: '',
        severity: 'error',
        environment: 'production',
        release: '',
        fingerprint: [],
        context: null,
        visitor_id: '',
        session_token: '',
      },
    })),
    ...times(PER_BATCH.clicks, (i) => ({
      ...received,
      kind: 'click',
      link: links[i % links.length]!,
      referrer: '',
      device: UNKNOWN_DEVICE,
      ipHash: 'ab'.repeat(32),
    })),
    ...times(PER_BATCH.audits, (i) => ({
      ...received,
      kind: 'audit',
      id: `audit-${batch}-${i}`,
      idGiven: true,
      keyType: 'secret',
      ipHash: 'ab'.repeat(32),
      body: { action: 'order.paid', actor: '', context: null },
    })),
  ];
}
