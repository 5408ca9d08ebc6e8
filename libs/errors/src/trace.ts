import type { StackFrame } from './stack-frame.ts';

/** How many frames are looked at; no fault is told apart by what lies deeper. */
export const MAX_FRAMES = 100;

/** One exception's part of a stack trace. */
export interface TraceBlock {
  /** Class of the exception, when the text names it; else empty. */
  type: string;
  /** Innermost call first. */
  frames: StackFrame[];
}

/** What a stack trace says of the failure that began it all. */
export interface Trace {
  /** Class of the root cause; empty when the text holds a single exception, whose class is told elsewhere. */
  rootType: string;
  /** From the root cause's innermost call outwards, then the calls of the exceptions that were raised from it. */
  frames: StackFrame[];
}

/**
 * An exception raised from another says only who passed it on, so the first one leads.
 * @param blocks the root cause first
 */
export function chain(blocks: readonly TraceBlock[]): Trace {
  return {
    rootType: blocks.length > 1 ? blocks[0]!.type : '',
    frames: blocks.flatMap((block) => block.frames).slice(0, MAX_FRAMES),
  };
}

/** The class at the start of `Type: message`; empty when there is none. */
export function typeOf(headline: string): string {
  return /^[A-Za-z_$][\w$.\\]{0,200}(?=:|$)/.exec(headline)?.[0] ?? '';
}
