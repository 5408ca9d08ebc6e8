// Says on the terminal what happens in a project, until SIGTERM or SIGINT. It keeps where it was in a file, so that it goes on from
// there when it is started again.
import { readFile, writeFile } from 'node:fs/promises';
import { Realtime } from '@micrologs/node/realtime';

const KEPT = process.env.POSITION_FILE ?? 'errors.position';

const realtime = new Realtime({
  host: process.env.MICROLOGS_HOST,
  key: process.env.MICROLOGS_KEY,
  onState: ({ state, reason }) => console.error(state, reason ?? ''),
});
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => realtime.close());

realtime.on('live', { onSnapshot: ({ visitors }) => console.log('visitors', visitors) });

const position = await readFile(KEPT, 'utf8').catch(() => undefined);
for await (const message of realtime.subscribe('errors', { position })) {
  if (message.type === 'snapshot') console.log('begins anew, after error', message.offset);
  else for (const event of message.events) console.log(event.kind, event.message);
  await writeFile(KEPT, message.position);
}
