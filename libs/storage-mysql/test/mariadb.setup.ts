import { startMariaDb } from '@micrologs/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server that all files share, without a database, as root's socket. */
    mariaDb: { url: string; socket: string };
  }
}

/** One server for all test files; each test makes databases of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mariaDb = await startMariaDb();
  project.provide('mariaDb', { url: mariaDb.url, socket: mariaDb.socket });
  return () => mariaDb.stop();
}
