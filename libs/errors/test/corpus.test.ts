import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groupError } from '../src/index.ts';

/** An error as a runtime wrote it, and the fault that a person says it is. */
interface LabelledError {
  group: string;
  errorType: string;
  message: string;
  file: string;
  line: number | null;
  stack: string | null;
  url?: string;
  fingerprint?: string[];
}

const read = (half: string): LabelledError[] =>
  JSON.parse(readFileSync(new URL(`./corpus/${half}.json`, import.meta.url), 'utf8'));

const fingerprintOf = ({ group: _, ...error }: LabelledError) =>
  groupError({ url: '', fingerprint: [], ...error }).fingerprint;

/** Over all pairs of errors: how many of those put together belong together, and how many that do were put together. */
function judge(errors: readonly LabelledError[]) {
  const found = errors.map(fingerprintOf);
  let together = 0;
  let right = 0;
  let labelled = 0;
  const faults = new Set<string>();
  for (let a = 0; a < errors.length; a++) {
    for (let b = 0; b < a; b++) {
      const isSame = errors[a]!.group === errors[b]!.group;
      const isTogether = found[a] === found[b];
      together += Number(isTogether);
      labelled += Number(isSame);
      right += Number(isSame && isTogether);
      if (isSame !== isTogether) {
        const pair = [errors[a]!.group, errors[b]!.group].sort().join(' + ');
        faults.add(isSame ? `${errors[a]!.group} is parted` : `${pair} are one`);
      }
    }
  }
  const precision = right / together;
  const recall = right / labelled;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), faults: [...faults] };
}

describe('the corpus of labelled errors', () => {
  // The rules were made with the first half at hand; the second says what they do with errors they were not made for.
  it.each(['tuning', 'held-out'])('is grouped as people would group it: %s', (half) => {
    const errors = read(half);
    const result = judge(errors);
    const figures = `precision ${result.precision.toFixed(4)}, recall ${result.recall.toFixed(4)}, F1 ${result.f1.toFixed(4)}`;
    const groups = new Set(errors.map((error) => error.group)).size;
    console.log(`${half}: ${errors.length} errors of ${groups} faults: ${figures}\n  ${result.faults.join('\n  ')}`);
    expect(result.f1).toBeGreaterThanOrEqual(0.95);
  });

  it('holds several hundred errors of many faults', () => {
    const errors = [...read('tuning'), ...read('held-out')];
    expect(errors.length).toBeGreaterThanOrEqual(300);
    expect(new Set(errors.map((error) => error.group)).size).toBeGreaterThanOrEqual(60);
  });
});
