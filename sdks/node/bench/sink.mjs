// Takes every batch, after `argv[2]` ms, and prints its port.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const server = createServer(async (request, response) => {
  for await (const _chunk of request);
  await sleep(Number(process.argv[2]));
  response.writeHead(202, { 'Content-Type': 'application/json' });
  response.end('{"success":true,"message":"OK","data":{"queued":true,"results":[]}}');
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
