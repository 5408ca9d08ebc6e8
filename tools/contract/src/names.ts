import type { ExampleRequest } from './examples.ts';
import { isObject, type Operation } from './openapi.ts';

export type Thing = 'project' | 'group' | 'groups' | 'link' | 'letter' | 'webhook';

/** How an operation names the thing that it is about. */
export interface Naming {
  thing: Thing;
  kind: 'id' | 'code';
  /** Of the body or of the query. */
  field: string;
}

const FIELDS: Record<string, Naming['kind']> = { id: 'id', ids: 'id', group_id: 'id', code: 'code', c: 'code' };

/** Null for operations that name nothing. The code that a new link asks for names nothing that exists. */
export function namesOf({ id, path, body, parameters }: Operation): Naming | null {
  if (id === 'createLink') return null;
  const fields = [...Object.keys(body?.schema.properties ?? {}), ...parameters.map(({ name }) => name)];
  const field = fields.find((name) => Object.hasOwn(FIELDS, name));
  if (field === undefined) return null;
  return { thing: thingOf(path, field), kind: FIELDS[field]!, field };
}

function thingOf(path: string, field: string): Thing {
  if (FIELDS[field] === 'code') return 'link';
  if (path.startsWith('/api/projects/')) return 'project';
  if (path.startsWith('/api/dead-letters/')) return 'letter';
  if (path.startsWith('/api/webhooks/')) return 'webhook';
  return field === 'ids' ? 'groups' : 'group';
}

/** A good request made to name something else. */
export function requestNaming(
  { field }: Naming,
  { path, query, body }: ExampleRequest,
  value: number | string,
): { path: string; query: string; body?: string } {
  if (body !== undefined) {
    const good = JSON.parse(body) as unknown;
    return { path, query, body: JSON.stringify({ ...(isObject(good) ? good : {}), [field]: value }) };
  }
  const search = new URLSearchParams(query);
  search.set(field, String(value));
  return { path, query: search.toString() };
}
