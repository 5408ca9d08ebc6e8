import { resolve } from '../document.mjs';

/** What Python keeps for itself: as a parameter's name such a word gets a `_` at its end. */
const KEYWORDS = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
/** The one parameter that JSON answers have no use for. */
const CSV_ONLY = 'table';
const JSON_LINES = 'application/x-ndjson';
const FORM = 'application/x-www-form-urlencoded';

/** `errorsTrend` → `errors_trend`, `Idempotency-Key` → `idempotency_key`. */
export const snakeCase = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();

/** `deadLetters` → `DeadLetters`, `over_time` → `OverTime`. */
export const pascalCase = (name) => name.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());

export const isKeyword = (name) => KEYWORDS.has(name);

/**
 * The operations as Python's classes have them.
 * @returns {{ id: string, method: string, path: string, summary: string, description: string, key: 'project' | 'admin' | 'none',
 *   sdk: { group: string, method: string } | null, fields: object[], answer: string, data: object | null, isNullable: boolean,
 *   lists: { name: string, items: object }[] }[]}
 *   `answer` says how the body is read (see `micrologs/_operation.py`), `data` is the schema of what is given to the caller;
 *   `lists` are those that go on by a cursor
 * @throws Error when two fields of one operation have the same name
 */
export function pythonOperations(document, operations) {
  return operations.map((operation) => {
    const source = document.paths[operation.path][operation.method.toLowerCase()];
    const fields = [...parameterFields(operation), ...bodyFields(document, operation, source)];
    const names = fields.map(({ name }) => name);
    const doubled = names.find((name, index) => names.indexOf(name) !== index);
    if (doubled !== undefined) throw new Error(`openapi.yaml: ${operation.id} has the field ${doubled} twice`);
    const { answer, data } = answerOf(document, operation);
    return {
      id: operation.id,
      method: operation.method,
      path: operation.path,
      summary: source.summary,
      description: source.description ?? '',
      key: keyOf(operation),
      sdk: operation.sdk && { group: snakeCase(operation.sdk.group), method: snakeCase(operation.sdk.method) },
      fields: [...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)],
      answer,
      data,
      isNullable: operation.responses.some(({ status }) => status === 204),
      lists: names.includes('cursor') ? listsOf(document, operation, data) : [],
    };
  });
}

function parameterFields({ parameters }) {
  return parameters
    .filter(({ name }) => name !== CSV_ONLY)
    .map(({ name, in: place, required = false, schema, description = '' }) => {
      const argument = snakeCase(name);
      return {
        name: isKeyword(argument) ? `${argument}_` : argument,
        wire: name,
        place,
        required,
        schema,
        description,
      };
    });
}

function bodyFields(document, operation, source) {
  const form = resolve(document, source.requestBody)?.content?.[FORM]?.schema;
  const body = resolve(document, operation.body ?? form);
  if (body === undefined || body === null) return [];
  return Object.entries(body.properties).map(([wire, schema]) => ({
    name: isKeyword(wire) ? `${wire}_` : wire,
    wire,
    place: operation.body ? 'body' : 'form',
    required: (body.required ?? []).includes(wire),
    schema,
    description: resolve(document, schema).description ?? schema.description ?? '',
  }));
}

function keyOf({ security }) {
  if (security.length === 0) return 'none';
  return security.includes('adminKey') ? 'admin' : 'project';
}

function answerOf(document, { successStatus, responses }) {
  const { types, schema } = responses.find(({ status }) => status === successStatus);
  if (successStatus >= 300) return { answer: 'location', data: null };
  const shape = resolve(document, schema);
  if (shape?.properties?.success) return { answer: 'envelope', data: shape.properties.data };
  if (shape) return { answer: 'json', data: schema };
  if (types.includes(JSON_LINES)) return { answer: 'rows', data: null };
  return { answer: types.some((type) => type.startsWith('image/')) ? 'bytes' : 'text', data: null };
}

function listsOf(document, { mainList }, data) {
  const lists = Object.entries(resolve(document, data).properties)
    .map(([name, schema]) => ({ name, schema: resolve(document, schema) }))
    .filter(({ schema }) => schema.type === 'array')
    .map(({ name, schema }) => ({ name, items: schema.items }));
  return mainList === null ? lists : lists.filter(({ name }) => name === mainList);
}

/** What a line of an export is. */
export function rowOf(document, { id, path, method }) {
  const { responses } = document.paths[path][method.toLowerCase()];
  const { contentSchema } = resolve(document, responses['200']).content[JSON_LINES].schema;
  if (contentSchema === undefined) throw new Error(`openapi.yaml: nothing says what a line of ${id} is`);
  return contentSchema;
}
