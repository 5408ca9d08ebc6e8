import { cursorList } from './node-operations.mjs';
import { HEADER } from './source.mjs';

/** The typed methods of the Node SDK: an interface for each group, and all groups together. */
export function emitNodeApi(document, operations) {
  const groups = new Map();
  for (const operation of operations.filter(({ sdk }) => sdk !== null)) {
    const { group } = operation.sdk;
    groups.set(group, [...(groups.get(group) ?? []), operation]);
  }
  const interfaces = [...groups].map(([group, members]) => emitGroup(document, group, members));
  const names = [...groups.keys()].map((group) => `  readonly ${group}: ${typeName(group)};\n`).join('');
  return `${HEADER}import type { Input, NoInput, Result, Row } from '../operation-types.ts';
import type { components } from './schema.ts';

${emitJsonTexts(operations)}
${emitExportRows(operations)}
${interfaces.join('\n')}
/** Every operation that has a name, by its group. */
export interface OperationGroups {
${names}}
`;
}

/** Parameters that are JSON as text; inputs may give the value itself. */
function emitJsonTexts(operations) {
  const texts = new Map();
  for (const { name, schema } of operations.flatMap(({ parameters }) => parameters)) {
    if (schema.contentSchema !== undefined) texts.set(name, schema.contentSchema);
  }
  return emitMap('JsonTexts', 'Query parameters that are JSON, written as text by the client.', texts);
}

function emitExportRows(operations) {
  const rows = new Map();
  for (const { id, responses } of operations) {
    for (const { rowSchema } of responses) if (rowSchema !== null) rows.set(id, rowSchema);
  }
  return emitMap('ExportRows', 'Lines of the exports by operation.', rows);
}

/** An interface of schemas by name. */
function emitMap(name, about, references) {
  const typeOf = ({ $ref }) => `components['schemas']['${$ref.split('/').at(-1)}']`;
  const members = [...references].map(([key, reference]) => `  ${key}: ${typeOf(reference)};\n`).join('');
  return `/** ${about} */\nexport interface ${name} {\n${members}}\n`;
}

function emitGroup(document, group, operations) {
  const methods = operations.map((operation) => emitMethods(document, operation)).join('\n');
  return `/** Operations \`${group}.*\`. */
export interface ${typeName(group)} {
${methods}}
`;
}

function emitMethods(document, operation) {
  const { id, sdk, summary, description } = operation;
  const input = inputOf(operation);
  const method = `${comment([summary, description])}  ${sdk.method}(${input}): Result<'${id}'>;\n`;
  const list = cursorList(document, operation);
  if (list === null) return method;
  const iterate = `iterate${sdk.method[0].toUpperCase()}${sdk.method.slice(1)}`;
  const about = `Rows of \`${list}\`, one after the other. The next page is asked for when it is needed.`;
  return `${method}
${comment([about])}  ${iterate}(${input}): AsyncIterable<Row<'${id}', '${list}'>>;\n`;
}

/** The parameter of a method: none, or one that may be left out when nothing in it is required. */
function inputOf({ id, parameters, body }) {
  const inRequest = parameters.filter((parameter) => parameter.in !== 'header');
  if (inRequest.length === 0 && body === null) return 'input?: NoInput';
  const isRequired = body !== null || inRequest.some(({ required }) => required);
  return `input${isRequired ? '' : '?'}: Input<'${id}'>`;
}

const typeName = (group) => `${group[0].toUpperCase()}${group.slice(1)}Operations`;

function comment(parts) {
  const lines = parts
    .filter((part) => part !== null)
    .map((part) => part.trim().replaceAll('*/', '* /'))
    .join('\n\n')
    .split('\n');
  if (lines.length === 1) return `  /** ${lines[0]} */\n`;
  return `  /**\n${lines.map((line) => `   *${line === '' ? '' : ` ${line}`}\n`).join('')}   */\n`;
}
