import { pascalCase, rowOf } from './python-model.mjs';
import { docstring, HEADER, WIDTH } from './python-source.mjs';
import { fitted } from './python-types.mjs';

/** What tells the two modules apart. */
const KINDS = {
  sync: { caller: 'Caller', prefix: '', def: 'def', wait: '', iterator: 'Iterator' },
  async: { caller: 'AsyncCaller', prefix: 'Async', def: 'async def', wait: 'await ', iterator: 'AsyncIterator' },
};

/**
 * A class for each group of operations with a method for each, and the class that has all groups.
 * @param kind `sync` or `async`
 */
export function emitPythonApi(document, operations, types, kind) {
  const form = KINDS[kind];
  const named = operations.filter(({ sdk }) => sdk !== null);
  const groups = new Map(named.map(({ sdk }) => [sdk.group, named.filter((other) => other.sdk.group === sdk.group)]));
  const classOf = (group) => `${form.prefix}${pascalCase(group)}Api`;
  const classes = [...groups].map(([group, members]) => {
    const methods = members.flatMap((operation) => methodsOf(document, operation, types, form));
    return `class ${classOf(group)}:
    """The operations \`${group}.*\`."""

    def __init__(self, caller: ${form.caller}) -> None:
        self._caller = caller

${methods.join('\n\n')}
`;
  });
  const text = `class ${form.prefix}Api(${form.prefix}RequestApi):
    """Every operation that has a name, by its group."""

    def __init__(self, caller: ${form.caller}) -> None:
        super().__init__(caller)
${[...groups.keys()].map((group) => `        self.${group} = ${classOf(group)}(caller)`).join('\n')}
`;
  const body = [...classes, text].join('\n\n');
  const uses = (name) => new RegExp(`\\b${name}\\b`).test(body);
  const typing = ['Any', 'Literal', 'Optional', 'Union'].filter(uses);
  const collections = [form.iterator, 'Sequence'].filter(uses);
  return `${HEADER}"""${kind === 'sync' ? 'The API, a method for every operation.' : 'The API for asyncio, a coroutine for every operation.'}"""

from __future__ import annotations

from collections.abc import ${collections.join(', ')}
from datetime import date, datetime
from typing import ${typing.join(', ')}

from .._caller import ${form.caller}, ${form.prefix}RequestApi
from . import types
from .operations import OPERATIONS

${`\n${body}`}`;
}

function methodsOf(document, operation, types, form) {
  const call = [methodOf(document, operation, types, form)];
  if (operation.lists.length > 0) call.push(iteratorOf(operation, types, form));
  return call;
}

function methodOf(document, operation, types, form) {
  const { id, sdk, answer, fields } = operation;
  const name = `${pascalCase(sdk.group)}${pascalCase(sdk.method)}`;
  const input = dictOf(fields);
  if (answer === 'rows') {
    const row = qualified(types.of(rowOf(document, operation), `${name}Row`));
    return `${signature('def', sdk.method, parametersOf(fields, types, name), `${form.iterator}[${row}]`)}
${describe(operation, 'Rows come as they are read; each iteration is one request.')}
        return self._caller.rows(
            OPERATIONS["${id}"],
            ${input},
        )`;
  }
  const type = qualified({ bytes: 'bytes', text: 'str' }[answer] ?? types.of(operation.data, name));
  const result = operation.isNullable ? `Optional[${type}]` : type;
  return `${signature(form.def, sdk.method, parametersOf(fields, types, name), result)}
${describe(operation, operation.isNullable ? 'None when the server has nothing to say (204).' : '')}
        data: ${result} = ${form.wait}self._caller.ask(
            OPERATIONS["${id}"],
            ${input},
        )
        return data`;
}

function iteratorOf(operation, types, form) {
  const { id, sdk, data, lists } = operation;
  const owner = types.of(data, '');
  const fields = operation.fields.filter(({ name }) => name !== 'cursor');
  const rows = lists.map(({ name, items }) => qualified(types.of(items, `${owner}${pascalCase(name)}Row`)));
  const row = new Set(rows).size === 1 ? rows[0] : `Union[${[...new Set(rows)].join(', ')}]`;
  const names = lists.map(({ name }) => JSON.stringify(name));
  const parameters = parametersOf(fields, types, '');
  const choice = lists.length > 1 ? [...parameters, `table: Literal[${names.join(', ')}] = ${names[0]}`] : parameters;
  return `${signature('def', `iterate_${sdk.method}`, choice, `${form.iterator}[${row}]`)}
        """Rows${lists.length > 1 ? ' of the list `table`' : ''}; pages of \`limit\` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["${id}"],
            ${dictOf(fields)},
            ${lists.length > 1 ? 'table' : names[0]},
        )`;
}

function parametersOf(fields, types, owner) {
  return fields.map(({ name, schema, required }) => {
    const type = qualified(types.ofInput(schema, `${owner}${pascalCase(name)}`));
    return required ? `${name}: ${type}` : `${name}: ${optional(type)} = None`;
  });
}

const optional = (type) => (type.startsWith('Optional[') ? type : `Optional[${type}]`);

/** Types of the contract stand in a module of their own. */
const PYTHON =
  /\b(?:Any|Literal|Optional|Union|Sequence|str|int|float|bool|bytes|list|dict|date|datetime|None|True|False)\b/;
const qualified = (type) =>
  type.replace(/"[^"]*"|\b[A-Za-z_]\w*\b/g, (word) =>
    word.startsWith('"') || PYTHON.test(word) ? word : `types.${word}`,
  );

function signature(def, name, parameters, result) {
  if (parameters.length === 0) return `    ${def} ${name}(self) -> ${result}:`;
  const lines = parameters.map((parameter) => `        ${fittedParameter(parameter)},`);
  // The colon takes the last column.
  const end = fitted(`    ) -> ${result}`, WIDTH - 1);
  return `    ${def} ${name}(\n        self,\n        *,\n${lines.join('\n')}\n${end}:`;
}

function fittedParameter(parameter) {
  const line = `        ${parameter}`;
  if (line.length + 1 <= WIDTH) return parameter;
  const [declared, ...given] = parameter.split(' = ');
  return [fitted(`        ${declared}`, WIDTH - given.join('').length - 4).trimStart(), ...given].join(' = ');
}

function describe({ summary, description, fields }, note) {
  const told = fields
    .filter((field) => field.description !== '')
    .map(({ name, description: text }) => `\`${name}\`: ${text.trim()}`);
  return docstring([`${summary}.`, description, note, ...told].filter((part) => part !== '').join('\n\n'), '        ');
}

function dictOf(fields) {
  if (fields.length === 0) return '{}';
  return `{\n${fields.map(({ name }) => `                "${name}": ${name},`).join('\n')}\n            }`;
}
