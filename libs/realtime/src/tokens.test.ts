import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToken, signingKey, signToken, type TokenClaims } from './tokens.ts';

const SECRET = 'of the installation';
const KEY = signingKey(1, 'a'.repeat(64), SECRET);
const CLAIMS: TokenClaims = { project: 1, channels: ['pageviews'], expiresAt: 1_771_574_400_000, origin: null };

const keyOf = (project: number) => (project === 1 ? KEY : null);

describe('tokens', () => {
  it('tell what was signed', () => {
    for (const claims of [CLAIMS, { ...CLAIMS, channels: ['a', 'b'], origin: 'https://shop.test' }]) {
      expect(readToken(signToken(claims, KEY), keyOf)).toEqual(claims);
    }
  });

  it('tell nothing when any character of them is changed, left out or added', () => {
    const token = signToken(CLAIMS, KEY);
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom('', 'A', 'b', '.', '0', '=', 'é'),
        fc.boolean(),
        (at, put, isExtra) => {
          const changed = token.slice(0, at) + put + token.slice(isExtra ? at : at + 1);
          fc.pre(changed !== token);
          expect(readToken(changed, keyOf)).toBeNull();
        },
      ),
    );
  });

  it('are of one project, one secret key and one installation', () => {
    const others = [
      signingKey(2, 'a'.repeat(64), SECRET),
      signingKey(1, 'b'.repeat(64), SECRET),
      signingKey(1, 'a'.repeat(64), 'x'),
    ];
    for (const key of others) expect(readToken(signToken(CLAIMS, key), keyOf)).toBeNull();
    expect(readToken(signToken({ ...CLAIMS, project: 2 }, KEY), keyOf)).toBeNull();
  });

  it('of no form at all are no tokens', () => {
    for (const text of ['', 'rt1', 'rt1..', 'rt1.e30.x', 'rt1.bnVsbA.x', 'rt2.e30.x.y', 'rt1.MQ.MQ']) {
      expect(
        readToken(text, () => KEY),
        text,
      ).toBeNull();
    }
  });
});
