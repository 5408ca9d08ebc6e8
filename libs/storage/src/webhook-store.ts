import type {
  AuditAct,
  EpochMs,
  ProjectId,
  WebhookDelivery,
  WebhookDeliveryId,
  WebhookDeliveryStatus,
  WebhookDisabledReason,
  WebhookEndpoint,
  WebhookEndpointId,
  WebhookEvent,
} from '@micrologs/domain';

export type NewWebhookEndpoint = Omit<
  WebhookEndpoint,
  'id' | 'disabledReason' | 'failingSince' | 'updatedAt' | 'isEnabled'
>;

export type WebhookEndpointPatch = Partial<
  Pick<WebhookEndpoint, 'url' | 'description' | 'format' | 'template' | 'triggers' | 'isEnabled' | 'secrets'>
>;

/** Its `data` should hold a `summary`: one line of plain English, which stands for the event in chats. */
export interface NewWebhookEvent extends Omit<WebhookEvent, 'number' | 'id'> {
  /** A UUID; made when it is stored, if absent. */
  id?: string;
  /** Up to 255 characters. An event whose key the project has had already is not stored again. */
  dedupeKey: string;
  /**
   * Up to 255 characters: the same for events of several endpoints that are one alert, of which those who listen are told
   * once. The dedupe key, if absent.
   */
  alertKey?: string;
}

/** Who is told of an event. */
export interface WebhookDispatch {
  event: WebhookEvent['number'];
  endpoints: { id: WebhookEndpointId; isOnce: boolean }[];
}

export interface DueDelivery {
  delivery: WebhookDelivery;
  endpoint: WebhookEndpoint;
  /** Of the project. */
  projectName: string;
}

/** What became of one attempt. */
export interface WebhookAttempt extends Pick<WebhookDelivery, 'id' | 'durationMs' | 'responseStatus' | 'responseBody'> {
  /** Which attempt of the delivery it was; the first is 1. */
  attempt: number;
  at: EpochMs;
  status: WebhookDeliveryStatus;
  /** When the next one is due; null unless the delivery is still pending. */
  nextAttemptAt: EpochMs | null;
  /** Empty when it was delivered. */
  error: string;
  /** Disables the endpoint, if it is enabled, and tells of it. */
  disable?: { reason: WebhookDisabledReason; act: AuditAct; notices: NewWebhookEvent[] };
}

/** What is to be delivered again to an endpoint: one delivery, or those that were made in [from, to). */
export type WebhookReplay = { endpoint: WebhookEndpointId } & (
  | { delivery: WebhookDeliveryId }
  | { from: EpochMs; to: EpochMs; status?: WebhookDeliveryStatus }
);

/** Deliveries of a project, newest (largest id) first. */
export interface WebhookDeliveriesQuery {
  project: ProjectId;
  endpoint?: WebhookEndpointId;
  status?: WebhookDeliveryStatus;
  /** Only deliveries with a smaller id than this. */
  before?: WebhookDeliveryId;
  limit: number;
}

/**
 * Endpoints, what they are told of, and how that went. An owner means projects whose partitions it holds; null means all.
 * Acts get the endpoint's id into their context.
 */
export interface WebhookStore {
  /**
   * Makes an endpoint, enabled.
   * @throws NotFoundError when its project is gone
   */
  create(endpoint: NewWebhookEndpoint, act: AuditAct): Promise<WebhookEndpoint>;
  /** Those of a project, by their ids. */
  list(project: ProjectId): Promise<WebhookEndpoint[]>;
  /** @returns null when the project has no such endpoint */
  get(project: ProjectId, id: WebhookEndpointId): Promise<WebhookEndpoint | null>;
  /**
   * Changes what `patch` names. Disabling ends what was still to be delivered; enabling forgets that it failed.
   * @returns null when the project has no such endpoint
   */
  update(
    project: ProjectId,
    id: WebhookEndpointId,
    patch: WebhookEndpointPatch,
    updatedAt: EpochMs,
    act: AuditAct,
  ): Promise<WebhookEndpoint | null>;
  /** Removes the endpoint with its deliveries. @returns false when the project has no such endpoint */
  delete(project: ProjectId, id: WebhookEndpointId, act: AuditAct): Promise<boolean>;

  /** Every enabled endpoint, by project and id. */
  enabled(owner: string | null): Promise<WebhookEndpoint[]>;
  /** Stores events outside the pipeline's transactions. @returns the dedupe keys of those that are new */
  addEvents(events: readonly NewWebhookEvent[]): Promise<string[]>;
  /** Events of which it is not settled yet who is told, oldest first. */
  undispatched(owner: string | null, limit: number): Promise<WebhookEvent[]>;
  /** Makes the deliveries of events, which are due at once; an event that was dispatched already is left alone. */
  dispatch(rows: readonly WebhookDispatch[], at: EpochMs): Promise<void>;
  /** Deliveries whose time has come, the longest due first, but for those to the endpoints `except`. */
  due(take: {
    owner: string | null;
    now: EpochMs;
    except: readonly WebhookEndpointId[];
    limit: number;
  }): Promise<DueDelivery[]>;
  /** Records an attempt. One that was recorded already, or whose delivery is not pending any more, changes nothing. */
  record(attempt: WebhookAttempt): Promise<void>;

  deliveries(query: WebhookDeliveriesQuery): Promise<WebhookDelivery[]>;
  /** @returns null when the project has no such delivery */
  delivery(project: ProjectId, id: WebhookDeliveryId): Promise<WebhookDelivery | null>;
  /**
   * Delivers ended deliveries to an enabled endpoint again: each event once, under its old id, and none that is pending
   * already. Where nothing is to be done, nothing is recorded.
   * @returns how many deliveries were made
   */
  replay(project: ProjectId, what: WebhookReplay, at: EpochMs, act: AuditAct): Promise<number>;
  /** Forgets what ended before an instant: deliveries, and events older than it without any. Works in small steps. */
  expire(before: EpochMs): Promise<void>;
}

/** What a store does with events inside a write transaction over facts. */
export interface WebhookTransaction {
  /** The enabled endpoints of these projects; of a project without any, nothing. */
  endpoints(projects: Iterable<ProjectId>): Promise<Map<ProjectId, WebhookEndpoint[]>>;
  /** Stores events; those whose dedupe key was there already are left out. */
  addEvents(events: readonly NewWebhookEvent[]): Promise<void>;
}
