import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textLimits } from './generated/shapes.ts';
import { bodyValidators } from './generated/validators.mjs';
import { coercePageview } from './pageview.ts';

const strict = {
  url: 'https://shop.test/?utm_source=mail',
  page_title: 'Shop',
  referrer: '',
  visitor_id: 'v-1',
  session_token: 's-1',
};

describe('what is missing', () => {
  it('is said in the one message', () => {
    const message = 'url, visitor_id and session_token are required';
    for (const url of [undefined, null, '', '0', 0, false, ' ', [], {}]) {
      expect(coercePageview({ ...strict, url })).toMatchObject({ ok: false, message, field: 'url' });
    }
    for (const name of ['visitor_id', 'session_token']) {
      expect(coercePageview({ ...strict, [name]: undefined }, true)).toMatchObject({ ok: false, message, field: name });
      expect(coercePageview({ ...strict, [name]: '0' }, true)).toMatchObject({ ok: false, message });
      expect(coercePageview({ ...strict, [name]: undefined })).toMatchObject({ ok: true, value: { [name]: '' } });
      expect(coercePageview({ ...strict, [name]: {} })).toMatchObject({ ok: false, message });
    }
  });

  it('is the whole body when it is no filled object', () => {
    for (const body of [null, undefined, {}, [], 'text', 5, [strict]]) {
      expect(coercePageview(body)).toEqual({ ok: false, message: 'Invalid or missing JSON body', field: null });
    }
  });
});

describe('loose values', () => {
  it('are trimmed, cut and made text', () => {
    const { url, ...limits } = textLimits.TrackPageviewBody;
    const long = Object.fromEntries(Object.keys(limits).map((name) => [name, ` ${'é'.repeat(3000)}`]));
    const parsed = coercePageview({ url: `\t${'a'.repeat(3000)}`, ...long });
    if (!parsed.ok) throw new Error(parsed.message);
    expect(Buffer.byteLength(parsed.value.url)).toBe(url);
    for (const [name, bytes] of Object.entries(limits)) {
      expect(Buffer.byteLength(parsed.value[name as keyof typeof limits])).toBe(bytes);
    }
    expect(parsed.verbatim).toBe(false);
    expect(coercePageview({ url: 5, page_title: true, referrer: false, fingerprint: null })).toMatchObject({
      value: { url: '5', page_title: '1', referrer: '', fingerprint: '' },
      verbatim: false,
    });
  });

  it('that are lists or objects are refused by name', () => {
    expect(coercePageview({ ...strict, page_title: ['a'] })).toEqual({
      ok: false,
      message: 'page_title must be a string',
      field: 'page_title',
    });
    expect(coercePageview({ ...strict, event_id: 'a b' })).toMatchObject({ ok: false, field: 'event_id' });
    expect(coercePageview({ ...strict, occurred_at: 'now' })).toMatchObject({ ok: false, field: 'occurred_at' });
  });
});

describe('verbatim', () => {
  it.each([
    ['strict', {}],
    ['an id', { event_id: 'order-81' }],
    ['a time in milliseconds', { occurred_at: 1_772_000_000_000 }],
    ['what older trackers add', { utm_source: 'mail', utm_term: '' }],
  ])('with %s', (_, extra) => {
    expect(coercePageview({ ...strict, ...extra })).toMatchObject({ ok: true, verbatim: true });
  });

  it.each([
    ['padding', { page_title: 'Shop ' }],
    ['a number', { visitor_id: 5 }],
    ['null', { referrer: null }],
    ['long text', { screen_resolution: 'x'.repeat(21) }],
    ['a lone surrogate', { page_title: '\ud800' }],
    ['a time as text', { occurred_at: '2026-03-01T09:30:15Z' }],
    ['a padded id', { event_id: ' a' }],
    ['unknown fields', { colour: 'red' }],
    ['a large ignored field', { utm_source: 'x'.repeat(256) }],
    ['an ignored field that is no text', { utm_source: [] }],
  ])('not with %s', (_, extra) => {
    expect(coercePageview({ ...strict, ...extra })).toMatchObject({ ok: true, verbatim: false });
  });
});

const loose = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.jsonValue(),
  fc.constantFrom('', '0', ' x ', null, true, 5, 1_772_000_000_000, '2026-03-01T09:30:15Z', 'a'.repeat(3000)),
);
const anyBody = fc.record(
  {
    ...Object.fromEntries(Object.keys(textLimits.TrackPageviewBody).map((name) => [name, loose])),
    event_id: loose,
    occurred_at: loose,
    utm_source: loose,
    other: loose,
  },
  { requiredKeys: [] },
);

it('gives what openapi.yaml describes, or a message, for any body', () => {
  fc.assert(
    fc.property(anyBody, fc.boolean(), (body, identityRequired) => {
      const parsed = coercePageview(body, identityRequired);
      if (!parsed.ok) {
        expect(parsed.message).not.toBe('');
        return;
      }
      const given = Object.fromEntries(Object.entries(parsed.value).filter(([, value]) => value !== null));
      expect(bodyValidators.trackPageview!(given)).toBe(true);
      for (const [name, bytes] of Object.entries(textLimits.TrackPageviewBody)) {
        expect(Buffer.byteLength(given[name] as string)).toBeLessThanOrEqual(bytes);
      }
    }),
  );
});

it('calls verbatim only what reads back as the strict value', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const parsed = coercePageview(body);
      if (!parsed.ok || !parsed.verbatim) return;
      const again = JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
      for (const [name, value] of Object.entries(parsed.value)) {
        expect(again[name] ?? (typeof value === 'string' ? '' : null)).toBe(value);
      }
    }),
  );
});
