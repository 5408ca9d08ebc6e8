import { isAtWork, type Link } from './server.ts';

/** How long a connection may bring nothing before somebody looks what the server is doing. */
export const SILENCE_MS = 10_000;

/**
 * Ends a connection, and with it the statement that waits for its answer, when the server has gone without a word: its machine
 * stands still, or the network lets nothing through. TCP itself would notice after some 15 minutes. A statement may take long
 * as well, so what counts is whether the server, asked on another connection, is still at work on this one.
 * @returns what ends the watch, to be called with the answer
 */
export function watchForSilence(link: Link, silenceMs: number): () => void {
  const { stream } = link;
  let isOver = false;
  let read = stream.bytesRead;
  const look = async (): Promise<void> => {
    const isSilent = stream.bytesRead === read && !(await isAtWork(link));
    if (isOver) return;
    if (isSilent && stream.bytesRead === read) {
      // The driver hands the error to whoever waits for the answer.
      stream.destroy(Object.assign(new Error(`Silent for ${silenceMs} ms`), { code: 'ETIMEDOUT' }));
      return;
    }
    read = stream.bytesRead;
    timer = setTimeout(look, silenceMs);
  };
  let timer = setTimeout(look, silenceMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
