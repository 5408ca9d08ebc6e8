import pino from 'pino';
import { expect, it } from 'vitest';
import { micrologsStream } from '../src/pino.ts';
import { fakeMicrologs } from '../src/testing.ts';

function logger(level: string) {
  const micrologs = fakeMicrologs();
  return {
    micrologs,
    log: pino({ level }, pino.multistream([{ level: level as 'error', stream: micrologsStream(micrologs) }])),
  };
}

it('what is logged as an error is captured with its exception and fields', () => {
  const { micrologs, log } = logger('error');
  const error = new TypeError('x is undefined');
  log.info('not this');
  micrologs.withContext({ user: 7 }, () => log.error({ err: error, order: 81 }, 'The order failed'));
  log.child({ module: 'shop' }).fatal('Out of memory');
  log.error(error);
  expect(micrologs.events).toMatchObject([
    {
      message: 'The order failed',
      error_type: 'TypeError',
      severity: 'error',
      stack: error.stack,
      context: { order: 81, user: 7 },
    },
    { message: 'Out of memory', severity: 'critical', context: { module: 'shop' } },
    { message: 'x is undefined', error_type: 'TypeError' },
  ]);
});

it('the level is the stream’s, and what is no entry is passed over', () => {
  const { micrologs, log } = logger('debug');
  log.debug({ context: 1 }, 'detail');
  log.warn('careful');
  const stream = micrologsStream(micrologs);
  for (const line of ['', 'text', 'null', '5']) stream.write(line);
  expect(micrologs.events).toMatchObject([
    { message: 'detail', severity: 'info' },
    { message: 'careful', severity: 'warning', context: null },
  ]);
});
