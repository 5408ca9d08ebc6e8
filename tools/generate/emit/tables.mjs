import { resolve } from '../document.mjs';
import { constant, HEADER } from './source.mjs';

/** The lists in the answers of what is read, and their columns, for answers as CSV. */
export function emitTables(document, operations) {
  const tables = {};
  for (const { id, method, mainList, responses } of operations) {
    const success = responses.find(({ status }) => status === 200);
    if (method !== 'GET' || !success?.types.includes('text/csv')) continue;
    tables[id] = listsOf(document, success.schema, mainList);
  }
  return `${HEADER}
/**
 * By operation and list, the main list first: the columns of its rows in the order of openapi.yaml. \`device.type\` is the
 * member \`type\` of the member \`device\`.
 */
${constant('answerTables', tables, 'Record<string, Record<string, readonly string[]>>')}
`;
}

/**
 * The members of an answer's `data` that are lists of objects, with the columns of each; the main one first.
 * @returns {Record<string, string[]>}
 */
export function listsOf(document, answer, mainList) {
  const lists = {};
  const members = Object.entries(propertiesOf(document, propertiesOf(document, answer).data));
  for (const [name, reference] of members.sort(([a], [b]) => Number(b === mainList) - Number(a === mainList))) {
    const list = withoutNull(document, reference);
    const columns = list.type === 'array' ? columnsOf(document, list.items ?? {}) : [];
    if (columns.length > 0) lists[name] = columns;
  }
  return lists;
}

function columnsOf(document, schema) {
  return Object.entries(propertiesOf(document, schema)).flatMap(([name, member]) => {
    const nested = columnsOf(document, member);
    return nested.length === 0 ? [name] : nested.map((column) => `${name}.${column}`);
  });
}

/** The members of an object, those of its parts included; none for anything else. */
export function propertiesOf(document, reference) {
  const schema = withoutNull(document, reference);
  if (isList(schema)) return {};
  const parts = (schema.allOf ?? []).map((part) => propertiesOf(document, part));
  return Object.assign({}, ...parts, schema.properties);
}

function isList({ type }) {
  return [type].flat().includes('array');
}

/** The schema itself, also where null may stand in its place. */
function withoutNull(document, reference) {
  const schema = resolve(document, reference);
  const choices = (schema.anyOf ?? schema.oneOf ?? []).filter((choice) => choice.type !== 'null');
  return choices.length === 1 ? withoutNull(document, choices[0]) : schema;
}
