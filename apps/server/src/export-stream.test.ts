import { aClick } from '@micrologs/storage/conformance';
import { expect, it } from 'vitest';
import { exportLines } from './export-stream.ts';

/** The chunks in which facts with referrers of these lengths are given out. */
async function chunksOf(lengths: readonly number[]): Promise<string[]> {
  const facts = lengths.map((length, i) => ({
    ...aClick({ project: 1, link: 1, number: i + 1, referrer: 'x'.repeat(length) }),
    code: 'c',
  }));
  const page = async (_: string, __: number, ___: object, after: { number: number } | null, limit: number) =>
    facts.slice(after?.number ?? 0, (after?.number ?? 0) + limit);
  const chunks: string[] = [];
  for await (const chunk of exportLines({ page: page as never }, 'clicks', 1, { from: 0, to: 1 })) chunks.push(chunk);
  return chunks;
}

const idsOf = (chunks: readonly string[]) =>
  chunks.flatMap((chunk) =>
    chunk
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  );

it('holds a bounded length of facts at a time: few long ones, many short ones', async () => {
  const lengths = [...new Array(2000).fill(10), ...new Array(1500).fill(60_000), ...new Array(5000).fill(10)];
  const chunks = await chunksOf(lengths);
  expect(idsOf(chunks)).toEqual(lengths.map((_, i) => i + 1));
  // The one page in which short facts turn into long ones has been asked for already.
  expect(chunks.filter((chunk) => chunk.length > 1024 * 1024).length).toBeLessThanOrEqual(1);
  expect(chunks.length).toBeLessThan(100);
});

it('gives out each fact once, whatever their number', async () => {
  for (const count of [0, 1, 15, 16, 17, 48, 49]) {
    expect(idsOf(await chunksOf(new Array(count).fill(1)))).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  }
});
