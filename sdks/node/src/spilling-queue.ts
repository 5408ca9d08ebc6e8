import { parse } from './envelope.ts';
import { complete, EventQueue, type Queue, type QueuedEvent } from './event-queue.ts';
import type { SpillFile, SpillFolder } from './spill-folder.ts';

/** So many events go to the disk at once, or as many as have so many bytes. */
const FILE_EVENTS = 500;
const FILE_BYTES = 256 * 1024;

/** A file, and the place of its first event among all that were captured; 0 for those of earlier processes. */
interface StoredEvents {
  file: SpillFile;
  first: number;
}

interface Bounds {
  maxEvents: number;
  maxBytes: number;
}

/**
 * Events in order: in memory the first ones, then those on disk, then the newest, which wait to be written. Only what half of the
 * memory does not hold goes to the disk, and whatever is left when the process ends. A file stays until all of its events are dealt
 * with; so after a crash some are sent twice, and count once by their ids.
 */
export class SpillingQueue implements Queue {
  readonly #memory: EventQueue;
  readonly #folder: SpillFolder;
  readonly #bounds: Bounds;
  readonly #onFault: (error: Error) => void;
  #files: StoredEvents[];
  /** The file whose events are the first ones in memory. */
  #loaded: { file: SpillFile; left: number } | undefined;
  #newest: QueuedEvent[] = [];
  #newestBytes = 0;
  #writing: Promise<void> | undefined;
  #isBroken = false;

  /** @param onFault told when the disk takes no more; everything stays in memory then */
  constructor(bounds: Bounds, folder: SpillFolder, onFault: (error: Error) => void) {
    this.#bounds = bounds;
    this.#folder = folder;
    this.#onFault = onFault;
    this.#memory = new EventQueue(bounds.maxEvents / 2, bounds.maxBytes / 2);
    // What earlier processes left comes before all that this one captures.
    this.#files = folder.takeOver().map((file) => ({ file, first: 0 }));
  }

  get length(): number {
    const onDisk = this.#files.reduce((sum, { file }) => sum + file.count, 0);
    return this.#memory.length + onDisk + this.#newest.length;
  }

  get first(): number | undefined {
    return this.#memory.first ?? this.#files[0]?.first ?? this.#newest[0]?.sequence;
  }

  hasRoomFor(bytes: number): boolean {
    const { maxEvents, maxBytes } = this.#bounds;
    return this.#newest.length < maxEvents / 2 && this.#newestBytes + bytes <= maxBytes / 2;
  }

  push(event: QueuedEvent): void {
    const isNext = this.#files.length === 0 && this.#newest.length === 0;
    if (isNext && this.#memory.hasRoomFor(event.bytes)) {
      this.#memory.push(event);
      return;
    }
    this.#newest.push(event);
    this.#newestBytes += event.bytes;
    this.#writeNewest();
  }

  async ready(): Promise<void> {
    while (this.#memory.length === 0 && this.length > 0) {
      const [next] = this.#files;
      if (next !== undefined) await this.#load(next);
      // What is being written is a file in a moment.
      else if (this.#writing !== undefined) await this.#writing;
      else this.#moveNewest();
    }
  }

  peek(maxEvents: number, maxBytes: number): QueuedEvent[] {
    return this.#memory.peek(maxEvents, maxBytes);
  }

  drop(count: number): void {
    this.#memory.drop(count);
    if (this.#loaded === undefined) return;
    this.#loaded.left -= count;
    if (this.#loaded.left > 0) return;
    void this.#folder.remove(this.#loaded.file);
    this.#loaded = undefined;
  }

  save(): number {
    const count = this.length;
    // What came from a file still lies there.
    const own = this.#memory.peek(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).slice(this.#loaded?.left ?? 0);
    const unsaved = [...own, ...this.#newest];
    this.#files = [];
    try {
      if (unsaved.length > 0) this.#folder.writeNow(unsaved.map(({ json }) => json));
    } catch (error) {
      this.#onFault(error as Error);
      this.#memory.drop(this.#loaded?.left ?? 0);
      this.#moveNewest();
      return count - this.#memory.length;
    }
    this.#memory.drop(this.#memory.length);
    this.#takeNewest(this.#newest.length);
    return count;
  }

  async #load(next: StoredEvents): Promise<void> {
    const { file, first } = next;
    const texts = await this.#folder.read(file);
    // Not before it is read: until then, what is captured has to go behind it.
    if (this.#files[0] !== next) return;
    this.#files.shift();
    const events = texts.flatMap((json, index) => {
      const { event_id: id } = (parse(json) ?? {}) as { event_id?: string };
      if (id === undefined) return [];
      return { id, json, bytes: Buffer.byteLength(json), sequence: first === 0 ? 0 : first + index };
    });
    for (const event of events) this.#memory.push(event);
    if (events.length > 0) this.#loaded = { file, left: events.length };
    else await this.#folder.remove(file);
  }

  #writeNewest(): void {
    const isEnough = this.#newest.length >= FILE_EVENTS || this.#newestBytes >= FILE_BYTES;
    if (!isEnough || this.#isBroken || this.#writing !== undefined || !this.#folder.hasRoomFor(this.#newestBytes))
      return;
    this.#writing = this.#write([...this.#newest]).finally(() => {
      this.#writing = undefined;
      this.#writeNewest();
    });
  }

  async #write(events: QueuedEvent[]): Promise<void> {
    try {
      for (const event of events) await complete(event);
      const file = await this.#folder.write(events.map(({ json }) => json));
      this.#files.push({ file, first: events[0]!.sequence });
      this.#takeNewest(events.length);
    } catch (error) {
      this.#isBroken = true;
      this.#onFault(error as Error);
    }
  }

  /** The newest become the first, since nothing is before them. */
  #moveNewest(): void {
    for (const event of this.#takeNewest(this.#newest.length)) this.#memory.push(event);
  }

  #takeNewest(count: number): QueuedEvent[] {
    const taken = this.#newest.splice(0, count);
    for (const { bytes } of taken) this.#newestBytes -= bytes;
    return taken;
  }
}
