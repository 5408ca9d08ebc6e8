import { type EpochMs, HOUR_MS, MINUTE_MS, type ProjectId, SECOND_MS, type WebhookEndpoint } from '@micrologs/domain';
import { type FactReader, isoUtc, triggersOf } from '@micrologs/storage';
import { type Alert, intervalAt } from './alert.ts';

/**
 * For whom a project is silent.
 * @param storedUntil everything received before this is stored
 */
export async function silenceAlerts(
  facts: FactReader,
  project: ProjectId,
  endpoints: readonly WebhookEndpoint[],
  now: EpochMs,
  storedUntil: EpochMs,
): Promise<Alert[]> {
  const triggers = endpoints.flatMap((endpoint) =>
    triggersOf(endpoint, 'events.silence').map((trigger) => ({ endpoint, ...trigger })),
  );
  if (triggers.length === 0) return [];
  const { latest } = await facts.read({ latest: { from: 'latestEvent', project } });
  const { at } = latest[0];
  return (
    triggers
      // Nobody listened for silence before there was an endpoint.
      .filter(({ endpoint, minutes }) => storedUntil - Math.max(at ?? 0, endpoint.createdAt) >= minutes * MINUTE_MS)
      .map(({ endpoint, type, minutes }) => ({
        endpoint,
        type,
        subject: `${minutes}`,
        every: intervalAt(now, Math.max(HOUR_MS, minutes * MINUTE_MS)),
        data: {
          summary: `No event for ${minutes} minutes`,
          minutes,
          last_event_at: at === null ? null : isoUtc(at),
        },
      }))
  );
}

/** For whom events wait too long before they are stored. @param lagMs how long the oldest one has waited */
export function lagAlerts(endpoints: readonly WebhookEndpoint[], now: EpochMs, lagMs: number): Alert[] {
  return endpoints.flatMap((endpoint) =>
    triggersOf(endpoint, 'queue.lag')
      .filter(({ seconds }) => lagMs >= seconds * SECOND_MS)
      .map(({ type, seconds }) => {
        const waited = Math.floor(lagMs / SECOND_MS);
        return {
          endpoint,
          type,
          subject: `${seconds}`,
          every: intervalAt(now, HOUR_MS),
          data: { summary: `Events wait ${waited} s before they are stored`, seconds: waited, threshold: seconds },
        };
      }),
  );
}
