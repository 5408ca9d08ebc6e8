import {
  type BodyOf,
  type BodyOperationId,
  ContractError,
  parseBody,
  parseQuery,
  parseRange,
  type QueryOf,
  type QueryOperationId,
  unwrap,
} from '@micrologs/contract';
import { type DayRange, type EpochMs, localDay, type Project } from '@micrologs/domain';
import { type ReportId, type ReportRequest, zoneOf } from '@micrologs/reports';
import { endpoints, type OperationId, type RequestContext } from './endpoint.ts';
import { decodeBody, MAX_BODY_BYTES, parseJson, readBody } from './middleware/body.ts';

/**
 * The JSON value of the request's body, whatever it is.
 * @throws HttpError 413, 400
 */
export async function jsonBodyOf(ctx: RequestContext, operationId: OperationId): Promise<unknown> {
  return parseJson(decodeBody(await readBody(ctx.req, endpoints[operationId].maxBodyBytes ?? MAX_BODY_BYTES)));
}

/**
 * The request's body in its strict form. It is read here, after the key check, so that nobody without a key has anything
 * read or parsed.
 * @param assertExists throws the 404 of a missing target, which goes before the failure of some fields
 * @throws HttpError 413, 400
 * @throws ContractError
 */
export async function bodyOf<Id extends BodyOperationId>(
  ctx: RequestContext,
  operationId: Id,
  assertExists?: (id: number) => Promise<void>,
): Promise<BodyOf<Id>> {
  const parsed = parseBody(operationId, await jsonBodyOf(ctx, operationId));
  if (parsed.ok) return parsed.value;
  if (parsed.lookupId !== undefined) await assertExists?.(parsed.lookupId);
  throw new ContractError(parsed);
}

/** Who asks for a report, and when. */
export interface ReportAsker {
  project: Project;
  now: EpochMs;
  /** Where short links stand for whoever asks. */
  linkUrl: string;
}

/**
 * What a report is asked, with the days of the zone that it names, or the project's.
 * @throws ContractError
 */
export function reportRequestOf(
  operationId: ReportId,
  querystring: string,
  { project, now, linkUrl }: ReportAsker,
): ReportRequest {
  const query = unwrap(parseQuery(operationId, new URLSearchParams(querystring)));
  return {
    project,
    query,
    days: parseRange(query, localDay(now, zoneOf({ project, query }))),
    shortUrl: (code) => `${linkUrl}/l/${code}`,
  };
}

/**
 * The days that a request asks for.
 * @throws ContractError
 */
export function daysOf(
  ctx: RequestContext,
  operationId: QueryOperationId & `export${string}`,
  project: Project,
  now: EpochMs,
): DayRange {
  return parseRange(queryOf(ctx, operationId), localDay(now, project.timeZone));
}

/**
 * The query in its strict form.
 * @throws ContractError
 */
export function queryOf<Id extends QueryOperationId>(ctx: RequestContext, operationId: Id): QueryOf<Id> {
  return unwrap(parseQuery(operationId, new URLSearchParams(ctx.querystring)));
}
