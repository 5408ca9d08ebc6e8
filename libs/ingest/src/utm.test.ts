import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_UTM, utmOf } from './utm.ts';

const page = 'https://shop.test/page';

it('reads all five from the query', () => {
  const url = `${page}?utm_source=news&utm_medium=email&x=1&utm_campaign=spring&utm_content=top&utm_term=shoes`;
  expect(utmOf(url)).toEqual({ source: 'news', medium: 'email', campaign: 'spring', content: 'top', term: 'shoes' });
});

it('gives empty texts where there is nothing to read', () => {
  for (const url of [
    '',
    page,
    `${page}?a=1`,
    `${page}?`,
    `${page}#utm_source=x`,
    `${page}#a?utm_source=x`,
    '???',
    'x',
  ]) {
    expect.soft(utmOf(url), url).toEqual(NO_UTM);
  }
});

it('decodes forms: plus, escapes in names and values, UTF-8', () => {
  expect(utmOf(`${page}?utm_source=a+b%20c%2Bd`).source).toBe('a b c+d');
  expect(utmOf(`${page}?utm%5Fsource=escaped`).source).toBe('escaped');
  expect(utmOf(`${page}?utm_campaign=v%C3%A5r%20%F0%9F%8C%B7`).campaign).toBe('vår 🌷');
  expect(utmOf(`${page}?utm_source=%20%09news%00`).source).toBe('news');
});

it('lets the last duplicate win and the fragment be', () => {
  expect(utmOf(`${page}?utm_source=a&utm_source=b#?utm_source=c`).source).toBe('b');
  expect(utmOf(`${page}?utm_source=a&utm_source=`).source).toBe('');
});

it('knows neither other cases nor arrays', () => {
  expect(utmOf(`${page}?UTM_SOURCE=a&utm_Source=b&utm_source[]=c&utm_source%5B0%5D=d&utm_id=e`)).toEqual(NO_UTM);
  expect(utmOf(`${page}?utm_source=a&utm_source[]=b`).source).toBe('a');
});

it('cuts at 255 bytes between two characters', () => {
  expect(utmOf(`${page}?utm_term=${'a'.repeat(300)}`).term).toBe('a'.repeat(255));
  expect(utmOf(`${page}?utm_term=${'å'.repeat(200)}`).term).toBe('å'.repeat(127));
});

it('survives malformed escapes', () => {
  expect(utmOf(`${page}?utm_source=100%&utm_medium=%zz&utm_term=%E0%A4`)).toMatchObject({
    source: '100%',
    medium: '%zz',
    term: '\ufffd',
  });
});

it('never throws, and reads back whatever a form wrote', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(Object.keys(utmOf(text))).toHaveLength(5);
      expect(Object.keys(utmOf(`${page}?utm_source=${text}`))).toHaveLength(5);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 15 }), (text) => {
      const query = new URLSearchParams({ utm_source: `.${text}.` });
      expect(utmOf(`${page}?a=b&${query}`).source).toBe(`.${text}.`);
    }),
  );
});
