import type { BodyOf } from '@micrologs/contract';
import { ValidationError, type WebhookTrigger, type WebhookTriggerType } from '@micrologs/domain';

/** A trigger as clients write it. */
export type TriggerInput = BodyOf<'createWebhook'>['triggers'][number];
type Parameter = Exclude<keyof TriggerInput, 'type'>;
/** What a trigger has where its client did not say. */
type Defaults = Pick<TriggerInput, Parameter>;

const ALL_ERRORS: Defaults = { environments: [], severities: [] };
const FACTOR = 3;

/** What goes with each type, by the names of openapi.yaml. */
const PARAMETERS: Record<WebhookTriggerType, Defaults> = {
  'error_group.created': ALL_ERRORS,
  'error_group.reopened': ALL_ERRORS,
  'errors.threshold': { ...ALL_ERRORS, group_ids: [], per: 'group', count: 100, window_minutes: 5 },
  'errors.spike': { ...ALL_ERRORS, factor: FACTOR },
  'traffic.spike': { factor: FACTOR },
  'traffic.drop': { factor: FACTOR },
  'link.milestone': { codes: [], count: 1000 },
  'events.silence': { minutes: 30 },
  'audit.matched': { actions: [] },
  'dead_letters.added': {},
  'queue.lag': { seconds: 60 },
  'webhook.disabled': {},
};

/**
 * Triggers as they are stored: with everything that goes with their type.
 * @throws ValidationError when something does not go with it
 */
export function triggersFrom(inputs: readonly TriggerInput[]): WebhookTrigger[] {
  return inputs.map(({ type, ...given }, index) => {
    const known = PARAMETERS[type];
    const foreign = Object.keys(given).find((name) => !Object.hasOwn(known, name));
    if (foreign !== undefined) throw new ValidationError(`'triggers[${index}]': ${foreign} does not go with '${type}'`);
    const { group_ids, window_minutes, ...same } = { ...known, ...given };
    return {
      type,
      ...same,
      ...(group_ids ? { groups: group_ids } : {}),
      ...(window_minutes ? { windowMinutes: window_minutes } : {}),
    } as WebhookTrigger;
  });
}

/** A stored trigger as answers show it, in the order of openapi.yaml. */
export function triggerAnswer(trigger: WebhookTrigger): TriggerInput {
  const { type, groups, windowMinutes, ...same } = trigger as WebhookTrigger & {
    groups?: number[];
    windowMinutes?: number;
  };
  const values: Record<string, unknown> = { ...same, group_ids: groups, window_minutes: windowMinutes };
  const members = Object.keys(PARAMETERS[type]).map((name) => [name, values[name]]);
  return { type, ...Object.fromEntries(members) };
}
