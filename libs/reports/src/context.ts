import { type components, JsonText } from '@micrologs/contract';

type StoredContext = components['schemas']['StoredContext'];

/** A context as it was stored, to the digit: the answer must be written by `stringifyJson`. */
export function contextAnswer(text: string | null): StoredContext {
  // The type describes what the client reads.
  return text === null ? null : (new JsonText(text) as unknown as StoredContext);
}
