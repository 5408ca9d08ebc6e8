import { fileURLToPath } from 'node:url';
import _Ajv2020 from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/compile/codegen/index.js';
import _standaloneCode from 'ajv/dist/standalone/index.js';
import _addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { HEADER } from './source.mjs';

const Ajv2020 = _Ajv2020.default ?? _Ajv2020;
const standaloneCode = _standaloneCode.default ?? _standaloneCode;
const addFormats = _addFormats.default ?? _addFormats;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const COMPONENT = '#/components/schemas/';

/** Validators of bodies and queries in their strict form. Formats are left to the code that reads the values. */
export function emitRequestValidators(document, operations) {
  const groups = { bodyValidators: {}, queryValidators: {} };
  for (const { id, body, parameters } of operations) {
    if (body) groups.bodyValidators[id] = body;
    const query = parameters.filter((parameter) => parameter.in === 'query');
    if (query.length > 0) {
      groups.queryValidators[id] = {
        type: 'object',
        properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
        required: query.filter(({ required }) => required).map(({ name }) => name),
      };
    }
  }
  return emit(document, groups, { validateFormats: false });
}

/** Validators of all JSON answers, by operationId and status. Only tests need them. */
export function emitAnswerValidators(document, operations) {
  const answerValidators = {};
  for (const { id, responses } of operations) {
    const schemas = responses.filter(({ schema }) => schema).map(({ status, schema }) => [status, schema]);
    if (schemas.length > 0) answerValidators[id] = Object.fromEntries(schemas);
  }
  return emit(document, { answerValidators }, { validateFormats: true });
}

/** Types of a module with these groups of validators. */
export function emitValidatorTypes(groups) {
  const lines = groups.map(([name, type]) => `export declare const ${name}: ${type};`);
  return `${HEADER}import type { ErrorObject } from 'ajv';

export interface Validator {
  (value: unknown): boolean;
  /** What was wrong with the last value; null when it was valid. */
  errors?: ErrorObject[] | null;
}
${lines.join('\n')}
`;
}

/**
 * One self-contained ES module. Its exports are `groups`, with each schema replaced by its compiled function; equal
 * schemas share one.
 */
async function emit(document, groups, options) {
  const ajv = newAjv(document, options);
  const names = new Map();
  const exported = {};
  const literal = (node) => {
    if (!isSchema(node)) {
      const members = Object.entries(node).map(([key, value]) => `${JSON.stringify(key)}: ${literal(value)}`);
      return `{ ${members.join(', ')} }`;
    }
    const schema = withSchemaIds(node);
    const text = JSON.stringify(schema);
    let name = names.get(text);
    if (name === undefined) {
      name = `validator${names.size}`;
      names.set(text, name);
      ajv.addSchema(schema, name);
      exported[name] = name;
    }
    return name;
  };
  const tables = Object.entries(groups).map(([name, group]) => `export const ${name} = ${literal(group)};`);
  const source = standaloneCode(ajv, exported).replaceAll('export const ', 'const ');
  const { outputFiles } = await build({
    stdin: { contents: `${source}\n${tables.join('\n')}\n`, resolveDir: root, sourcefile: 'validators.js' },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    minify: true,
    write: false,
  });
  return `${HEADER}${outputFiles[0].text}`;
}

/** The groups nest plain maps; a schema is the first object that has a schema's own keys. */
function isSchema(node) {
  return node.$ref !== undefined || node.type !== undefined || node.oneOf !== undefined || node.allOf !== undefined;
}

function newAjv(document, { validateFormats }) {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    validateFormats,
    code: { source: true, esm: true },
  });
  if (validateFormats) addFormats(ajv);
  ajv.addVocabulary(['discriminator', 'x-checks', 'x-clamp', 'x-cut-bytes', 'x-ignore-others', 'x-verbatim']);
  ajv.addKeyword({
    keyword: 'x-max-bytes',
    type: 'string',
    schemaType: 'number',
    error: { message: ({ schemaCode }) => _`"must not take more than " + ${schemaCode} + " bytes"` },
    code: (context) => context.fail(_`Buffer.byteLength(${context.data}) > ${context.schema}`),
  });
  for (const [name, schema] of Object.entries(document.components.schemas)) ajv.addSchema(withSchemaIds(schema), name);
  return ajv;
}

/** Each component becomes a schema of its own, known by its name. */
function withSchemaIds(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' && value.startsWith(COMPONENT) ? value.slice(COMPONENT.length) : value,
  );
}
