import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coerceAuditText } from './audit.ts';
import { bodyValidators } from './generated/validators.mjs';

function read(body: unknown) {
  return coerceAuditText(body, JSON.stringify(body) ?? '');
}

it('fills in what is not given', () => {
  expect(read({ action: ' invoice.paid ' })).toEqual({
    ok: true,
    value: { action: 'invoice.paid', actor: '', context: null, event_id: null, occurred_at: null },
  });
});

it('says what is missing or of the wrong kind', () => {
  for (const action of [undefined, null, '', '0', false, [], {}]) {
    expect(read({ action, actor: 'kim' })).toMatchObject({ ok: false, message: 'action is required', field: 'action' });
  }
  expect(read({ action: 'x', actor: {} })).toMatchObject({ message: 'actor must be a string' });
  expect(read({ action: 'x', event_id: 'a b' })).toMatchObject({ field: 'event_id' });
  expect(read({ action: 'x', occurred_at: 'now' })).toMatchObject({ field: 'occurred_at' });
  for (const body of [null, {}, [], 'text'])
    expect(read(body)).toMatchObject({ message: 'Invalid or missing JSON body' });
});

it('leaves texts whole for the scrubbing, trimmed', () => {
  expect(read({ action: ` ${'é'.repeat(200)}`, actor: 'é'.repeat(200) })).toMatchObject({
    value: { action: 'é'.repeat(200), actor: 'é'.repeat(200) },
  });
});

it('E10: keeps the context to the digit', () => {
  const text = '{"action":"x","context":{"id":12345678901234567890,"none":{}}}';
  expect(coerceAuditText(JSON.parse(text), text)).toMatchObject({
    value: { context: '{"id":12345678901234567890,"none":{}}' },
  });
});

it('gives what openapi.yaml describes, or a message, for any body', () => {
  const loose = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.jsonValue());
  const names = ['action', 'actor', 'context', 'event_id', 'occurred_at', 'other'];
  const anyBody = fc.record(Object.fromEntries(names.map((name) => [name, loose])), { requiredKeys: [] });
  fc.assert(
    fc.property(anyBody, (body) => {
      const parsed = read(body);
      if (!parsed.ok) {
        expect(parsed.message).not.toBe('');
        return;
      }
      const { context, ...value } = parsed.value;
      const given = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
      if (context !== null) given.context = JSON.parse(context);
      bodyValidators.trackAudit!(given);
      expect(bodyValidators.trackAudit!.errors ?? []).toEqual([]);
    }),
  );
});
