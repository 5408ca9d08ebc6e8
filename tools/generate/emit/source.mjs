/** First lines of every generated source file. */
export const HEADER = '// Generated from openapi.yaml by tools/generate. Do not edit.\n';

/** A constant of literal type that is checked against `type`. */
export function constant(name, value, type) {
  return `export const ${name} = ${JSON.stringify(value, null, 2)} as const satisfies ${type};`;
}
