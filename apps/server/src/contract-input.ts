import {
  type BodyOf,
  type BodyOperationId,
  ContractError,
  parseBody,
  parseQuery,
  parseRange,
  unwrap,
} from '@micrologs/contract';
import { type EpochMs, localDay, type Project } from '@micrologs/domain';
import { LIST_CAP, type ReportScope, type reports } from '@micrologs/reports';
import { endpoints, type RequestContext } from './endpoint.ts';
import { decodeBody, MAX_BODY_BYTES, parseJson, readBody } from './middleware/body.ts';

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
  const body = await readBody(ctx.req, endpoints[operationId].maxBodyBytes ?? MAX_BODY_BYTES);
  const json = parseJson(decodeBody(body));
  const parsed = parseBody(operationId, json);
  if (parsed.ok) return parsed.value;
  if (parsed.lookupId !== undefined) await assertExists?.(parsed.lookupId);
  throw new ContractError(parsed);
}

/**
 * What a report is asked, with the days of the project's zone.
 * @throws ContractError
 */
export function reportScopeOf(
  ctx: RequestContext,
  operationId: (typeof reports)[number]['operationId'],
  project: Project,
  now: EpochMs,
): ReportScope {
  const query = unwrap(parseQuery(operationId, new URLSearchParams(ctx.querystring)));
  return {
    project,
    days: parseRange(query, localDay(now, project.timeZone)),
    limit: 'limit' in query ? Number(query.limit) : LIST_CAP,
  };
}
