// `npm run bench [-- SUITE …]`: the figures that the project wants to reach, judged by ratios within one run.
import { installSystemPackages } from '../test/install.mjs';
import { benchDisk } from './disk.mjs';
import { benchDrain } from './drain.mjs';
import { benchErrors } from './errors.mjs';
import { benchGrowth } from './growth.mjs';
import { benchIngest, benchIngestValkey } from './ingest.mjs';
import { benchMemory } from './memory.mjs';
import { benchRealtime } from './realtime.mjs';
import { benchRedirect } from './redirect.mjs';
import { benchMariaDbReports, benchReports } from './reports.mjs';
import { benchSdkNode } from './sdk-node.mjs';
import { benchSeal } from './seal.mjs';
import { missed } from './table.mjs';

const suites = {
  ingest: benchIngest,
  'ingest-valkey': benchIngestValkey,
  drain: benchDrain,
  errors: benchErrors,
  redirect: benchRedirect,
  realtime: benchRealtime,
  memory: benchMemory,
  reports: benchReports,
  'reports-mariadb': benchMariaDbReports,
  growth: benchGrowth,
  seal: benchSeal,
  disk: benchDisk,
  'sdk-node': benchSdkNode,
};
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!suites[name]) {
    console.error(`No bench named ${name}; there are ${Object.keys(suites).join(', ')}.`);
    process.exit(2);
  }
}
installSystemPackages([{ commands: ['wrk'], packages: ['wrk'] }]);
for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) await suites[name]();
console.log(missed.length === 0 ? '\nEvery figure reached.' : `\nMissed:\n  ${missed.join('\n  ')}`);
process.exit(missed.length === 0 ? 0 : 1);
