import { SECOND_MS } from '@micrologs/domain';
import type { KnownNode } from '@micrologs/storage';
import { longestWait, sealingLagDays } from '../health-checks.ts';
import type { Figures } from './figures.ts';
import type { HistogramCounts } from './histogram.ts';

type Labels = Readonly<Record<string, string>>;
type Values = readonly (readonly [labels: Labels, value: number])[];

/**
 * Figures as Prometheus reads them. The library is loaded by whoever asks for the first time: a server that nobody watches
 * does without.
 */
export async function expose(figures: Figures): Promise<{ type: string; text: string }> {
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  const add = (Kind: typeof Counter | typeof Gauge, name: string, help: string, values: Values) => {
    const labelNames = [...new Set(values.flatMap(([labels]) => Object.keys(labels)))];
    const metric = new Kind({ name: `micrologs_${name}`, help, labelNames, registers: [registry] });
    for (const [labels, value] of values) metric.inc(labels, value);
  };
  const counter = (name: string, help: string, values: Values) => add(Counter, name, help, values);
  const gauge = (name: string, help: string, values: Values) => add(Gauge, name, help, values);
  const histogram = (name: string, help: string, series: readonly (readonly [Labels, HistogramCounts])[]) => {
    const full = `micrologs_${name}`;
    const values = series.flatMap(([labels, counts]) => rowsOf(full, labels, counts));
    // What was counted already is only to be written; the library's own type counts by itself.
    const metric = {
      name: full,
      help,
      type: 'histogram',
      get: async () => ({ name: full, help, type: 'histogram', values }),
    };
    registry.registerMetric(metric as never);
  };

  const { ledger, queue, nodes, storing, sealing, webhooks, realtime, eventLoopDelay, now } = figures;
  gauge('info', 'Version of the server and of its runtime', [
    [{ version: figures.version, node: process.versions.node }, 1],
  ]);
  histogram(
    'http_request_seconds',
    'Time until an answer began, by operation of openapi.yaml and class of status',
    figures.requests.map(({ operation, status, seconds }) => [{ operation, status }, seconds]),
  );
  if (ledger) {
    counter('events_received_total', 'Events that were accepted', [[{}, ledger.received]]);
    counter('events_stored_total', 'Events that were stored', [[{}, ledger.stored]]);
    const dropped = Object.entries(ledger.dropped).map(([reason, count]) => [{ reason }, count] as const);
    counter('events_dropped_total', 'Events that were accepted and not stored, by reason', dropped);
    const waiting = ledger.pending - ledger.deadLetters;
    gauge('events_waiting', 'Events in the queue', [[{}, waiting]]);
    gauge('dead_letters', 'Events that could not be stored and are put aside', [[{}, ledger.deadLetters]]);
    if (queue) {
      const lag = longestWait(waiting, queue.oldestAppendedAt, now) / SECOND_MS;
      gauge('queue_lag_seconds', 'How long the oldest event in the queue has been waiting', [[{}, lag]]);
    }
  }
  if (queue) {
    gauge('queue_ok', 'Whether the queue takes events', [[{}, queue.ok ? 1 : 0]]);
    gauge('queue_bytes', 'Bytes of events in the queue', [[{}, queue.pendingBytes]]);
  }
  if (storing) {
    histogram('batch_events', 'Events that were stored in one transaction', [[{}, storing.batchEvents]]);
    histogram('batch_seconds', 'Time that it took', [[{}, storing.batchSeconds]]);
    const { processed, conflicts, partitions } = storing.pipeline;
    counter('pipeline_events_total', 'Events that this process stored, dropped or put aside', [[{}, processed]]);
    counter('pipeline_conflicts_total', 'Batches that were undone and run again', [[{}, conflicts]]);
    gauge('partitions_held', 'Partitions that this process stores for', [[{}, partitions]]);
  }
  if (nodes) {
    const of = (value: (node: KnownNode) => number): Values =>
      nodes.map((node) => [{ node: node.id, role: node.role }, value(node)]);
    const inAll = (field: 'partitions' | 'processed') =>
      of(({ details }) => details.pipelines.reduce((sum, one) => sum + one[field], 0));
    gauge(
      'node_silent_seconds',
      'Time since the last heartbeat of a process',
      of(({ silentMs }) => silentMs / SECOND_MS),
    );
    gauge('node_partitions', 'Partitions that a process said it stores for', inAll('partitions'));
    counter('node_events_total', 'Events that a process said it stored, dropped or put aside', inAll('processed'));
  }
  if (sealing) {
    gauge('sealing_days_due', 'Ended days that are not columns yet', [[{}, sealing.due]]);
    gauge('sealing_lag_days', 'Days behind the oldest of them', [[{}, sealingLagDays(sealing, now)]]);
  }
  const caches = Object.entries(figures.caches);
  counter(
    'cache_hits_total',
    'Look-ups that a cache answered',
    caches.map(([cache, { hits }]) => [{ cache }, hits]),
  );
  counter(
    'cache_misses_total',
    'Look-ups that it did not',
    caches.map(([cache, { misses }]) => [{ cache }, misses]),
  );
  if (webhooks) {
    counter('webhook_attempts_total', 'Attempts to deliver to webhooks', [
      [{ outcome: 'delivered' }, webhooks.delivered],
      [{ outcome: 'failed' }, webhooks.failed],
    ]);
  }
  if (realtime) {
    gauge('realtime_connections', 'Connections of those who listen', [[{}, realtime.connections]]);
    counter('realtime_messages_total', 'Messages to those who listen', [[{}, realtime.messages]]);
    counter('realtime_publishes_total', 'Notices to other processes whose clients listen', [[{}, realtime.publishes]]);
    counter('realtime_missed_total', 'Times something was found that nobody had told of', [[{}, realtime.missed]]);
    gauge('realtime_delayed', 'Whether others cannot tell of what they store', [[{}, realtime.isDelayed ? 1 : 0]]);
  }
  gauge('event_loop_delay_seconds', 'How late the main thread was, since the last look', [
    [{ quantile: '0.5' }, eventLoopDelay.median],
    [{ quantile: '0.99' }, eventLoopDelay.p99],
    [{ quantile: '1' }, eventLoopDelay.longest],
  ]);
  const threads = Object.entries(figures.threads);
  counter(
    'thread_active_seconds_total',
    'Time in which a thread did something',
    threads.map(([name, { activeSeconds }]) => [{ thread: name }, activeSeconds]),
  );
  gauge(
    'thread_heap_bytes',
    'Heap of a thread in use',
    threads.map(([name, { heapBytes }]) => [{ thread: name }, heapBytes]),
  );
  gauge('resident_memory_bytes', 'Memory of the process', [[{}, process.memoryUsage.rss()]]);
  const { user, system } = process.cpuUsage();
  counter('cpu_seconds_total', 'CPU time of the process', [[{}, (user + system) / 1e6]]);
  gauge('uptime_seconds', 'Time since the process started', [[{}, process.uptime()]]);
  return { type: registry.contentType, text: await registry.metrics() };
}

/** Buckets as Prometheus has them: each counts what the ones before it count. */
function rowsOf(name: string, labels: Labels, { bounds, counts, sum }: HistogramCounts) {
  let below = 0;
  const buckets = counts.map((count, index) => {
    below += count;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bounds[index] ?? '+Inf' }, value: below };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: below },
  ];
}
