import { WEBHOOK_TRIGGER_TYPES } from '@micrologs/domain';
import { expect, it } from 'vitest';
import { type TriggerInput, triggerAnswer, triggersFrom } from './trigger-input.ts';

it('gives every type what goes with it, and shows it as it was written', () => {
  const bare = WEBHOOK_TRIGGER_TYPES.map((type): TriggerInput => ({ type }));
  const stored = triggersFrom(bare);
  expect(stored).toMatchObject(bare);
  expect(stored[2]).toEqual({
    type: 'errors.threshold',
    environments: [],
    severities: [],
    groups: [],
    per: 'group',
    count: 100,
    windowMinutes: 5,
  });
  const shown = stored.map(triggerAnswer);
  expect(triggersFrom(shown)).toEqual(stored);
});

it('keeps what is given', () => {
  const given: TriggerInput = {
    type: 'errors.threshold',
    environments: ['staging'],
    severities: ['critical', 'error'],
    group_ids: [4],
    per: 'project',
    count: 7,
    window_minutes: 60,
  };
  expect(triggersFrom([given]).map(triggerAnswer)).toEqual([given]);
});

it('names what does not go with a type', () => {
  const wrong: TriggerInput[] = [{ type: 'webhook.disabled' }, { type: 'traffic.spike', minutes: 5 }];
  expect(() => triggersFrom(wrong)).toThrow("'triggers[1]': minutes does not go with 'traffic.spike'");
});
