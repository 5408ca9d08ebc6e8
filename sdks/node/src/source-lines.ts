import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Frame } from './stack.ts';

/** Frames with source, of all frames of a stack. */
const MAX_FRAMES = 5;
/** Larger files are bundles, whose lines say little. */
const MAX_FILE_BYTES = 512 * 1024;
/** Files whose lines are kept. */
const MAX_FILES = 8;
/** In characters, of one line. */
const MAX_LINE = 160;
/** A stack may name any file, so only program text is ever read. */
const PROGRAM = /\.[cm]?[jt]sx?$/;

/** Lines of source around a frame. */
export interface SourceExcerpt {
  /** `function (file:line)`. */
  at: string;
  /** Each with its number; `>` marks the frame's own. */
  lines: string[];
}

/** Reads the lines around frames, and remembers the files that were read last. */
export class SourceLines {
  readonly #around: number;
  readonly #files = new Map<string, Promise<string[]>>();

  /** @param around lines before and after the frame's own; 0 for no lines at all */
  constructor(around: number) {
    this.#around = around;
  }

  /** Of your own frames, the innermost first. Files that cannot be read are left out. Never rejects. */
  async excerpts(frames: readonly Frame[]): Promise<SourceExcerpt[]> {
    const excerpts: SourceExcerpt[] = [];
    for (const frame of frames.filter(isReadable).slice(0, this.#around > 0 ? MAX_FRAMES : 0)) {
      const lines = await this.#linesOf(frame.file);
      if (frame.line <= lines.length) excerpts.push(this.#excerpt(frame, lines));
    }
    return excerpts;
  }

  #excerpt({ name, file, line }: Frame, lines: string[]): SourceExcerpt {
    const first = Math.max(1, line - this.#around);
    const shown = lines.slice(first - 1, line + this.#around).map((text, index) => {
      const number = first + index;
      return `${number === line ? '>' : ' '} ${number}: ${text.slice(0, MAX_LINE)}`;
    });
    return { at: `${name || '<top level>'} (${file}:${line})`, lines: shown };
  }

  #linesOf(file: string): Promise<string[]> {
    const lines = this.#files.get(file) ?? readLines(file);
    // What was asked for last goes last.
    this.#files.delete(file);
    this.#files.set(file, lines);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES) this.#files.delete(oldest!);
    return lines;
  }
}

/** Whether the source of a frame may be read at all. */
const isReadable = ({ isOwn, file }: Frame) => isOwn && isAbsolute(file) && PROGRAM.test(file);

async function readLines(file: string): Promise<string[]> {
  try {
    const { size } = await stat(file);
    return size > MAX_FILE_BYTES ? [] : (await readFile(file, 'utf8')).split('\n');
  } catch {
    return [];
  }
}
