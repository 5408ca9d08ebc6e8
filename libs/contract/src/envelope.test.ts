import { expect, it } from 'vitest';
import { failureEnvelope, successEnvelope } from './envelope.ts';
import { ContractError, failure, unwrap } from './result.ts';

it('writes the envelope as existing clients know it', () => {
  expect(JSON.stringify(successEnvelope('OK', { url: 'https://é.test/', rate: 100 }))).toBe(
    '{"success":true,"message":"OK","data":{"url":"https://é.test/","rate":100}}',
  );
  expect(JSON.stringify(failureEnvelope('Not found'))).toBe('{"success":false,"message":"Not found"}');
  expect(failureEnvelope('Slow down', { error: 'Slow down' })).toEqual({
    success: false,
    message: 'Slow down',
    error: 'Slow down',
  });
});

it('unwraps good input and throws for bad', () => {
  expect(unwrap({ ok: true, value: 5 })).toBe(5);
  expect(() => unwrap(failure('id is required', 'id'))).toThrow(
    new ContractError({ message: 'id is required', field: 'id' }),
  );
});
