import type { ExportRows, JsonTexts } from './generated/api.ts';
import type { operations as tableType } from './generated/operations.ts';
import type { operations } from './generated/schema.ts';

/** What the client needs to know to ask for an operation; the table of all is generated. */
export interface OperationInfo {
  /** `group.method`, or null for what has no name in the SDKs. */
  name: string | null;
  method: string;
  /** With its parameters in braces. */
  path: string;
  key: 'project' | 'admin' | null;
  inPath: readonly string[];
  inQuery: readonly string[];
  body: 'json' | 'form' | null;
  answer: 'data' | 'json' | 'rows' | 'text' | 'media' | 'redirect';
  /** The member of `data` whose rows go on in the next page. */
  list: string | null;
}

export type OperationId = keyof typeof tableType & keyof operations;

/** The input of an operation that takes nothing. */
export type NoInput = Record<string, never>;

/** What a redirect says; `body` is its text, for the pages and errors of short links. */
export interface Redirect {
  status: number;
  location: string | null;
  body: string;
}

type Flat<T> = T extends unknown ? { [K in keyof T]: T[K] } : never;

// `never` stands for "has none" in the generated types, and would swallow what it is joined with.
type Fields<T> = [T] extends [never] ? unknown : T;

type Query<Id extends OperationId> = operations[Id]['parameters'] extends { query?: infer Given }
  ? WithJson<Fields<NonNullable<Given>>>
  : unknown;

type WithJson<T> = { [K in keyof T]: K extends keyof JsonTexts ? T[K] | JsonTexts[K] : T[K] };

type Path<Id extends OperationId> = operations[Id]['parameters'] extends { path: infer Given }
  ? Fields<Given>
  : unknown;

type Body<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer Content } }
  ? Content extends { 'application/json': infer Given }
    ? Given
    : Content extends { 'application/x-www-form-urlencoded': infer Given }
      ? Given
      : unknown
  : unknown;

/** All that an operation takes, in one flat object: path, query and body. */
export type Input<Id extends OperationId> = Flat<Path<Id> & Query<Id> & Body<Id>>;

type Content<Id extends OperationId> = operations[Id]['responses'] extends infer Responses
  ? {
      [Status in keyof Responses & (200 | 202)]: Responses[Status] extends { content: infer Types } ? Types : never;
    }[keyof Responses & (200 | 202)]
  : never;

type Json<Id extends OperationId> = Content<Id> extends { 'application/json': infer Answer } ? Answer : never;

/** `data` of an operation's envelope; null where it may answer without one. */
export type Data<Id extends OperationId> =
  | (Json<Id> extends { data: infer Inner } ? Inner : never)
  | (204 extends keyof operations[Id]['responses'] ? null : never);

interface Answers<Id extends OperationId> {
  data: Promise<Data<Id>>;
  json: Promise<Json<Id>>;
  rows: AsyncIterable<Id extends keyof ExportRows ? ExportRows[Id] : never>;
  text: Promise<string>;
  media: Promise<string | Uint8Array>;
  redirect: Promise<Redirect>;
}

/** What asking for an operation gives. */
export type Result<Id extends OperationId> = Answers<Id>[(typeof tableType)[Id]['answer']];

/** A row of the list `List` in an operation's data. */
export type Row<Id extends OperationId, List extends string> =
  Data<Id> extends infer Found ? (Found extends { [K in List]: readonly (infer Item)[] } ? Item : never) : never;
