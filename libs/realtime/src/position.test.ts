import { describe, expect, it } from 'vitest';
import { formatPosition, parsePosition } from './position.ts';

describe('positions', () => {
  it('come back as they were given', () => {
    for (const position of [
      { epoch: 'a1b2c3d4', offset: 0, check: '0' },
      { epoch: '0', offset: Number.MAX_SAFE_INTEGER, check: '-' },
    ]) {
      expect(parsePosition(formatPosition(position))).toEqual(position);
    }
  });

  it('of another form are none', () => {
    for (const text of [
      '',
      '1',
      'a.1',
      'a.1.',
      'a.-1.x',
      'a.01.x',
      'a.1.5.x',
      'G.1.x',
      'a.1.x y',
      `a.${'9'.repeat(17)}.x`,
    ]) {
      expect(parsePosition(text), text).toBeNull();
    }
  });
});
