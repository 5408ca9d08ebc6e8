import { type EpochMs, HOUR_MS, MINUTE_MS, type ProjectId, type WebhookEndpoint } from '@micrologs/domain';
import { type FactReader, groupData, type TriggerOf, titleOf, triggersOf } from '@micrologs/storage';
import { type Alert, intervalAt } from './alert.ts';
import { sumOf, windowOf } from './error-window.ts';

type Threshold = TriggerOf<'errors.threshold'>;

/** Which thresholds of these endpoints of one project are reached now. */
export async function thresholdAlerts(
  facts: FactReader,
  project: ProjectId,
  endpoints: readonly WebhookEndpoint[],
  now: EpochMs,
): Promise<Alert[]> {
  const triggers = endpoints.flatMap((endpoint) =>
    triggersOf(endpoint, 'errors.threshold').map((trigger) => ({ endpoint, trigger })),
  );
  if (triggers.length === 0) return [];
  const questions = triggers.map(({ trigger }) => windowOf(project, trigger, now));
  const answers = await facts.read(Object.fromEntries(questions.map((question, i) => [i, question])));
  const alerts: Alert[] = [];
  for (const [i, { endpoint, trigger }] of triggers.entries()) {
    const rows = answers[i]!;
    if (trigger.per === 'project') {
      const occurrences = sumOf(rows);
      if (occurrences >= trigger.count) alerts.push(ofProject(endpoint, trigger, occurrences, now));
      continue;
    }
    const reached = rows.filter(({ occurrences }) => occurrences >= trigger.count);
    if (reached.length === 0) continue;
    const numbers = reached.map(({ group }) => group);
    const { groups } = await facts.read({ groups: { from: 'errorGroups', project, numbers, limit: numbers.length } });
    for (const group of groups) {
      const { occurrences } = reached.find((row) => row.group === group.number)!;
      const summary = `${occurrences} times in ${trigger.windowMinutes} minutes: ${titleOf(group)}`;
      alerts.push({
        ...thresholdReached(endpoint, trigger, group.number, now),
        data: { summary, ...dataOf(trigger, occurrences), ...groupData(group) },
      });
    }
  }
  return alerts;
}

function ofProject(endpoint: WebhookEndpoint, trigger: Threshold, occurrences: number, now: EpochMs): Alert {
  const summary = `${occurrences} errors in ${trigger.windowMinutes} minutes`;
  return {
    ...thresholdReached(endpoint, trigger, 'all', now),
    data: { summary, ...dataOf(trigger, occurrences) },
  };
}

function thresholdReached(endpoint: WebhookEndpoint, trigger: Threshold, about: number | string, now: EpochMs) {
  return {
    endpoint,
    type: trigger.type,
    subject: `${JSON.stringify(trigger)} ${about}`,
    // Whoever counts over days is not told every hour of what is the same for days.
    every: intervalAt(now, Math.max(HOUR_MS, trigger.windowMinutes * MINUTE_MS)),
  };
}

function dataOf({ count, windowMinutes, environments, severities }: Threshold, occurrences: number): object {
  return { count: occurrences, threshold: count, window_minutes: windowMinutes, environments, severities };
}
