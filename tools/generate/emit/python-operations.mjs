import { HEADER } from './python-source.mjs';

/** The table of all operations: what a request is made of, and how its answer is read. */
export function emitPythonOperations(operations) {
  return `${HEADER}"""Every operation of openapi.yaml by its operationId."""

from __future__ import annotations

from typing import Final

from .._operation import Operation

OPERATIONS: Final[dict[str, Operation]] = {
${operations.map(entry).join('\n')}
}
`;
}

function entry({ id, method, path, key, answer, fields }) {
  const lists = ['path', 'query', 'header', 'body', 'form'].flatMap((place) => {
    const names = fields.filter((field) => field.place === place);
    if (names.length === 0) return [];
    const lines = names.map(({ name, wire }) => `            ${JSON.stringify(name)}: ${JSON.stringify(wire)},`);
    return [`        ${place}={\n${lines.join('\n')}\n        },`];
  });
  return `    ${JSON.stringify(id)}: Operation(
        id=${JSON.stringify(id)},
        method=${JSON.stringify(method)},
        url=${JSON.stringify(path)},
        key=${JSON.stringify(key)},
        answer=${JSON.stringify(answer)},
${lists.map((list) => `${list}\n`).join('')}    ),`;
}
