import { describe, expect, it } from 'vitest';
import { coerceErrorStatus } from './error-status.ts';

const STATUS = 'status is required and must be one of: open, investigating, resolved, ignored';

it.each([
  [{ status: 'resolved', ids: [4, 9] }, [4, 9]],
  [{ status: ' resolved ', ids: 4 }, [4]],
  [{ status: 'resolved', ids: '4' }, [4]],
  [{ status: 'resolved', id: 4 }, [4]],
  [{ status: 'resolved', id: [4, 9] }, [4, 9]],
  [{ status: 'resolved', ids: null, id: 4 }, [4]],
  [{ status: 'resolved', ids: [9, '4', 9, 0, 'x', null, [], {}, -1, 4.7, '7abc', 1e300, true] }, [9, 4, 7]],
  [{ status: 'resolved', ids: [...Array(100).keys(), 100, 100] }, [...Array(100).keys()].map((i) => i + 1)],
])('%j asks for %j', (body, ids) => {
  expect(coerceErrorStatus(body)).toEqual({ ok: true, value: { status: 'resolved', ids, note: '' } });
});

describe('a body that asks for nothing', () => {
  it.each([
    [{}, 'Invalid or missing JSON body'],
    [[], 'Invalid or missing JSON body'],
    [{ ids: [1] }, STATUS],
    [{ status: 'closed' }, STATUS],
    [{ status: 'Open', ids: [1] }, STATUS],
    [{ status: ['open'], ids: [1] }, STATUS],
    [{ status: true, ids: [1] }, STATUS],
    [{ status: 'open' }, 'ids (array) or id (integer) is required'],
    [{ status: 'open', ids: null, id: null }, 'ids (array) or id (integer) is required'],
    [{ status: 'open', ids: [] }, 'No valid IDs provided'],
    [{ status: 'open', ids: [0, 'x'], id: 4 }, 'No valid IDs provided'],
    [{ status: 'open', ids: [...Array(102).keys()] }, 'Maximum 100 IDs per request'],
    [{ status: 'open', id: 4, note: {} }, 'note must be a string'],
  ])('%j', (body, message) => {
    expect(coerceErrorStatus(body)).toMatchObject({ ok: false, message });
  });
});

it('leaves the note whole for the scrubbing, trimmed', () => {
  expect(coerceErrorStatus({ status: 'open', id: 1, note: ` ${'é'.repeat(200)}` })).toMatchObject({
    value: { note: 'é'.repeat(200) },
  });
});
