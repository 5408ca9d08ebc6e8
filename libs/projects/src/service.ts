import {
  type Clock,
  DEFAULT_SETTINGS,
  formatLocal,
  isoLocal,
  NotFoundError,
  type Project,
  type ProjectId,
  patchSettings,
  trimAscii,
  ValidationError,
} from '@micrologs/domain';
import type { ProjectPatch, ProjectStats, ProjectStore } from '@micrologs/storage';
import { type Administrator, adminAct } from './acts.ts';
import { hashSecretKey, newPublicKey, newSecretKey, ownerOfKey } from './keys.ts';
import { changedFields, namedSettings, optionsOf, type ProjectOptions } from './options.ts';
import { allowedHosts, assertNameLength, assertTimeZone } from './rules.ts';
import { snippetFor } from './snippet.ts';

export interface CreateProject extends ProjectOptions {
  name: string;
  allowed_domains: readonly string[];
}

export interface EditProject extends ProjectOptions {
  id: ProjectId;
  name?: string | null | undefined;
  allowed_domains?: readonly string[] | null | undefined;
}

/** What the envelope holds besides `success`. */
export interface Outcome<Data extends object> {
  message: string;
  data: Data;
}

/** Which part of the list of projects is wanted; all of it by default. */
export interface ProjectPage {
  /** Only projects older than this one. */
  before?: ProjectId | undefined;
  limit?: number | undefined;
}

const NO_STATS: ProjectStats = { links: 0, pageviews: 0, errors: 0 };

/**
 * Projects and their keys. Every method answers the envelope's message and `data`; times in it are
 * `YYYY-MM-DD HH:MM:SS` in UTC, since a list of projects spans many zones. Every change is recorded in the audit log
 * together with who made it.
 */
export class ProjectService {
  readonly #store: ProjectStore;
  readonly #clock: Clock;

  constructor(store: ProjectStore, clock: Clock = Date.now) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Makes a project with new keys. This answer and that of `regenerateKeys` are the only ones that hold a secret key.
   * @param apiUrl where browsers reach this server, for the snippet
   * @throws ValidationError
   */
  async create(input: CreateProject, apiUrl: string, by: Administrator) {
    const name = trimAscii(input.name);
    if (name === '' || name === '0') throw new ValidationError('name is required');
    if (input.allowed_domains.length === 0) {
      throw new ValidationError('allowed_domains must be a non-empty array');
    }
    assertNameLength(name);
    const allowedDomains = allowedHosts(input.allowed_domains);
    const timeZone = input.timezone ?? 'UTC';
    assertTimeZone(timeZone);
    const secretKey = newSecretKey();
    const now = this.#clock();
    const project = await this.#store.create(
      {
        name,
        publicKey: newPublicKey(),
        secretHash: hashSecretKey(secretKey),
        allowedDomains,
        timeZone,
        settings: patchSettings(DEFAULT_SETTINGS, namedSettings(input)),
        createdAt: now,
      },
      adminAct(by, 'project.created', { name }, now),
    );
    return outcome('Project created. Keep the secret key: it is not shown again.', {
      id: project.id,
      name: project.name,
      allowed_domains: project.allowedDomains,
      secret_key: secretKey,
      public_key: project.publicKey,
      ...optionsOf(project),
      snippet: snippetFor(project, apiUrl),
    });
  }

  /**
   * Projects, the newest first.
   * @param apiUrl where browsers reach this server, for the snippets
   * @returns also `last`: the last one's id if there are older ones, else null
   */
  async list(apiUrl: string, { before = Number.POSITIVE_INFINITY, limit }: ProjectPage = {}) {
    const [projects, stats] = await Promise.all([this.#store.all(), this.#store.stats()]);
    const wanted = projects.filter((project) => project.id < before).sort((a, b) => b.id - a.id);
    const page = wanted.slice(0, limit);
    const answer = outcome('Projects fetched successfully', {
      count: page.length,
      projects: page.map((project) => {
        const { links, pageviews, errors } = stats.get(project.id) ?? NO_STATS;
        return {
          id: project.id,
          name: project.name,
          public_key: project.publicKey,
          allowed_domains: project.allowedDomains,
          is_active: project.isActive,
          ...optionsOf(project),
          snippet: snippetFor(project, apiUrl),
          stats: { total_links: links, total_pageviews: pageviews, total_errors: errors },
          created_at: formatLocal(project.createdAt, 'UTC'),
          created_at_iso: isoLocal(project.createdAt, 'UTC'),
          updated_at: formatLocal(project.updatedAt, 'UTC'),
          updated_at_iso: isoLocal(project.updatedAt, 'UTC'),
        };
      }),
    });
    return { ...answer, last: page.length < wanted.length ? page.at(-1)!.id : null };
  }

  /**
   * Changes what is given. A new time zone moves the days of everything stored.
   * @throws NotFoundError
   * @throws ValidationError
   */
  async edit(input: EditProject, by: Administrator) {
    const before = await this.#find(input.id);
    const patch: ProjectPatch = {};
    if (input.name != null) {
      patch.name = trimAscii(input.name);
      if (patch.name === '') throw new ValidationError('name cannot be empty');
      assertNameLength(patch.name);
    }
    if (input.allowed_domains != null) {
      if (input.allowed_domains.length === 0) {
        throw new ValidationError('allowed_domains must be a non-empty array');
      }
      patch.allowedDomains = allowedHosts(input.allowed_domains);
    }
    if (input.timezone != null) {
      assertTimeZone(input.timezone);
      patch.timeZone = input.timezone;
    }
    const settings = namedSettings(input);
    if (Object.keys(settings).length > 0) patch.settings = settings;
    if (Object.keys(patch).length === 0) {
      throw new ValidationError('Nothing to update. Provide name or allowed_domains.');
    }
    const after = { ...before, ...patch, settings: patchSettings(before.settings, settings) };
    const changed = changedFields(before, after);
    const project = await this.#update(input.id, patch, by, 'project.edited', { changed });
    return outcome('Project updated successfully', {
      id: project.id,
      name: project.name,
      allowed_domains: project.allowedDomains,
      is_active: project.isActive,
      ...optionsOf(project),
      updated_at: formatLocal(project.updatedAt, 'UTC'),
      updated_at_iso: isoLocal(project.updatedAt, 'UTC'),
    });
  }

  /**
   * Enables or disables; without `is_active`, the other of what it is. The keys of a disabled project are unknown.
   * @throws NotFoundError
   */
  async toggle(input: { id: ProjectId; is_active?: boolean | null | undefined }, by: Administrator) {
    const found = await this.#find(input.id);
    const isActive = input.is_active ?? !found.isActive;
    const project = await this.#update(input.id, { isActive }, by, isActive ? 'project.enabled' : 'project.disabled');
    return outcome(`Project "${project.name}" ${project.isActive ? 'enabled' : 'disabled'} successfully.`, {
      id: project.id,
      name: project.name,
      is_active: project.isActive,
    });
  }

  /**
   * Replaces the keys asked for, both by default; the old ones stop working at once.
   * @throws NotFoundError
   * @throws ValidationError when no key is asked for
   */
  async regenerateKeys(
    input: { id: ProjectId; rotate_secret?: boolean | null | undefined; rotate_public?: boolean | null | undefined },
    by: Administrator,
  ) {
    const rotateSecret = input.rotate_secret ?? true;
    const rotatePublic = input.rotate_public ?? true;
    if (!rotateSecret && !rotatePublic) {
      throw new ValidationError('Nothing to rotate. Set rotate_secret and/or rotate_public to true.');
    }
    const keys = {
      ...(rotateSecret ? { secret_key: newSecretKey() } : {}),
      ...(rotatePublic ? { public_key: newPublicKey() } : {}),
    };
    const patch: ProjectPatch = {
      ...(keys.secret_key === undefined ? {} : { secretHash: hashSecretKey(keys.secret_key) }),
      ...(keys.public_key === undefined ? {} : { publicKey: keys.public_key }),
    };
    const rotated = Object.keys(keys);
    const project = await this.#update(input.id, patch, by, 'project.keys_rotated', { rotated });
    return outcome(
      `Keys rotated successfully (${rotated.join(', ')}). The old keys no longer work.` +
        (rotateSecret ? ' Keep the secret key: it is not shown again.' : ''),
      { id: project.id, name: project.name, ...keys },
    );
  }

  /**
   * Removes a project and everything under it.
   * @param input `confirm` repeats the project's name exactly
   * @throws NotFoundError
   * @throws ValidationError unless confirmed
   */
  async delete(input: { id: ProjectId; confirm?: string | null | undefined }, by: Administrator) {
    const { id, name } = await this.#find(input.id);
    if (trimAscii(input.confirm ?? '') !== name) {
      throw new ValidationError(`To delete this project, set confirm to its exact name: "${name}"`);
    }
    if (!(await this.#store.delete(id, adminAct(by, 'project.deleted', { project: id, name }, this.#clock()))))
      throw projectNotFound();
    return outcome(`Project "${name}" and all its data have been permanently deleted.`, { id, name });
  }

  /**
   * Tells whose key this is. An unknown key is an answer, not an error; so is one of a disabled project.
   * @throws ValidationError when there is no key
   */
  async verify(input: { key: string }) {
    const key = trimAscii(input.key);
    if (key === '' || key === '0') throw new ValidationError('key is required');
    const owner = ownerOfKey(key, await this.#store.all());
    return outcome(
      'Key verified',
      owner
        ? {
            valid: true as const,
            key_type: owner.keyType,
            project_name: owner.project.name,
            allowed_domains: owner.project.allowedDomains,
          }
        : { valid: false as const },
    );
  }

  /**
   * For requests whose other fault is told only to those who named an existing project.
   * @throws NotFoundError
   */
  async assertExists(id: ProjectId): Promise<void> {
    await this.#find(id);
  }

  async #find(id: ProjectId): Promise<Project> {
    const project = (await this.#store.all()).find((candidate) => candidate.id === id);
    if (!project) throw projectNotFound();
    return project;
  }

  async #update(
    id: ProjectId,
    patch: ProjectPatch,
    by: Administrator,
    action: string,
    details: object = {},
  ): Promise<Project> {
    const now = this.#clock();
    const project = await this.#store.update(id, patch, now, adminAct(by, action, details, now));
    if (!project) throw projectNotFound();
    return project;
  }
}

function outcome<Data extends object>(message: string, data: Data): Outcome<Data> {
  return { message, data };
}

function projectNotFound(): NotFoundError {
  return new NotFoundError('Project not found');
}
