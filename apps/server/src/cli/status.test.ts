import type { KnownNode } from '@micrologs/storage';
import { expect, it } from 'vitest';
import { renderStatus, statusOf } from './status.ts';

const NOW = 1_000_000_000;

function node(values: Partial<KnownNode>): KnownNode {
  return {
    id: 'one',
    role: 'worker',
    host: 'alpha',
    pid: 7,
    version: '1.2.3',
    startedAt: NOW - 90_000,
    silentMs: 0,
    details: {
      url: null,
      pipelines: [{ state: 'waiting', message: 'Waiting for events', partitions: 32, processed: 5 }],
    },
    ...values,
  };
}

it('is well while every partition is held by a process that lives', () => {
  const two = [node({}), node({ id: 'two', pid: 8 })];
  expect(statusOf(two, NOW)).toMatchObject({ ok: true, partitions: { held: 64, count: 64 } });
  expect(statusOf([node({})], NOW)).toMatchObject({ ok: false, partitions: { held: 32 } });
  // What a dead process held does not count.
  const dead = statusOf([node({}), node({ id: 'two', silentMs: 6001 })], NOW);
  expect(dead).toMatchObject({ ok: false, partitions: { held: 32 } });
  expect(dead.nodes.map(({ alive }) => alive)).toEqual([true, false]);
  expect(statusOf([], NOW).ok).toBe(false);
});

it('shows a table that reads well', () => {
  const url = 'http://alpha:8080';
  const nodes = [
    node({ id: 'api', role: 'api', startedAt: NOW - 200_000_000, details: { url, pipelines: [] } }),
    node({ id: 'two', host: 'beta', silentMs: 61_000, startedAt: NOW - 5_000_000 }),
  ];
  expect(renderStatus(statusOf(nodes, NOW))).toBe(
    [
      'ROLE    PROCESS  VERSION  STATE          UP      PARTITIONS  STORED  DOES',
      'api     alpha:7  1.2.3    alive          2d 7h   -           -       http://alpha:8080',
      'worker  beta:7   1.2.3    silent for 1m  1h 22m  32          5       Waiting for events',
      '0 of 64 partitions are held.',
      '',
    ].join('\n'),
  );
  expect(renderStatus(statusOf([], NOW))).toBe('No process was heard of within an hour.\n');
});
