/** First line of every generated Python file. */
export const HEADER = '# Generated from openapi.yaml by tools/generate. Do not edit.\n';

/** Columns of a line, as in the pyproject.toml of the SDK. */
export const WIDTH = 120;

/** A description in Markdown as a docstring, its paragraphs filled; empty when there is none. */
export function docstring(text, indent) {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph !== '');
  if (paragraphs.length === 0) return '';
  // A backslash would begin an escape, and a quote at the end would close the docstring.
  const safe = paragraphs.map((paragraph) => paragraph.replaceAll('\\', '\\\\').replaceAll('"""', "'''"));
  const filled = safe.map((paragraph, index) => filledTo(paragraph, indent, index === 0 ? 3 : 0));
  const last = filled.at(-1).split('\n').at(-1);
  const isOne = filled.length === 1 && !filled[0].includes('\n');
  if (isOne && indent.length + last.length + 6 <= WIDTH && !last.endsWith('"')) return `${indent}"""${last}"""`;
  const [first, ...rest] = filled.join('\n\n').split('\n');
  return [`${indent}"""${first}`, ...rest.map((line) => (line === '' ? '' : indent + line)), `${indent}"""`].join('\n');
}

/** Words in lines; `taken` columns of the first are in use. */
function filledTo(paragraph, indent, taken) {
  const lines = [''];
  let room = WIDTH - indent.length - taken;
  for (const word of paragraph.trim().split(/\s+/)) {
    const line = lines.at(-1);
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= room) lines[lines.length - 1] = `${line} ${word}`;
    else {
      lines.push(word);
      room = WIDTH - indent.length;
    }
  }
  return lines.join('\n');
}
