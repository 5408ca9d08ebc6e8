import { resolve } from '../document.mjs';

const INDENT = '    ';

/**
 * Schemas as PHPDoc types, in the dialect that PHPStan, Psalm and editors share. JSON objects are arrays with keys, as
 * `json_decode(…, true)` gives them.
 */
export class PhpTypes {
  /** Names of components that a docblock mentions, since they were last taken. */
  #mentioned = new Set();

  constructor(document) {
    this.document = document;
  }

  /** The components that the types made since the last call mention, sorted. */
  takeMentioned() {
    const names = [...this.#mentioned].sort();
    this.#mentioned.clear();
    return names;
  }

  /**
   * A type on one or several lines; each line but the first begins with `margin`.
   * @param {object} schema a reference is shown by its members, not by its name, when `open` is set
   */
  of(schema, margin = '', { open = false, within = null } = {}) {
    const name = componentOf(schema);
    if (name !== null) {
      const target = resolve(this.document, schema);
      if (open || this.#isPlain(target)) return this.of(target, margin, { within });
      // PHPStan refuses types that contain themselves.
      if (within !== null && this.#reaches(name, within)) return 'array<array-key, mixed>';
      this.#mentioned.add(name);
      return name;
    }
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) return union(choices.map((choice) => this.of(choice, margin, { within })));
    if (schema.allOf !== undefined) return this.of(this.merged(schema), margin, { within });
    if (schema.const !== undefined) return literal(schema.const);
    if (schema.enum !== undefined) return union([...schema.enum.map(literal), ...(nullable(schema) ? ['null'] : [])]);
    return union([schema.type].flat().map((type) => this.#ofType(type, schema, margin, within)));
  }

  /** `array{…}` of members, one a line. @param {{ name: string, type: string, required: boolean }[]} members */
  shape(members, margin) {
    if (members.length === 0) return 'array{}';
    const lines = members.map(
      ({ name, type, required }) => `${margin}${INDENT}${key(name)}${required ? '' : '?'}: ${type}`,
    );
    return `array{\n${lines.join(',\n')}\n${margin}}`;
  }

  /** An object's members as they stand in a shape. */
  membersOf(schema, margin, within = null) {
    const { properties = {}, required = [] } = this.merged(resolve(this.document, schema));
    return Object.entries(properties).map(([name, member]) => ({
      name,
      type: this.of(member, `${margin}${INDENT}`, { within }),
      required: required.includes(name),
    }));
  }

  /** One object schema out of the parts that `allOf` joins; others as they are. */
  merged(schema) {
    if (schema.allOf === undefined) return schema;
    const parts = schema.allOf.map((part) => this.merged(resolve(this.document, part)));
    if (parts.every(({ properties }) => properties === undefined)) return parts[0];
    return {
      type: 'object',
      properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
      required: parts.flatMap(({ required = [] }) => required),
    };
  }

  #ofType(type, schema, margin, within) {
    switch (type) {
      case 'string':
        return 'string';
      case 'integer':
        return 'int';
      case 'number':
        return 'int|float';
      case 'boolean':
        return 'bool';
      case 'null':
        return 'null';
      case 'array':
        return this.#ofArray(schema, margin, within);
      case 'object':
        if (schema.properties !== undefined) return this.shape(this.membersOf(schema, margin, within), margin);
        if (typeof schema.additionalProperties !== 'object') return 'array<string, mixed>';
        return `array<string, ${this.of(schema.additionalProperties, margin, { within })}>`;
      default:
        return 'mixed';
    }
  }

  #ofArray({ prefixItems, items = {} }, margin, within) {
    if (prefixItems === undefined) return `list<${this.of(items, margin, { within })}>`;
    return `array{${prefixItems.map((item, at) => `${at}: ${this.of(item, margin, { within })}`).join(', ')}}`;
  }

  /** Whether a component is so short that its name would tell less. */
  #isPlain(schema) {
    const { type, oneOf, anyOf, allOf } = schema;
    if (allOf !== undefined) return allOf.every((part) => this.#isPlain(resolve(this.document, part)));
    const choices = oneOf ?? anyOf;
    if (choices !== undefined) return choices.every((choice) => this.#isPlain(resolve(this.document, choice)));
    if ([type].flat().includes('object')) return schema.properties === undefined;
    return type !== 'array' || this.#isPlain(resolve(this.document, schema.items ?? {}));
  }

  /** Whether component `from` contains component `to`, or is it. */
  #reaches(from, to, seen = new Set()) {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return componentsIn(this.document.components.schemas[from]).some((name) => this.#reaches(name, to, seen));
  }
}

const PREFIX = '#/components/schemas/';

/** The component that a schema refers to; null when it is no reference. */
export function componentOf(schema) {
  return schema.$ref?.startsWith(PREFIX) ? schema.$ref.slice(PREFIX.length) : null;
}

function componentsIn(node) {
  if (node === null || typeof node !== 'object') return [];
  const name = componentOf(node);
  return name === null ? Object.values(node).flatMap(componentsIn) : [name];
}

/** A literal of PHP. */
export function literal(value) {
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
}

function union(types) {
  return [...new Set(types.flatMap((type) => (type === 'int|float' ? ['int', 'float'] : [type])))].join('|');
}

function nullable({ type }) {
  return [type].flat().includes('null');
}

function key(name) {
  return /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
}
