/** How bad an error is; the server reads anything else as `error`. */
export type Severity = 'info' | 'warning' | 'error' | 'critical';

/** Details stored with an error or audit entry: JSON, at most 8,192 bytes encoded (the server drops more). */
export type Context = Record<string, unknown> | unknown[] | null;

/** Settings of one tracker. */
export interface TrackerOptions {
  /** The project's public key: 32 lowercase hex digits. */
  publicKey: string;
  /** Where the server is, without `/api`; one trailing slash is removed. */
  apiUrl: string;
  /** Reported with errors. Default `production`. */
  environment?: string;
  /** Store nothing in the browser and send no ids; the project must be cookieless on the server as well. */
  cookieless?: boolean;
  /** Send nothing when the browser says Do Not Track or Global Privacy Control. */
  respectDnt?: boolean;
  /** Compute and send a browser fingerprint with each pageview. Default false. */
  fingerprint?: boolean;
  /** Report uncaught errors and unhandled rejections. Default true. */
  errors?: boolean;
}

/** What a page can call. No method ever throws; all send in the background and ignore failures. */
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
