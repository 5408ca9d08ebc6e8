import type { SqlValue } from './connection.ts';
import type { SqlSession } from './session.ts';

/** Rows that one step deletes: few enough that a batch of events never waits long behind it. */
const STEP = 2000;

/** Runs a DELETE, which must bear a LIMIT behind it, until it finds nothing more; others write between the steps. */
export async function deleteInSteps(session: SqlSession, text: string, values: readonly SqlValue[]): Promise<void> {
  for (;;) {
    const { changes } = await session.use((connection) => connection.run(`${text} LIMIT ${STEP}`, values));
    if (changes < STEP) return;
  }
}
