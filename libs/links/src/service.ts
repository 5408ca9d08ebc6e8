import type { Parsed } from '@micrologs/contract';
import {
  type AuditAct,
  type Clock,
  type Link,
  type LinkId,
  NotFoundError,
  type Project,
  SECRET_KEY_ACTOR,
  ValidationError,
} from '@micrologs/domain';
import type { FactReader, LinkStore, NewLink } from '@micrologs/storage';
import { type LinkAnswer, linkAnswer, shortUrl } from './answer.ts';
import { newCode } from './codes.ts';
import { type CreateLink, type Draft, draftOf, type EditLink, namedFields, patchOf } from './drafts.ts';
import { CodeTakenError } from './errors.ts';
import { hashPasswords } from './passwords.ts';
import { type QrFormat, type QrImage, qrImage } from './qr.ts';
import type { LinkRequest } from './request.ts';

export type BulkResult =
  | { index: number; status: 'created'; link: LinkAnswer }
  | { index: number; status: 'rejected'; message: string };

/** What the envelope holds besides `success`. */
export interface Outcome<Data extends object> {
  message: string;
  data: Data;
}

export interface ListLinks {
  limit: number;
  tag?: string | undefined;
  /** Links older than this one. */
  before?: LinkId | undefined;
}

/** Each takes tens of milliseconds to hash. */
const MAX_BULK_PASSWORDS = 20;
/** One in 62^8 codes is taken per link that exists; so many in a row are no accident. */
const CODE_ATTEMPTS = 20;

/**
 * Short links as their owners see them. Input is in the strict form of openapi.yaml; what that cannot say is checked here.
 * Methods answer the envelope's message and `data`; times are in the project's zone.
 */
export class LinkService {
  readonly #store: LinkStore;
  readonly #facts: FactReader;
  readonly #clock: Clock;

  constructor(store: LinkStore, facts: FactReader, clock: Clock = Date.now) {
    this.#store = store;
    this.#facts = facts;
    this.#clock = clock;
  }

  /** @throws ValidationError, CodeTakenError */
  async create(request: LinkRequest, input: CreateLink): Promise<Outcome<LinkAnswer>> {
    const draft = draftOf(request, input, this.#clock());
    const hashes = await hashPasswords(draft.password === null ? [] : [draft.password]);
    const [link] = await this.#insert([draft], hashes, request, (codes) => ({ code: codes[0] }));
    if (!link) throw new CodeTakenError();
    return outcome('Link created successfully', answerFor(request, link));
  }

  /**
   * Makes those links that can be made; one that cannot harms no other.
   * @param inputs each with what reading it gave
   */
  async bulkCreate(request: LinkRequest, inputs: readonly Parsed<CreateLink>[]) {
    const passwords = new Set<string>();
    const results: BulkResult[] = [];
    const drafts: (Draft & { index: number })[] = [];
    for (const [index, input] of inputs.entries()) {
      if (!input.ok) {
        results.push({ index, status: 'rejected', message: input.message });
        continue;
      }
      try {
        const draft = draftOf(request, input.value, this.#clock());
        if (draft.password !== null) passwords.add(draft.password);
        if (passwords.size > MAX_BULK_PASSWORDS) {
          passwords.delete(draft.password!);
          throw new ValidationError(`a bulk request takes at most ${MAX_BULK_PASSWORDS} different passwords`);
        }
        drafts.push({ ...draft, index });
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        results.push({ index, status: 'rejected', message: error.message });
      }
    }
    const hashes = await hashPasswords(passwords);
    const made = await this.#insert(drafts, hashes, request, (codes) => ({ links: codes.length }));
    for (const [at, { index }] of drafts.entries()) {
      const link = made[at];
      results.push(
        link
          ? { index, status: 'created', link: answerFor(request, link) }
          : { index, status: 'rejected', message: new CodeTakenError().message },
      );
    }
    results.sort((a, b) => a.index - b.index);
    const created = made.filter((link) => link !== null).length;
    return outcome('Links created successfully', { created, rejected: inputs.length - created, results });
  }

  /** The newest first. `next` is what `before` must be for the page after this one; null on the last one. */
  async list({ project, addresses }: Omit<LinkRequest, 'ipHash'>, { limit, tag, before }: ListLinks) {
    const { links } = await this.#facts.read({
      links: {
        from: 'links' as const,
        project: project.id,
        ...(tag === undefined || tag === '' ? {} : { tag }),
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      },
    });
    const page = links.slice(0, limit);
    return {
      ...outcome('Links fetched successfully', {
        count: page.length,
        links: page.map((link) => linkAnswer(link, project.timeZone, addresses)),
      }),
      next: links.length > limit ? page.at(-1)!.id : null,
    };
  }

  /** @throws NotFoundError */
  async detail({ project, addresses }: Omit<LinkRequest, 'ipHash'>, code: string): Promise<Outcome<LinkAnswer>> {
    const link = await this.#find(project, code);
    return outcome('Link fetched successfully', linkAnswer(link, project.timeZone, addresses));
  }

  /** Changes what is given. @throws ValidationError, NotFoundError */
  async edit(request: LinkRequest, input: EditLink): Promise<Outcome<LinkAnswer>> {
    const { project } = request;
    const { code } = await this.#find(project, input.code);
    const patch = await patchOf(request, input, this.#clock());
    if (Object.keys(patch).length === 0) {
      throw new ValidationError('Nothing to update. Provide destination_url, label, or is_active.');
    }
    const act = this.#act(request, 'link.edited', { code, changed: namedFields(input) });
    const link = await this.#store.update(project.id, code, patch, act.at, act);
    if (!link) throw linkNotFound();
    return outcome('Link updated successfully', answerFor(request, link));
  }

  /** Removes the link with its clicks; its code is never given out again. @throws NotFoundError */
  async delete(request: LinkRequest, { code }: { code: string }): Promise<Outcome<{ code: string }>> {
    const act = this.#act(request, 'link.deleted', { code });
    if (!(await this.#store.delete(request.project.id, code, act))) throw linkNotFound();
    return outcome('Link deleted successfully', { code });
  }

  /** The QR code of a link's short URL; `size` in px. @throws NotFoundError */
  async qr(
    { project, addresses }: Omit<LinkRequest, 'ipHash'>,
    code: string,
    format: QrFormat,
    size: number,
  ): Promise<QrImage> {
    const link = await this.#find(project, code);
    return qrImage(shortUrl(link.code, addresses.linkUrl), format, size);
  }

  /**
   * For requests whose other fault is told only to those who named a link of theirs.
   * @throws NotFoundError
   */
  async assertExists(project: Project, code: string): Promise<void> {
    await this.#find(project, code);
  }

  async #find({ id }: Project, code: string): Promise<Link> {
    const link = await this.#store.get(id, code);
    if (!link) throw linkNotFound();
    return link;
  }

  /** Per draft the link, or null where its custom code is taken. Random codes are drawn again until they are free. */
  async #insert(
    drafts: readonly Draft[],
    hashes: ReadonlyMap<string, string>,
    request: LinkRequest,
    context: (codes: string[]) => object,
  ): Promise<(Link | null)[]> {
    const made: (Link | null)[] = drafts.map(() => null);
    let open = drafts.map((_, at) => at);
    for (let attempt = 0; open.length > 0; attempt++) {
      if (attempt === CODE_ATTEMPTS) throw new Error('no free code was found');
      const links = open.map((at): NewLink => {
        const { link, custom, password } = drafts[at]!;
        return { ...link, code: custom ?? newCode(), passwordHash: password === null ? null : hashes.get(password)! };
      });
      const act = this.#act(request, 'link.created', context(links.map(({ code }) => code)));
      for (const [nth, link] of (await this.#store.create(links, act)).entries()) made[open[nth]!] = link;
      open = open.filter((at) => made[at] === null && drafts[at]!.custom === null);
    }
    return made;
  }

  #act({ ipHash }: LinkRequest, action: string, context: object): AuditAct {
    return { action, actor: SECRET_KEY_ACTOR, keyType: 'secret', ipHash, context, at: this.#clock() };
  }
}

function outcome<Data extends object>(message: string, data: Data): Outcome<Data> {
  return { message, data };
}

function answerFor({ project, addresses }: LinkRequest, link: Link): LinkAnswer {
  return linkAnswer(link, project.timeZone, addresses);
}

function linkNotFound(): NotFoundError {
  return new NotFoundError('Link not found');
}
