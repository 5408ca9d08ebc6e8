import { DEFAULT_SETTINGS, type Project } from '@micrologs/domain';
import { StorageUnavailableError } from '@micrologs/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyRing, sha256 } from './key-ring.ts';

const SECRET = 'a'.repeat(64);

function aProject(overrides: Partial<Project> = {}): Project {
  return {
    id: 1,
    name: 'Shop',
    publicKey: 'b'.repeat(32),
    secretHash: sha256(SECRET),
    allowedDomains: ['shop.test'],
    isActive: true,
    timeZone: 'UTC',
    settings: DEFAULT_SETTINGS,
    createdAt: 0,
    updatedAt: 0,
    ...overrides,
  };
}

class Store {
  projects: Project[] = [aProject()];
  number = 1;
  down = false;
  async all() {
    this.#assertUp();
    return this.projects;
  }
  async changeNumber() {
    this.#assertUp();
    return this.number;
  }
  change(projects: Project[]) {
    this.projects = projects;
    this.number += 1;
  }
  #assertUp() {
    if (this.down) throw new StorageUnavailableError('down');
  }
}

describe('KeyRing', () => {
  let store: Store;
  let ring: KeyRing;
  beforeEach(() => {
    store = new Store();
    ring = new KeyRing({ store, pollMs: 5 });
  });
  afterEach(() => ring.stop());

  it('knows active projects by exact keys', async () => {
    store.projects.push(
      aProject({ id: 2, publicKey: 'c'.repeat(32), secretHash: sha256('c'.repeat(64)), isActive: false }),
    );
    await ring.start();
    expect(ring.byPublicKey('b'.repeat(32))?.id).toBe(1);
    expect(ring.byId(1)?.publicKey).toBe('b'.repeat(32));
    for (const id of [2, 99]) expect(ring.byId(id)).toBeNull();
    expect(ring.bySecretKey(SECRET)?.id).toBe(1);
    for (const key of ['B'.repeat(32), 'c'.repeat(32), '', 'constructor']) expect(ring.byPublicKey(key)).toBeNull();
    for (const key of ['A'.repeat(64), 'c'.repeat(64), sha256(SECRET)]) expect(ring.bySecretKey(key)).toBeNull();
  });

  it('hears of changes that another process made', async () => {
    await ring.start();
    store.change([aProject({ publicKey: 'd'.repeat(32) })]);
    await expect.poll(() => ring.byPublicKey('d'.repeat(32))?.id).toBe(1);
    expect(ring.byPublicKey('b'.repeat(32))).toBeNull();
  });

  it('has a change of its own process in force when the refresh resolves', async () => {
    await ring.start();
    store.change([]);
    await ring.refresh();
    expect(ring.byPublicKey('b'.repeat(32))).toBeNull();
  });

  it('goes on with the known keys while the database is away, and judges no others', async () => {
    await ring.start();
    store.down = true;
    await expect.poll(() => attempt(() => ring.byPublicKey('d'.repeat(32)))).toBe('thrown');
    expect(ring.byPublicKey('b'.repeat(32))?.id).toBe(1);
    expect(ring.bySecretKey(SECRET)?.id).toBe(1);
    expect(() => ring.byPublicKey('d'.repeat(32))).toThrow(StorageUnavailableError);
    expect(() => ring.bySecretKey('d'.repeat(64))).toThrow(StorageUnavailableError);
    store.down = false;
    await expect.poll(() => attempt(() => ring.byPublicKey('d'.repeat(32)))).toBeNull();
  });

  it('starts with the database away, and learns the keys when it comes', async () => {
    store.down = true;
    await ring.start();
    expect(() => ring.byPublicKey('b'.repeat(32))).toThrow(StorageUnavailableError);
    store.down = false;
    await expect.poll(() => attempt(() => ring.byPublicKey('b'.repeat(32)))).toMatchObject({ id: 1 });
  });
});

function attempt<T>(work: () => T): T | 'thrown' {
  try {
    return work();
  } catch {
    return 'thrown';
  }
}
