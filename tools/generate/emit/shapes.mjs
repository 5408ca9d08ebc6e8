import { resolve } from '../document.mjs';
import { constant, HEADER } from './source.mjs';

/**
 * How loose input becomes the strict form: for each query, and for each body that lists its checks (`x-checks`), the
 * fields with their kinds, and the messages in the order of the checks. Also every limit at which text is cut.
 */
export function emitShapes(document, operations) {
  const bodies = {};
  const queries = {};
  for (const operation of operations) {
    const body = resolve(document, operation.body);
    if (body?.['x-checks']) bodies[operation.id] = { fields: fieldsOf(document, body), checks: body['x-checks'] };
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'query');
    if (parameters.length > 0) {
      queries[operation.id] = {
        fields: fieldsOf(document, {
          properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, inQuery(schema)])),
          requiredParameters: parameters.filter(({ required }) => required).map(({ name }) => name),
        }),
        checks: parameters
          .filter((parameter) => parameter['x-message'])
          .map((parameter) => ({ field: parameter.name, message: parameter['x-message'] })),
      };
    }
  }
  return `${HEADER}import type { InputShape } from '../input-shape.ts';

/** Bodies by operationId. */
${constant('bodyShapes', bodies, 'Record<string, InputShape>')}

/** Queries by operationId. */
${constant('queryShapes', queries, 'Record<string, InputShape>')}

/** Bytes of UTF-8 at which a text field is cut, by schema and field. */
${constant('textLimits', textLimitsOf(document), 'Record<string, Record<string, number>>')}
`;
}

/** In a query everything is text. */
function inQuery(schema) {
  return schema.type === 'boolean' ? { ...schema, type: 'flag' } : schema;
}

function fieldsOf(document, { properties, required = [], requiredParameters = [] }) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, reference]) => [
      name,
      {
        ...fieldOf(document, name, resolve(document, reference), required.includes(name)),
        ...(requiredParameters.includes(name) ? { required: true } : {}),
      },
    ]),
  );
}

function fieldOf(document, name, schema, required) {
  // Required text that may be empty is empty when it is absent.
  const fallback = required && schema.type === 'string' && !schema.minLength ? '' : undefined;
  const value = schema.default ?? fallback;
  const withDefault = value === undefined ? {} : { default: value };
  // The one list of types that there is: a type, or null.
  const [type, nullable] = Array.isArray(schema.type) ? [schema.type[0], { nullable: true }] : [schema.type, {}];
  switch (type) {
    case 'string':
      if (schema['x-ignore-others']) return { kind: 'choice', values: schema.enum };
      if (schema.contentSchema) return { kind: 'filters' };
      return {
        kind: 'text',
        ...(schema['x-verbatim'] ? { verbatim: true } : {}),
        ...(schema.minLength > 0 ? { nonEmpty: true } : {}),
        ...(schema.enum ? { values: schema.enum } : {}),
        ...(schema['x-cut-bytes'] === undefined ? {} : { cutBytes: schema['x-cut-bytes'] }),
        ...withDefault,
      };
    case 'integer':
      return {
        kind: 'integer',
        ...(schema['x-clamp'] ? { clamp: [schema.minimum, schema.maximum] } : {}),
        ...nullable,
        ...withDefault,
      };
    case 'boolean':
      return { kind: 'boolean', ...withDefault };
    case 'flag':
      return { kind: 'flag', ...withDefault };
    case 'array': {
      const items = resolve(document, schema.items);
      if (items.type === 'string') return { kind: 'texts', ...withDefault };
      if (items.type === 'integer') return { kind: 'integers', ...withDefault };
      if (items.type === 'object') return { kind: 'objects', fields: fieldsOf(document, items) };
      break;
    }
    case 'object':
      return { kind: 'members', fields: fieldsOf(document, schema) };
  }
  if (schema.oneOf?.some(({ format }) => format === 'date-time')) return { kind: 'time' };
  throw new Error(`openapi.yaml: no coercion for the field ${name}`);
}

function textLimitsOf(document) {
  const limits = {};
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const properties = Object.assign({}, schema.properties, ...(schema.allOf ?? []).map((part) => part.properties));
    const cut = Object.entries(properties).filter(([, property]) => property['x-cut-bytes'] !== undefined);
    if (cut.length > 0)
      limits[name] = Object.fromEntries(cut.map(([field, property]) => [field, property['x-cut-bytes']]));
  }
  return limits;
}
