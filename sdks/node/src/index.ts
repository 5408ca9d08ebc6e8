export type { Api } from './api.ts';
export { Micrologs, Micrologs as default } from './client.ts';
export { Delivery } from './delivery.ts';
export type { Envelope } from './envelope.ts';
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  InvalidAnswerError,
  InvalidRequestError,
  MicrologsError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  TooLargeError,
} from './errors.ts';
export type { Outcome } from './event-queue.ts';
export type { Context, ErrorOptions, PageviewFields } from './events.ts';
export type { components, operations } from './generated/schema.ts';
export type { LegacyReports, LinkChanges } from './legacy.ts';
export type { Data, Input, OperationId, Redirect, Result } from './operation-types.ts';
export type { CapturedEvent, Loss, LossReason, MicrologsOptions } from './options.ts';
export type { RequestInfo, RequestScope } from './scope.ts';
export { VERSION } from './version.ts';
