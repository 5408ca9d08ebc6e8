/** File names that say nothing without their folder. */
const GENERIC = /^(?:index|__init__|mod|route|\+?page|\+?layout|\+server)$/;
/** Folders that say where something was built or put. */
const NEUTRAL_FOLDER =
  /^(?:src|dist|build|out|lib|app|public|assets|static|js|chunks|html|htdocs|www|current|server|)$/i;
const PAGE = /^(?:html?|aspx?|jsp|cgi|do)$/i;

/** An address or path without query and fragment. */
function stripQuery(file: string): string {
  const end = file.search(/[?#]/);
  return end < 0 ? file : file.slice(0, end);
}

/**
 * What stays of a source file's address or path when the same file is deployed again elsewhere: its base name without the
 * hashes, versions and chunk numbers that build tools put in; with its folder when the name alone says nothing.
 * @returns empty for an empty file and for pages, whose address is no source file
 */
export function stableFileName(file: string): string {
  const path = stripQuery(file.slice(0, 2048)).replaceAll('\\', '/');
  const segments = path.split('/');
  const base = segments.pop()!;
  const isAddress = /^https?:$/i.test(segments[0] ?? '');
  const dot = base.lastIndexOf('.');
  if (dot <= 0 || (isAddress && segments.length < 3)) return '';
  const extension = base.slice(dot + 1).toLowerCase();
  if (!/^[a-z][a-z0-9]{0,9}$/.test(extension) || PAGE.test(extension) || (isAddress && extension === 'php')) return '';
  const name = stableName(base.slice(0, dot)) || '<chunk>';
  const folder = segments.at(-1) ?? '';
  const isTold = GENERIC.test(name) && !NEUTRAL_FOLDER.test(folder) && !/[\d.:]/.test(folder);
  return `${isTold ? `${folder}/` : ''}${name}.${extension}`;
}

function stableName(name: string): string {
  // Vite and Rollup hash into eight characters that may hold a dash themselves.
  const isHashed = name.length > 9 && /[-.]/.test(name.at(-9)!) && looksRandom(name.slice(-8));
  const parts = (isHashed ? name.slice(0, -9) : name).split(/(?<=[-.~_])|(?=[-.~_])/);
  const kept = parts.filter((part) => !isBuilt(part) && !/^(?:min|prod|bundle)$/.test(part));
  if (kept.length === parts.length) return parts.join('');
  return kept
    .join('')
    .replace(/[-.~_]{2,}/g, (marks) => marks[0]!)
    .replace(/^[-.~]+|[-.~_]+$/g, '');
}

/** Whether this part of a name is a hash, a version, a date or a number that a build has put in. */
function isBuilt(part: string): boolean {
  if (/^v?\d+$/.test(part)) return true;
  if (!/^[A-Za-z0-9]{6,}$/.test(part)) return false;
  if (/^[0-9a-f]+$/i.test(part)) return /\d/.test(part) || part.length >= 16;
  return part.length >= 8 && /^[A-Z2-7]+$/.test(part) ? true : part.length >= 16 && looksRandom(part);
}

function looksRandom(text: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || /^[a-z]+\d?$/.test(text)) return false;
  return /\d/.test(text) ? /[A-Za-z]/.test(text) : /[a-z_-][A-Z]/.test(text) || /^[A-Z]+$/.test(text);
}
