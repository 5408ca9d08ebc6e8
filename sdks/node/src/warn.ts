/** The least time between two warnings about the same thing. */
const QUIET_MS = 60_000;

/** Says something on the console, unless it said something on this topic a moment ago. */
export type Warn = (topic: string, message: string) => void;

export function createWarn(now = Date.now): Warn {
  const last = new Map<string, number>();
  return (topic, message) => {
    const before = last.get(topic);
    if (before !== undefined && now() - before < QUIET_MS) return;
    last.set(topic, now());
    warn(message);
  };
}

/** As the 1.x SDK said it. */
export function warn(message: string): void {
  console.warn('[Micrologs]', message);
}
