import { parse } from './envelope.ts';
import { InvalidAnswerError, TimeoutError } from './errors.ts';
import { asOurs } from './http.ts';

/**
 * The objects of an answer of one JSON object a line, as they come. Whoever stops early ends the transfer.
 * @param idleMs how long the server may be silent
 * @throws ConnectionError, TimeoutError, InvalidAnswerError
 */
export async function* readRows(response: Response, idleMs: number): AsyncGenerator<unknown> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await within(idleMs, reader.read());
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield rowOf(line);
      if (done) break;
    }
    if (rest !== '') yield rowOf(rest);
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function rowOf(line: string): unknown {
  const row = parse(line);
  if (row === undefined) throw new InvalidAnswerError('A line of the answer is no JSON');
  return row;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`Nothing came for ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw asOurs(error);
  } finally {
    clearTimeout(timer);
  }
}
