import { answerTables, JsonText } from '@micrologs/contract';
import document from '@micrologs/contract/openapi.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

/** RFC 4180, read naively. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        value += text[at];
      }
      at += 1;
    } else {
      while (!/[,\r\n]/.test(text[at]!)) {
        value += text[at];
        at += 1;
      }
    }
    row.push(value);
    if (text[at] === ',') at += 1;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('CSV', () => {
  it('has a header also without rows, and columns for members of members', () => {
    expect(csvOf(['id', 'device.type'], [])).toBe('id,device.type\r\n');
    expect(
      csvOf(
        ['id', 'device.type'],
        [
          { id: 1, device: { type: 'mobile' } },
          { id: 2, device: null },
        ],
      ),
    ).toBe('id,device.type\r\n1,mobile\r\n2,\r\n');
  });

  it('writes lists as JSON, and stored JSON to the digit', () => {
    const row = {
      tags: ['a', 'b'],
      context: new JsonText('{"n":12345678901234567890}'),
      line: null,
      open: true,
      n: -1.5,
    };
    expect(csvOf(['tags', 'context', 'line', 'open', 'n'], [row])).toBe(
      'tags,context,line,open,n\r\n"[""a"",""b""]","{""n"":12345678901234567890}",,true,-1.5\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('gives %j a quote in front', (text) => {
    expect(read(csvOf(['a'], [{ a: text }]))[1]).toEqual([`'${text}`]);
  });

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'grapheme' })), { maxLength: 5 }), (rows) => {
        const table = rows.map(([a, b]) => ({ a: `x${a}`, b: `x${b}` }));
        expect(read(csvOf(['a', 'b'], table))).toEqual([['a', 'b'], ...table.map(({ a, b }) => [a, b])]);
      }),
    );
  });
});

it('is in openapi.yaml as it is: every example is the main list of the JSON beside it', () => {
  interface Content {
    example?: unknown;
    examples?: Record<string, { value: unknown }>;
  }
  const seen: string[] = [];
  for (const { get } of Object.values(document.paths as Record<string, { get?: Record<string, unknown> }>)) {
    const content = (get?.responses as Record<string, { content?: Record<string, Content> }>)?.['200']?.content ?? {};
    const csv = content['text/csv'];
    if (!csv) continue;
    const id = get!.operationId as keyof typeof answerTables;
    const json = content['application/json']!;
    const [name, columns] = Object.entries(answerTables[id])[0]! as [string, readonly string[]];
    const { data } = (json.example ?? Object.values(json.examples!)[0]!.value) as { data: Record<string, object[]> };
    expect(csv.example, id).toBe(csvOf(columns, data[name]!));
    seen.push(id);
  }
  expect(seen.sort()).toEqual(Object.keys(answerTables).sort());
});
