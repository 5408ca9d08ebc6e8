import type { Context } from '../types.ts';

const MAX_CAUSES = 5;

/** @returns the context with what caused the error, outermost first; one that is a list has no room for it */
export const withCauses = (thrown: unknown, context: Context | undefined): Context | undefined => {
  const causes: string[] = [];
  for (let cause = causeOf(thrown); cause !== undefined && causes.length < MAX_CAUSES; cause = causeOf(cause)) {
    causes.push(String((cause as Error).stack || cause));
  }
  return causes.length && !Array.isArray(context) ? { ...context, causes } : context;
};

const causeOf = (thrown: unknown): unknown =>
  thrown instanceof Error ? (thrown as { cause?: unknown }).cause : undefined;
