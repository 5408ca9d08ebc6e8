/**
 * The default thread that writes, which dies when it is sent a message. It does so between two calls into SQLite: a
 * thread that is terminated within one takes the whole process with it.
 */
import { parentPort } from 'node:worker_threads';
import '../../src/writer.thread.ts';

parentPort!.once('message', () => process.exit(1));
// Only listening for its death must not keep it alive.
parentPort!.unref();
