import type { Parsed } from '@micrologs/contract';
import {
  type AuditAct,
  type Clock,
  type Link,
  type LinkId,
  NotFoundError,
  type Project,
  SECRET_KEY_ACTOR,
  trimAscii,
  ValidationError,
} from '@micrologs/domain';
import type { FactReader, LinkPatch, LinkStore, NewLink } from '@micrologs/storage';
import { type LinkAddresses, type LinkAnswer, linkAnswer, shortUrl } from './answer.ts';
import { newCode } from './codes.ts';
import { checkDestination } from './destination.ts';
import { CodeTakenError } from './errors.ts';
import { hashPassword, hashPasswords, normalised } from './passwords.ts';
import { QR_FORMATS, type QrFormat, type QrImage, qrImage } from './qr.ts';
import * as rules from './rules.ts';

/** Who asks for a change. */
export interface LinkRequest {
  project: Project;
  addresses: LinkAddresses;
  /** Hex; of the address that asks. */
  ipHash: string;
}

type Given<T> = T | null | undefined;

/** What a new link may say and an edit may change. Null means "not given". */
export interface LinkOptions {
  label?: Given<string>;
  /** ISO 8601 with an offset, or epoch ms. */
  expires_at?: Given<string | number>;
  max_clicks?: Given<number>;
  password?: Given<string>;
  redirect_status?: Given<number>;
  forward_query?: Given<boolean>;
  tags?: Given<readonly string[]>;
}

export interface CreateLink extends LinkOptions {
  destination_url: string;
  /** Chosen by the client; a random one otherwise. */
  code?: Given<string>;
}

export interface EditLink extends LinkOptions {
  code: string;
  destination_url?: Given<string>;
  is_active?: Given<boolean>;
  /** What the link shall not have any more. */
  clear?: Given<readonly string[]>;
}

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
  tag?: Given<string>;
  /** Links older than this one. */
  before?: LinkId | undefined;
}

const MAX_BULK = 1000;
/** Each takes tens of milliseconds to hash. */
const MAX_BULK_PASSWORDS = 20;
/** One in 62^8 codes is taken per link that exists; so many in a row are no accident. */
const CODE_ATTEMPTS = 20;
const QR_SIZES = { min: 100, max: 2000 };

/** Short links as their owners see them. Methods answer the envelope's message and `data`; times are in the project's zone. */
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
    const draft = this.#draft(request, input);
    const hashes = await hashPasswords(draft.password === null ? [] : [draft.password]);
    const [link] = await this.#insert([draft], hashes, request, (codes) => ({ code: codes[0] }));
    if (!link) throw new CodeTakenError();
    return outcome('Link created successfully', answerFor(request, link));
  }

  /**
   * Makes those links that can be made; one that cannot harms no other.
   * @param inputs each with what reading it gave
   * @throws ValidationError when there are none or too many
   */
  async bulkCreate(request: LinkRequest, inputs: readonly Parsed<CreateLink>[]) {
    if (inputs.length === 0 || inputs.length > MAX_BULK) {
      throw new ValidationError(`links must be a list of 1 to ${MAX_BULK} links`);
    }
    const passwords = new Set<string>();
    const results: BulkResult[] = [];
    const drafts: (Draft & { index: number })[] = [];
    for (const [index, input] of inputs.entries()) {
      if (!input.ok) {
        results.push({ index, status: 'rejected', message: input.message });
        continue;
      }
      try {
        const draft = this.#draft(request, input.value);
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
        ...(tag == null || tag === '' ? {} : { tag }),
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

  /** @throws ValidationError without a code, NotFoundError */
  async detail({ project, addresses }: Omit<LinkRequest, 'ipHash'>, code: string): Promise<Outcome<LinkAnswer>> {
    const link = await this.#find(project, code, 'code query parameter is required');
    return outcome('Link fetched successfully', linkAnswer(link, project.timeZone, addresses));
  }

  /** Changes what is given. @throws ValidationError, NotFoundError */
  async edit(request: LinkRequest, input: EditLink): Promise<Outcome<LinkAnswer>> {
    const { project } = request;
    const { code } = await this.#find(project, input.code, 'code is required');
    const patch = await this.#patch(request, input);
    if (Object.keys(patch).length === 0) {
      throw new ValidationError('Nothing to update. Provide destination_url, label, or is_active.');
    }
    const act = this.#act(request, 'link.edited', { code, changed: fieldsOf(input) });
    const link = await this.#store.update(project.id, code, patch, act.at, act);
    if (!link) throw linkNotFound();
    return outcome('Link updated successfully', answerFor(request, link));
  }

  /** Removes the link with its clicks; its code is never given out again. @throws ValidationError, NotFoundError */
  async delete(request: LinkRequest, input: { code: string }): Promise<Outcome<{ code: string }>> {
    const code = codeOf(input.code, 'code is required');
    const act = this.#act(request, 'link.deleted', { code });
    if (!(await this.#store.delete(request.project.id, code, act))) throw linkNotFound();
    return outcome('Link deleted successfully', { code });
  }

  /** The QR code of a link's short URL; `size` in px. @throws ValidationError, NotFoundError */
  async qr(
    { project, addresses }: Omit<LinkRequest, 'ipHash'>,
    { code, format = 'svg', size = 300 }: { code: string; format?: string; size?: number },
  ): Promise<QrImage> {
    const asked = codeOf(code, 'code query parameter is required');
    if (!QR_FORMATS.includes(format as QrFormat)) throw new ValidationError('format must be svg or png');
    if (!Number.isInteger(size) || size < QR_SIZES.min || size > QR_SIZES.max) {
      throw new ValidationError(`size must be an integer from ${QR_SIZES.min} to ${QR_SIZES.max}`);
    }
    const link = await this.#find(project, asked);
    return qrImage(shortUrl(link.code, addresses.linkUrl), format as QrFormat, size);
  }

  /**
   * For requests whose other fault is told only to those who named a link of theirs.
   * @throws NotFoundError
   */
  async assertExists(project: Project, code: string): Promise<void> {
    await this.#find(project, code);
  }

  async #find({ id }: Project, code: string, missing = 'code is required'): Promise<Link> {
    const link = await this.#store.get(id, codeOf(code, missing));
    if (!link) throw linkNotFound();
    return link;
  }

  #draft({ project, addresses }: LinkRequest, input: CreateLink): Draft {
    const { destination_url, code, label, expires_at, max_clicks, password, redirect_status, forward_query, tags } =
      input;
    const now = this.#clock();
    if (isMissing(destination_url)) throw new ValidationError('destination_url is required');
    const link: Draft['link'] = {
      project: project.id,
      destinationUrl: checkDestination(destination_url, addresses.own),
      label: label == null ? '' : rules.labelOf(label),
      isActive: true,
      redirectStatus: redirect_status == null ? 302 : rules.redirectStatus(redirect_status),
      forwardQuery: forward_query == null ? false : rules.flag(forward_query, 'forward_query'),
      expiresAt: expires_at == null ? null : rules.expiry(expires_at, now),
      maxClicks: max_clicks == null ? null : rules.maxClicks(max_clicks),
      tags: tags == null ? [] : rules.tagsOf(tags),
      createdAt: now,
    };
    const custom = code == null ? null : rules.customCode(code);
    if (password == null) return { link, custom, password: null };
    rules.assertPassword(password);
    return { link, custom, password: normalised(password) };
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

  async #patch({ addresses }: LinkRequest, input: EditLink): Promise<LinkPatch> {
    const { destination_url, label, is_active, expires_at, max_clicks, password, redirect_status } = input;
    const patch: LinkPatch = {};
    if (destination_url != null) {
      if (isMissing(destination_url)) throw new ValidationError('destination_url cannot be empty');
      patch.destinationUrl = checkDestination(destination_url, addresses.own);
    }
    if (label != null) patch.label = rules.labelOf(label);
    if (is_active != null) patch.isActive = rules.flag(is_active, 'is_active');
    for (const name of input.clear == null ? [] : rules.clearOf(input.clear)) patch[CLEARED[name]] = null;
    if (expires_at != null) patch.expiresAt = rules.expiry(expires_at, this.#clock());
    if (max_clicks != null) patch.maxClicks = rules.maxClicks(max_clicks);
    if (redirect_status != null) patch.redirectStatus = rules.redirectStatus(redirect_status);
    if (input.forward_query != null) patch.forwardQuery = rules.flag(input.forward_query, 'forward_query');
    if (input.tags != null) patch.tags = rules.tagsOf(input.tags);
    if (password != null) {
      rules.assertPassword(password);
      patch.passwordHash = await hashPassword(password);
    }
    return patch;
  }

  #act({ ipHash }: LinkRequest, action: string, context: object): AuditAct {
    return { action, actor: SECRET_KEY_ACTOR, keyType: 'secret', ipHash, context, at: this.#clock() };
  }
}

interface Draft {
  link: Omit<NewLink, 'code' | 'passwordHash'>;
  /** Null: any code will do. */
  custom: string | null;
  /** As it is hashed. */
  password: string | null;
}

const CLEARED = { expires_at: 'expiresAt', max_clicks: 'maxClicks', password: 'passwordHash' } as const;

/** What an edit names, as requests name it. */
function fieldsOf({ code: _, clear, ...fields }: EditLink): string[] {
  const given = Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [name]));
  return [...new Set([...given, ...(clear ?? [])])];
}

function outcome<Data extends object>(message: string, data: Data): Outcome<Data> {
  return { message, data };
}

function answerFor({ project, addresses }: LinkRequest, link: Link): LinkAnswer {
  return linkAnswer(link, project.timeZone, addresses);
}

function codeOf(text: string, missing: string): string {
  const code = trimAscii(text);
  if (isMissing(code)) throw new ValidationError(missing);
  return code;
}

/** As older clients' servers saw it, `"0"` is nothing. */
function isMissing(text: string | null | undefined): boolean {
  return text == null || trimAscii(text) === '' || trimAscii(text) === '0';
}

function linkNotFound(): NotFoundError {
  return new NotFoundError('Link not found');
}
