import { randomUUID } from 'node:crypto';
import { type ProjectId, SECOND_MS } from '@micrologs/domain';
import type { Valkey } from '@micrologs/valkey';

export interface SharedNoticesOptions {
  valkey: Valkey;
  /** In front of the names of channels. */
  prefix: string;
  /** How often to look where others listen, in ms. */
  lookMs?: number;
}

export interface NoticeHearer {
  /** Another process stored something in a project that is listened to here. */
  onNotice?(project: ProjectId): void;
  /** The projects to which others listen have changed. */
  onOthers(projects: ReadonlySet<ProjectId>): void;
  /** Whether notices come, at the start and whenever that changes. */
  onTelling?(isTelling: boolean): void;
}

/** The names of channels behind the prefix: one for each project, and one on which processes say to which of them they began to listen. */
const STORED = 'stored:';
const LISTENING = 'listening';
const LOOK_MS = SECOND_MS;

/**
 * Processes tell each other of projects in which something was stored, where somebody listens, and nowhere else: Valkey knows who is
 * subscribed to a project's channel, and forgets it with the connection. A notice says only that there is something, and what gets
 * lost is found by those who look into the database.
 */
export class SharedNotices {
  /** Tells this process's messages, which it gets too, from those of others. */
  readonly #id = randomUUID();
  readonly #valkey: Valkey;
  readonly #listening: Valkey;
  readonly #prefix: string;
  readonly #looking: NodeJS.Timeout;
  #own: ReadonlySet<ProjectId> = new Set();
  #others: ReadonlySet<ProjectId> = new Set();
  #isSubscribed = false;
  #wasTelling: boolean | null = null;
  #published = 0;
  #hearer: NoticeHearer | null = null;
  readonly #stopWatching: () => void;

  constructor({ valkey, prefix, lookMs = LOOK_MS }: SharedNoticesOptions) {
    this.#valkey = valkey;
    this.#prefix = prefix;
    this.#listening = valkey.anotherThatListens('micrologs notices');
    this.#listening.redis.on('message', (channel: string, text: string) => this.#hear(channel, text));
    this.#listening.onChange((isUp) => {
      if (isUp) void this.#begin();
      else this.#isSubscribed = false;
      this.#tellWhetherTelling();
    });
    this.#stopWatching = valkey.onChange((isUp) => {
      if (isUp) void this.#look();
      this.#tellWhetherTelling();
    });
    this.#looking = setInterval(() => void this.#look(), lookMs).unref();
  }

  /** False while others cannot tell of what they store. */
  get isTelling(): boolean {
    return this.#valkey.isUp && this.#isSubscribed;
  }

  /** Notices given since the start. */
  get published(): number {
    return this.#published;
  }

  /** From now on tells what it hears; also what it knows already. */
  start(hearer: NoticeHearer): void {
    this.#hearer = hearer;
    if (this.#others.size > 0) hearer.onOthers(this.#others);
    this.#tellWhetherTelling();
    void this.#look();
  }

  /** The projects that are listened to here from now on. */
  listenTo(projects: ReadonlySet<ProjectId>): void {
    const added = [...projects].filter((project) => !this.#own.has(project));
    const ended = [...this.#own].filter((project) => !projects.has(project));
    this.#own = projects;
    if (!this.#listening.isUp) return;
    if (ended.length > 0) this.#listening.redis.unsubscribe(...this.#channelsOf(ended)).catch(() => undefined);
    if (added.length > 0) this.#subscribe(added).catch(() => undefined);
  }

  /** Tells others, where they listen; to be called when it is committed. */
  tell(projects: readonly ProjectId[]): void {
    if (!this.#valkey.isUp) return;
    for (const project of projects) {
      if (!this.#others.has(project)) continue;
      this.#published += 1;
      this.#valkey.redis.publish(`${this.#prefix}${STORED}${project}`, this.#id).catch(() => undefined);
    }
  }

  close(): void {
    clearInterval(this.#looking);
    this.#stopWatching();
    this.#listening.close();
  }

  async #begin(): Promise<void> {
    try {
      await this.#subscribe([...this.#own]);
      this.#isSubscribed = true;
      this.#tellWhetherTelling();
    } catch {
      // The connection broke; the next one begins again.
    }
  }

  async #subscribe(projects: readonly ProjectId[]): Promise<void> {
    await this.#listening.redis.subscribe(`${this.#prefix}${LISTENING}`, ...this.#channelsOf(projects));
    // Those who store learn it at once, not when they look the next time.
    if (projects.length === 0 || !this.#valkey.isUp) return;
    await this.#valkey.redis.publish(`${this.#prefix}${LISTENING}`, [this.#id, ...projects].join(' '));
  }

  #hear(channel: string, text: string): void {
    const name = channel.slice(this.#prefix.length);
    const [sender, ...projects] = text.split(' ');
    if (sender === this.#id) return;
    if (name === LISTENING) this.#setOthers(new Set([...this.#others, ...projects.map(Number)]));
    else this.#hearer?.onNotice?.(Number(name.slice(STORED.length)));
  }

  /** Asks Valkey who is subscribed. */
  async #look(): Promise<void> {
    if (!this.#valkey.isUp) return;
    const own = this.#channelsOf(this.#own);
    const { redis } = this.#valkey;
    try {
      const channels = (await redis.pubsub('CHANNELS', `${this.#prefix}${STORED}*`)) as string[];
      const counts = own.length > 0 ? ((await redis.pubsub('NUMSUB', ...own)) as (string | number)[]) : [];
      const isOnlyOwn = (channel: string) => {
        const index = counts.indexOf(channel);
        return index !== -1 && Number(counts[index + 1]) <= 1;
      };
      const others = channels.filter((channel) => !isOnlyOwn(channel));
      this.#setOthers(new Set(others.map((channel) => Number(channel.slice(this.#prefix.length + STORED.length)))));
    } catch {
      // Asked again soon.
    }
  }

  #setOthers(projects: ReadonlySet<ProjectId>): void {
    const isSame = projects.size === this.#others.size && [...projects].every((project) => this.#others.has(project));
    if (isSame) return;
    this.#others = projects;
    this.#hearer?.onOthers(projects);
  }

  #tellWhetherTelling(): void {
    if (!this.#hearer || this.isTelling === this.#wasTelling) return;
    this.#wasTelling = this.isTelling;
    this.#hearer.onTelling?.(this.isTelling);
  }

  #channelsOf(projects: Iterable<ProjectId>): string[] {
    return [...projects].map((project) => `${this.#prefix}${STORED}${project}`);
  }
}
