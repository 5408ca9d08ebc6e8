import type { Migration } from '@micrologs/storage/sql';
import { alerts } from './migrations/alerts.ts';
import { audit } from './migrations/audit.ts';
import { columns } from './migrations/columns.ts';
import { commits } from './migrations/commits.ts';
import { daySums } from './migrations/day-sums.ts';
import { errors } from './migrations/errors.ts';
import { feeds } from './migrations/feeds.ts';
import { frozenDays } from './migrations/frozen-days.ts';
import { imports } from './migrations/imports.ts';
import { links } from './migrations/links.ts';
import { nodes } from './migrations/nodes.ts';
import { pageviews } from './migrations/pageviews.ts';
import { restorations } from './migrations/restorations.ts';
import { retention } from './migrations/retention.ts';
import { webhooks } from './migrations/webhooks.ts';

/**
 * The schema, step by step, in the order in which it grew: the same tables as every engine has, clustered by the same keys.
 *
 * A change of the schema commits by itself here, so every statement changes one thing, and indexes are made along with their
 * table. `{table}` stands for what follows the columns of every table: InnoDB, and a collation that compares texts by
 * their bytes, trailing spaces included. Lengths of texts are in characters, at least what openapi.yaml allows in bytes.
 */
export const migrations: readonly Migration[] = [
  pageviews,
  errors,
  audit,
  links,
  imports,
  columns,
  retention,
  daySums,
  restorations,
  frozenDays,
  webhooks,
  nodes,
  commits,
  feeds,
  alerts,
];
