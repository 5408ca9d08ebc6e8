import type { Device, Place } from './facts.ts';
import type { EventId, ProjectId } from './ids.ts';
import type { EpochMs, LocalDay } from './time.ts';

export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ENVIRONMENTS = ['production', 'staging', 'development', 'unknown'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const ERROR_STATUSES = ['open', 'investigating', 'resolved', 'ignored'] as const;
export type ErrorStatus = (typeof ERROR_STATUSES)[number];

/** Number of an error group within its project: starting at 1, never reused. What the API calls its `id`. */
export type ErrorGroupNumber = number;
/** Number of an error event within its project, in the order of commits; never reused. */
export type ErrorEventNumber = number;

/** Which kind of key brought something in: browsers have the public one, backends the secret one. */
export type KeyType = 'public' | 'secret';

/** An error as it was accepted: cut to its limits and scrubbed of secrets. */
export interface ErrorBody {
  /** Class of the error; may be empty. */
  error_type: string;
  message: string;
  /** Script or source file; may be empty. */
  file: string;
  line: number | null;
  /** The stack trace as the runtime wrote it. */
  stack: string | null;
  /** The page or request; may be empty. */
  url: string;
  severity: Severity;
  environment: Environment;
  /** Version of the application that failed; empty when not told. */
  release: string;
  /** What the client wants the error grouped by; empty when it leaves that to the server. */
  fingerprint: string[];
  /** JSON text of an object or an array, as it was sent. */
  context: string | null;
  /** The tracker's id of the visitor; empty when not told. */
  visitor_id: string;
  session_token: string;
}

/** One stored occurrence of an error. */
export interface ErrorEvent {
  project: ProjectId;
  /** In one series with changes of a status that somebody asked for. */
  number: ErrorEventNumber;
  group: ErrorGroupNumber;
  eventId: EventId;
  occurredAt: EpochMs;
  receivedAt: EpochMs;
  /** The day of the project's zone in which `occurredAt` lies. */
  day: LocalDay;
  message: string;
  stack: string | null;
  url: string;
  severity: Severity;
  environment: Environment;
  release: string;
  /** JSON text. */
  context: string | null;
  /** Which key brought it: a backend says nothing about a browser's place and device. */
  keyType: KeyType;
  /** Hex, the same as the visitor's in pageviews; empty when not told. */
  visitorHash: string;
  /** Hex; empty without a session token. */
  sessionHash: string;
  device: Device | null;
  place: Place | null;
  /** What it did to its group; null where that was there, and open. */
  effect: 'created' | 'reopened' | null;
}

/** Occurrences that are one fault. */
export interface ErrorGroup {
  project: ProjectId;
  number: ErrorGroupNumber;
  errorType: string;
  /** Message, file and line of the first occurrence. */
  message: string;
  file: string;
  line: number | null;
  /** Of the newest occurrence. */
  severity: Severity;
  /** Of the first occurrence; what it occurred in since is counted by environment. */
  environment: Environment;
  status: ErrorStatus;
  /** Since the group exists. */
  occurrences: number;
  /** How often it occurred again after it was resolved. */
  reopened: number;
  firstSeen: EpochMs;
  lastSeen: EpochMs;
  /** Releases of the first and the newest occurrence that told one; empty when none did. */
  firstRelease: string;
  lastRelease: string;
  /** What its occurrences were found alike by, as JSON; empty for imported groups. */
  grouping: string;
}

/** One change of a group's status. */
export interface ErrorTransition {
  project: ProjectId;
  group: ErrorGroupNumber;
  at: EpochMs;
  /** `micrologs:secret` for the API, `micrologs:pipeline` for an occurrence. */
  actor: string;
  from: ErrorStatus;
  to: ErrorStatus;
  /** `api`: somebody asked for it; `regression`: it occurred again after it was resolved. */
  reason: 'api' | 'regression';
  /** What was said with it, or the release that brought it back; may be empty. */
  note: string;
}

/** A change that somebody asked for. */
export interface StatusChange extends ErrorTransition {
  /** In one series with occurrences. */
  number: ErrorEventNumber;
}

/** A group's occurrences in one environment. */
export interface ErrorGroupEnvironment {
  project: ProjectId;
  group: ErrorGroupNumber;
  environment: Environment;
  occurrences: number;
  firstSeen: EpochMs;
  lastSeen: EpochMs;
}
