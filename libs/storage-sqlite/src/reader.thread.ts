import { openSqliteInThread } from './open.ts';
import { serveStorage, sqliteThreadData } from './threads/serve.ts';

const { port, file } = sqliteThreadData();
serveStorage(port, await openSqliteInThread({ file, mode: 'reader' }));
