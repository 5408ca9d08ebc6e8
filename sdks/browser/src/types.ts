/** How bad an error is; the server reads anything else as `error`. */
export type Severity = 'info' | 'warning' | 'error' | 'critical';

/** Details stored with an error or audit entry: JSON, at most 8,192 bytes encoded (the server drops more). */
export type Context = Record<string, unknown> | unknown[] | null;

/** What a page can call. No method ever throws; all send in the background. */
export interface MicrologsApi {
  /** Reports an error: a message (type `ManualError`), or an `Error`, whose name and stack are then sent. */
  error(error: unknown, context?: Context, severity?: Severity): void;
  /** Records an audit entry, for example `audit('user.login', 'ann@example.com')`. */
  audit(action: string, actor?: string, context?: Context): void;
  /** Stops all sending in this browser until `optIn`, and removes the tracker's ids. */
  optOut(): void;
  /** Takes `optOut` back; the present page is counted if it was not yet. */
  optIn(): void;
}
