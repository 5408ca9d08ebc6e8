import { DEFAULT_SETTINGS, type Project } from '@micrologs/domain';
import { describe, expect, it } from 'vitest';
import {
  hashSecretKey,
  newPublicKey,
  newSecretKey,
  ownerOfKey,
  PUBLIC_KEY_PATTERN,
  SECRET_KEY_PATTERN,
} from './keys.ts';

function aProject(id: number, publicKey: string, secretKey: string, isActive = true): Project {
  return {
    id,
    name: `Project ${id}`,
    publicKey,
    secretHash: hashSecretKey(secretKey),
    allowedDomains: ['a.test'],
    isActive,
    timeZone: 'UTC',
    settings: DEFAULT_SETTINGS,
    createdAt: 0,
    updatedAt: 0,
  };
}

describe('keys', () => {
  it('have the formats that clients know', () => {
    expect(newSecretKey()).toMatch(SECRET_KEY_PATTERN);
    expect(newPublicKey()).toMatch(PUBLIC_KEY_PATTERN);
    expect(new Set(Array.from({ length: 100 }, newPublicKey)).size).toBe(100);
  });

  it('are found wherever their project stands, unless it is disabled', () => {
    const keys = Array.from({ length: 4 }, () => ({ publicKey: newPublicKey(), secretKey: newSecretKey() }));
    const projects = keys.map(({ publicKey, secretKey }, i) => aProject(i + 1, publicKey, secretKey, i !== 2));
    keys.forEach(({ publicKey, secretKey }, i) => {
      const expected = i === 2 ? null : projects[i];
      expect(ownerOfKey(publicKey, projects)).toEqual(expected && { project: expected, keyType: 'public' });
      expect(ownerOfKey(secretKey, projects)).toEqual(expected && { project: expected, keyType: 'secret' });
    });
    expect(ownerOfKey(projects[0]!.secretHash, projects)).toBeNull();
    expect(ownerOfKey('', projects)).toBeNull();
    expect(ownerOfKey(newSecretKey(), [])).toBeNull();
  });
});
