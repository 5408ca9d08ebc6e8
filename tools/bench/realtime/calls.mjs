import { fork } from 'node:child_process';

/** In a child: answers the calls of `startChild`. @param commands functions by name, of the options of a call */
export function answerCalls(commands) {
  process.on('message', async ({ call, command, options }) => {
    try {
      process.send({ call, result: await commands[command](options) });
    } catch (error) {
      process.send({ call, failure: String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
}

/** A process that answers calls. */
export function startChild(file) {
  const child = fork(file, { serialization: 'advanced', env: { ...process.env, NODE_ENV: 'production' } });
  const waiting = new Map();
  let calls = 0;
  child.on('message', ({ call, result, failure }) => {
    const { resolve, reject } = waiting.get(call);
    waiting.delete(call);
    if (failure === undefined) resolve(result);
    else reject(new Error(failure));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} has ended`));
  });
  return {
    pid: child.pid,
    call: (command, options = {}) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        child.send({ call: calls, command, options });
      }),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
