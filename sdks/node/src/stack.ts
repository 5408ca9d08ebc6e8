import { fileURLToPath } from 'node:url';

/** A line of a stack, as V8 writes it. */
export interface Frame {
  /** Empty for code outside of functions. */
  name: string;
  /** A path, or what stands in its place, such as `node:fs`. */
  file: string;
  line: number;
  /** Neither of Node.js nor of a package. */
  isOwn: boolean;
}

const FRAME =
  /^\s*at (?:(.*?) \()?((?:file:\/\/|node:|[a-z]+:\/\/|\/|[A-Za-z]:\\|\.{0,2}\/)?[^()]*?):(\d+)(?::\d+)?\)?$/;

/** The frames of a stack, the innermost first. */
export function parseFrames(stack: string): Frame[] {
  return stack.split('\n').flatMap((text) => frameOf(text) ?? []);
}

function frameOf(text: string): Frame | null {
  // Longer lines are no frames, and would take the expression long.
  const found = text.length > 2_000 ? null : FRAME.exec(text);
  if (found === null) return null;
  const file = pathOf(found[2]!);
  const isOwn = !file.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(file);
  return { name: found[1]?.replace(/^async /, '') ?? '', file, line: Number(found[3]), isOwn };
}

function pathOf(place: string): string {
  if (!place.startsWith('file://')) return place;
  try {
    return fileURLToPath(place);
  } catch {
    return place;
  }
}
