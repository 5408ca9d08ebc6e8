export { AUDIT_REQUIRED_MESSAGE, coerceAudit, coerceAuditText, type StrictAudit } from './audit.ts';
export {
  type BatchItem,
  type BatchOptions,
  type ClientTraits,
  MAX_BATCH_EVENT_BYTES,
  MAX_BATCH_EVENTS,
  parseBatch,
} from './batch.ts';
export { MAX_BULK_LINKS, parseBulkLinks } from './bulk-links.ts';
export {
  type CursorPosition,
  type CursorScope,
  decodeCursor,
  encodeCursor,
  INVALID_CURSOR_MESSAGE,
} from './cursor.ts';
export { coerceEngagement, type StrictEngagement } from './engagement.ts';
export { type FailureEnvelope, failureEnvelope, type SuccessEnvelope, successEnvelope } from './envelope.ts';
export {
  coerceError,
  coerceErrorText,
  ERROR_REQUIRED_MESSAGE,
  MAX_FINGERPRINT_PARTS,
  type StrictError,
} from './error.ts';
export { coerceErrorStatus, type ErrorStatusChange } from './error-status.ts';
export {
  parseEventId,
  parseIdempotencyKey,
  parseOccurredAt,
} from './event-fields.ts';
export { FILTER_FIELDS, type Filter, type FilterFieldName } from './filters.ts';
export { operationTable } from './generated/operations.ts';
export type { components, operations, paths } from './generated/schema.ts';
export { textLimits } from './generated/shapes.ts';
export { answerTables } from './generated/tables.ts';
export { JsonText, stringifyJson } from './json-text.ts';
export type { OperationInfo, RateLimit, RateLimitScope, SecurityScheme } from './operation-info.ts';
export { type OperationId, operationIds, operationInfo } from './operations.ts';
export { type CoercedPageview, coercePageview, PAGEVIEW_REQUIRED_MESSAGE, type StrictPageview } from './pageview.ts';
export { type BodyOf, type BodyOperationId, INVALID_BODY_MESSAGE, parseBody } from './parse-body.ts';
export { parseQuery, type QueryOf, type QueryOperationId } from './parse-query.ts';
export { type Comparison, comparedDays, MAX_RANGE_DAYS, parseRange, type RangeQuery } from './range.ts';
export { compactJson, rawItemMembers, rawMember } from './raw-json.ts';
export { ContractError, type Failure, type Parsed, unwrap } from './result.ts';
export { cleanText } from './text.ts';
