/** What every JSON answer of the API looks like; `data` is missing from refusals. */
export interface Envelope<T = unknown> {
  success: boolean;
  message: string;
  data?: T;
}

/** @returns null when the text is cut, no JSON, or JSON of another shape */
export function readEnvelope(text: string): Envelope | null {
  const value = parse(text);
  return isEnvelope(value) ? value : null;
}

/** @returns undefined when the text is no JSON */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return typeof value === 'object' && value !== null && 'success' in value && typeof value.success === 'boolean';
}

/** The server's words on a refusal, or those of HTTP. */
export function refusalText(envelope: Envelope | null, statusText: string): string {
  return envelope?.message || statusText || 'No reason given';
}
