import { resolve } from '../document.mjs';
import { isKeyword, pascalCase } from './python-model.mjs';
import { docstring, HEADER, WIDTH } from './python-source.mjs';

const PREFIX = '#/components/schemas/';

/**
 * Python types of the schemas that operations use: a TypedDict for an object with members, a name for a choice of values; all
 * other schemas are written out where they are used.
 */
export class PythonTypes {
  #document;
  /** Definitions by name, in the order in which they were finished: what one needs when it is evaluated stands before it. */
  #defined = new Map();
  #begun = new Set();
  /** Schemas that are being written out where they are used. */
  #open = new Set();

  constructor(document) {
    this.#document = document;
  }

  /** The type of a schema; `owner` is the name that an object which has none of its own would get. */
  of(schema, owner) {
    if (schema === null) return 'None';
    if (schema.$ref) return this.#named(schema.$ref);
    if (schema.allOf?.length === 1) return this.of(schema.allOf[0], owner);
    // A TypedDict has no members but its own.
    if (schema.properties && schema.additionalProperties === true) return 'dict[str, Any]';
    if (schema.allOf || schema.properties) return this.#object(owner, schema);
    if (schema.const !== undefined) return `Literal[${literal(schema.const)}]`;
    if (schema.enum) return choiceOf(schema.enum);
    if (schema.oneOf) return this.#union(schema.oneOf, owner);
    const [type, isNullable] = Array.isArray(schema.type) ? [schema.type[0], true] : [schema.type, false];
    const python = this.#plain(type, schema, owner);
    return isNullable ? `Optional[${python}]` : python;
  }

  /** The type of what a caller gives: times may be `datetime`, lists any sequence, texts of JSON the value itself. */
  ofInput(schema, owner) {
    const shape = resolve(this.#document, schema);
    if (shape.contentSchema) return `Union[str, ${this.of(shape.contentSchema, owner)}]`;
    if (shape.oneOf?.some(({ format }) => format === 'date-time')) return 'Union[str, int, datetime]';
    if (shape.format === 'date') return 'Union[str, date]';
    if (shape.type === 'array') return this.of(shape, owner).replace(/^list\[/, 'Sequence[');
    if (shape.oneOf) return this.#union(shape.oneOf, owner).replaceAll('list[', 'Sequence[');
    return this.of(schema, owner);
  }

  #plain(type, schema, owner) {
    switch (type) {
      case 'string':
        return 'str';
      case 'integer':
        return 'int';
      case 'number':
        return 'float';
      case 'boolean':
        return 'bool';
      case 'null':
        return 'None';
      case 'array':
        // JSON has no tuples: what stands at which place is for the description to say.
        return schema.prefixItems ? 'Sequence[Any]' : `list[${this.of(schema.items, `${owner}Row`)}]`;
      case 'object':
        return `dict[str, ${typeof schema.additionalProperties === 'object' ? this.of(schema.additionalProperties, owner) : 'Any'}]`;
      case undefined:
        return 'Any';
    }
    throw new Error(`openapi.yaml: no Python type for ${JSON.stringify(schema).slice(0, 200)}`);
  }

  #named(reference) {
    const name = reference.slice(PREFIX.length);
    const schema = resolve(this.#document, { $ref: reference });
    if (schema.properties || schema.allOf?.length > 1) return this.#object(name, schema);
    const isChoiceOfObjects = schema.oneOf?.filter(({ properties }) => properties).length > 1;
    if (schema.enum || isChoiceOfObjects) return this.#define(name, () => fitted(`${name} = ${this.of(schema, name)}`));
    // One that contains itself cannot be written out.
    if (this.#open.has(name)) return 'Sequence[Any]';
    this.#open.add(name);
    const type = this.of(schema, name);
    this.#open.delete(name);
    return type;
  }

  #union(choices, owner) {
    const isOne = choices.filter(({ properties }) => properties).length < 2;
    const types = choices.map((choice, index) => this.of(choice, isOne ? owner : `${owner}${index + 1}`));
    // What is any sequence is a list of sequences too.
    const some = [...new Set(types.filter((type) => type !== 'None' && type !== 'list[Sequence[Any]]'))];
    const union = some.length === 1 ? some[0] : `Union[${some.join(', ')}]`;
    return types.includes('None') ? `Optional[${union}]` : union;
  }

  #object(name, schema) {
    return this.#define(name, () => {
      const { properties, required } = this.#membersOf(schema);
      const members = Object.entries(properties).map(([member, property]) => ({
        member,
        type: this.of(property, `${name}${pascalCase(member)}`),
        isRequired: required.includes(member),
        description: resolve(this.#document, property).description ?? property.description,
      }));
      return members.some(({ member }) => isKeyword(member)) ? byCall(name, members) : byClass(name, schema, members);
    });
  }

  #membersOf(schema) {
    const parts = [schema, ...(schema.allOf ?? []).map((part) => resolve(this.#document, part))];
    return {
      properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
      required: parts.flatMap(({ required = [] }) => required),
    };
  }

  #define(name, write) {
    if (!this.#begun.has(name)) {
      this.#begun.add(name);
      this.#defined.set(name, write());
    }
    return name;
  }

  /** The module of all types asked for so far. */
  module() {
    const names = [...this.#defined.keys()].sort();
    const body = joined([...this.#defined.values()]);
    const uses = (name) => new RegExp(`\\b${name}\\b`).test(body);
    const collections = uses('Sequence') ? 'from collections.abc import Sequence\n' : '';
    return `${HEADER}"""What is given and answered, as openapi.yaml describes it."""

from __future__ import annotations

${collections}from typing import ${['Any', 'Literal', 'Optional', 'TypedDict', 'Union'].filter(uses).join(', ')}

__all__ = [
${names.map((name) => `    "${name}",`).join('\n')}
]
${body}
`;
  }
}

/** Two empty lines stand around classes, none between assignments. */
function joined(definitions) {
  const isClass = (definition) => definition?.startsWith('class ') ?? true;
  return definitions
    .map((text, index) => (isClass(text) || isClass(definitions[index - 1]) ? `\n\n${text}` : text))
    .join('\n');
}

function choiceOf(values) {
  const choice = `Literal[${values
    .filter((value) => value !== null)
    .map(literal)
    .join(', ')}]`;
  return values.includes(null) ? `Optional[${choice}]` : choice;
}

const literal = (value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value));

/** Members that may be absent need a class of their own before Python 3.11. */
function byClass(name, schema, members) {
  const required = members.filter(({ isRequired }) => isRequired);
  const optional = members.filter(({ isRequired }) => !isRequired);
  const text = docstring(schema.description ?? '', '    ');
  const head = text === '' ? '' : `${text}\n\n`;
  if (optional.length === 0) return `class ${name}(TypedDict):\n${head}${memberLines(required)}`;
  if (required.length === 0) return `class ${name}(TypedDict, total=False):\n${head}${memberLines(optional)}`;
  return `class _${name}Required(TypedDict):\n${memberLines(required)}\n\n\nclass ${name}(_${name}Required, total=False):\n${head}${memberLines(optional)}`;
}

/** A member whose name is a word of Python's own. */
function byCall(name, members) {
  if (members.some(({ isRequired }) => !isRequired)) throw new Error(`openapi.yaml: ${name} needs all of its members`);
  const lines = members.map(({ member, type }) => `        "${member}": ${quoted(type)},`);
  return `${name} = TypedDict(\n    "${name}",\n    {\n${lines.join('\n')}\n    },\n)`;
}

const quoted = (type) => {
  if (/^(str|int|float|bool)$/.test(type)) return type;
  return type.includes('"') ? `'${type}'` : `"${type}"`;
};

function memberLines(members) {
  return members
    .map(({ member, type, description }) => {
      const line = fitted(`    ${member}: ${type}`);
      return description ? `${line}\n${docstring(description, '    ')}` : line;
    })
    .join('\n');
}

/** A long choice, one a line, as Black writes it. */
export function fitted(line, width = WIDTH) {
  if (line.length <= width) return line;
  const open = line.indexOf('[');
  const indent = /^ */.exec(line)[0];
  const parts = topLevelParts(line.slice(open + 1, -1));
  return `${line.slice(0, open + 1)}\n${parts.map((part) => `${fitted(`${indent}    ${part}`, WIDTH - 1)},`).join('\n')}\n${indent}]`;
}

/** What commas part, but for those within brackets. */
function topLevelParts(text) {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '[') depth += 1;
    if (letter === ']') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}
