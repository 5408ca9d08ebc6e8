import { hash } from 'node:crypto';
import type { ProjectId } from '@micrologs/domain';
import { insertInto, type SqlConnection, selectByKey } from '../connection.ts';
import { lockProjects } from '../project-rows.ts';

const DIGEST_BYTES = 16;

const ADD = insertInto('strings', ['project_id', 'id', 'hash', 'text']);
const ID_BY_DIGEST = selectByKey('SELECT id FROM strings', ['project_id', 'hash']);
const TEXT_BY_ID = selectByKey('SELECT text FROM strings', ['project_id', 'id']);

/** By what a text is found: half of its SHA-256, so that no two texts ever share one. */
function textDigest(text: string): Uint8Array {
  return hash('sha256', text, 'buffer').subarray(0, DIGEST_BYTES);
}

/** Ids that were looked up before; an id, once given, is of one text for ever. */
export class KnownIds {
  readonly #maxCharacters: number;
  #ofProjects = new Map<ProjectId, Map<string, number>>();
  #characters = 0;

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters;
  }

  get(project: ProjectId, text: string): number | undefined {
    return this.#ofProjects.get(project)?.get(text);
  }

  /** Begins anew when it is full: what is in use comes back with the next question. */
  set(project: ProjectId, text: string, id: number): void {
    if (this.#characters + text.length > this.#maxCharacters) {
      this.#ofProjects = new Map();
      this.#characters = 0;
    }
    let ids = this.#ofProjects.get(project);
    if (!ids) {
      ids = new Map();
      this.#ofProjects.set(project, ids);
    }
    ids.set(text, id);
    this.#characters += text.length;
  }
}

/** The texts of one project as one snapshot has them, and further ones that are met on the way. */
export class Dictionary {
  /** Texts that the snapshot lacks, in the order of the ids that they were given for now: from `last` + 1. */
  readonly added: string[] = [];
  /** The highest id of the snapshot; 0 when it has none. */
  readonly last: number;
  readonly #connection: SqlConnection;
  readonly #project: ProjectId;
  readonly #known: KnownIds;
  readonly #addedIds = new Map<string, number>();

  private constructor(connection: SqlConnection, project: ProjectId, known: KnownIds, last: number) {
    this.#connection = connection;
    this.#project = project;
    this.#known = known;
    this.last = last;
  }

  static async open(connection: SqlConnection, project: ProjectId, known: KnownIds): Promise<Dictionary> {
    return new Dictionary(connection, project, known, await lastId(connection, project));
  }

  /** In the order of the texts, which are distinct; null for one that is neither in the snapshot nor added. */
  async idsOf(texts: readonly string[]): Promise<(number | null)[]> {
    const ids: (number | null)[] = texts.map(
      (text) => this.#known.get(this.#project, text) ?? this.#addedIds.get(text) ?? null,
    );
    const missing: number[] = [];
    for (let place = 0; place < ids.length; place++) if (ids[place] === null) missing.push(place);
    await this.#connection.selectByKeys<[number]>(
      ID_BY_DIGEST,
      missing.map((place) => [this.#project, textDigest(texts[place]!)]),
      ([id], key) => {
        const place = missing[key]!;
        ids[place] = id;
        this.#known.set(this.#project, texts[place]!, id);
      },
    );
    return ids;
  }

  /** The ids of distinct texts; those that the snapshot lacks are added. */
  readonly intern = async (texts: readonly string[]): Promise<number[]> => {
    const ids = await this.idsOf(texts);
    return ids.map((id, place) => id ?? this.#add(texts[place]!));
  };

  /**
   * Takes over what another dictionary had added, with the ids that it gave.
   * @returns false when that cannot be, since it had another snapshot or met other texts
   */
  adopt({ last, added }: Pick<Dictionary, 'last' | 'added'>): boolean {
    if (last !== this.last) return false;
    const common = Math.min(added.length, this.added.length);
    for (let place = 0; place < common; place++) if (added[place] !== this.added[place]) return false;
    for (let place = common; place < added.length; place++) this.#add(added[place]!);
    return true;
  }

  /** @throws Error for an id that is not among them */
  async textsOf(ids: readonly number[]): Promise<string[]> {
    const texts: (string | undefined)[] = ids.map((id) => this.added[id - this.last - 1]);
    const stored = ids.flatMap((id, place) => (id <= this.last ? [place] : []));
    await this.#connection.selectByKeys<[string]>(
      TEXT_BY_ID,
      stored.map((place) => [this.#project, ids[place]!]),
      ([text], key) => {
        texts[stored[key]!] = text;
      },
    );
    return texts.map((text, place) => {
      if (text === undefined) throw new Error(`No text of project ${this.#project} has the id ${ids[place]}`);
      return text;
    });
  }

  /** Who asks at the same time may have added it meanwhile. */
  #add(text: string): number {
    const known = this.#addedIds.get(text);
    if (known !== undefined) return known;
    const id = this.last + this.added.push(text);
    this.#addedIds.set(text, id);
    return id;
  }
}

/**
 * Gives texts the ids from `after` + 1, in a write transaction.
 * @returns false, with nothing done, when `after` is not the highest id any more, or the project is gone
 */
export async function addTexts(
  connection: SqlConnection,
  project: ProjectId,
  after: number,
  texts: readonly string[],
): Promise<boolean> {
  if ((await lockProjects(connection, [project])).size === 0) return false;
  if ((await lastId(connection, project)) !== after) return false;
  await connection.insertMany(
    ADD,
    texts.map((text, place) => [project, after + 1 + place, textDigest(text), text]),
  );
  return true;
}

async function lastId(connection: SqlConnection, project: ProjectId): Promise<number> {
  const [row] = await connection.all<{ last: number | null }>(
    'SELECT MAX(id) AS last FROM strings WHERE project_id = ?',
    [project],
  );
  return row?.last ?? 0;
}
