import { type KnownNode, PARTITION_COUNT, SILENT_MS } from '@micrologs/storage';
import { Command } from 'commander';
import { configFrom, type SettingOptions } from './options.ts';
import { withExistingStorage } from './store.ts';

interface StatusOptions extends SettingOptions {
  json?: boolean;
}

const EXIT_CODES = `
Ends with 0 while every partition is held by a living process, and with 1 otherwise. Processes that died are shown for an hour.`;

export function statusCommand(): Command {
  return new Command('status')
    .description('Show the processes that share the database, and what each of them does')
    .option('--json', 'print JSON')
    .addHelpText('after', EXIT_CODES)
    .action(async ({ json, ...options }: StatusOptions) => {
      await withExistingStorage(configFrom(options), async (storage) => {
        const nodes = await storage.nodes.all();
        const report = statusOf(nodes, Date.now());
        process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderStatus(report));
        process.exitCode = report.ok ? 0 : 1;
      });
    });
}

export interface StatusReport {
  ok: boolean;
  /** Held by pipelines of living processes, and how many there are in all. */
  partitions: { held: number; count: number };
  nodes: {
    id: string;
    role: KnownNode['role'];
    host: string;
    pid: number;
    version: string;
    alive: boolean;
    /** Whole seconds since the last heartbeat, and since the start. */
    silent_seconds: number;
    up_seconds: number;
    url: string | null;
    pipelines: KnownNode['details']['pipelines'];
  }[];
}

export function statusOf(nodes: readonly KnownNode[], now: number): StatusReport {
  const rows = nodes.map(({ id, role, host, pid, version, startedAt, silentMs, details }) => ({
    id,
    role,
    host,
    pid,
    version,
    alive: silentMs <= SILENT_MS,
    silent_seconds: Math.floor(silentMs / 1000),
    up_seconds: Math.max(0, Math.floor((now - silentMs - startedAt) / 1000)),
    url: details.url,
    pipelines: details.pipelines,
  }));
  const held = rows
    .filter(({ alive }) => alive)
    .flatMap(({ pipelines }) => pipelines)
    .reduce((sum, { partitions }) => sum + partitions, 0);
  return { ok: held === PARTITION_COUNT, partitions: { held, count: PARTITION_COUNT }, nodes: rows };
}

export function renderStatus({ partitions, nodes }: StatusReport): string {
  const lines = [['ROLE', 'PROCESS', 'VERSION', 'STATE', 'UP', 'PARTITIONS', 'STORED', 'DOES']];
  for (const node of nodes) {
    const { role, host, pid, version, alive, silent_seconds: silent, up_seconds: up, url, pipelines } = node;
    const state = alive ? 'alive' : `silent for ${duration(silent)}`;
    const stores = pipelines.map(({ message }) => message);
    const does = [...(url === null ? [] : [url]), ...new Set(stores)].join('; ');
    const sum = (of: (pipeline: (typeof pipelines)[number]) => number) =>
      pipelines.length === 0 ? '-' : String(pipelines.reduce((all, pipeline) => all + of(pipeline), 0));
    lines.push([
      role,
      `${host}:${pid}`,
      version,
      state,
      duration(up),
      sum((pipeline) => pipeline.partitions),
      sum((pipeline) => pipeline.processed),
      does,
    ]);
  }
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const table = lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const summary =
    nodes.length === 0
      ? 'No process was heard of within an hour.'
      : `${partitions.held} of ${partitions.count} partitions are held.`;
  return `${[...(nodes.length === 0 ? [] : table), summary].join('\n')}\n`;
}

/** Such as `45s`, `12m` or `3d 4h`. */
function duration(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60),
  ];
  if (days > 0) return `${days}d ${hours}h`;
  if (minutes >= 60) return `${hours}h ${minutes % 60}m`;
  return minutes > 0 ? `${minutes}m` : `${seconds}s`;
}
