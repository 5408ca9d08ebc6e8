/**
 * Who may import whom: routes → features → storage and contract → domain. Engines are known to the server's composition
 * alone; SDKs know nothing of the server but openapi.yaml.
 */
const engines = '^libs/(storage-[^/]+|spool|queue-valkey)/';
const features =
  '^libs/(alerts|audit|errors|identity|ingest|links|pipeline|projects|realtime|reports|retention|scrubbing|sealing|sessions|transfer|webhooks)/';
const notTests = '\\.(test|fixture)\\.ts$|(^|/)test/|/conformance|(^|/)bench/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'The vocabulary knows nothing of what uses it.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: notTests },
      to: { path: '^(libs/(?!domain/)|apps|sdks)' },
    },
    {
      name: 'contract-knows-domain-only',
      severity: 'error',
      from: { path: '^libs/contract/', pathNot: notTests },
      to: { path: '^(libs/(?!contract/|domain/)|apps|sdks)' },
    },
    {
      name: 'storage-knows-domain-only',
      severity: 'error',
      from: { path: '^libs/storage/', pathNot: notTests },
      to: { path: '^(libs/(?!storage/|columns/|domain/)|apps|sdks)' },
    },
    {
      name: 'columns-know-domain-only',
      severity: 'error',
      from: { path: '^libs/columns/', pathNot: notTests },
      to: { path: '^(libs/(?!columns/|domain/)|apps|sdks)' },
    },
    {
      name: 'engines-know-storage-and-domain',
      severity: 'error',
      from: { path: engines, pathNot: notTests },
      to: { path: '^(libs/(?!storage|spool/|queue-valkey/|valkey/|domain/)|apps|sdks)' },
    },
    {
      name: 'valkey-knows-nothing',
      severity: 'error',
      from: { path: '^libs/valkey/', pathNot: notTests },
      to: { path: '^(libs/(?!valkey/)|apps|sdks)' },
    },
    {
      name: 'engines-are-composed',
      comment: 'Only the entry points of the server choose an engine.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: `${engines}|${notTests}|^apps/server/src/(main|config|database|queues|cli/(open-storage|backup-file)|writer\\.thread)\\.ts$`,
      },
      to: { path: engines },
    },
    {
      name: 'features-know-nothing-of-the-server',
      severity: 'error',
      from: { path: features, pathNot: notTests },
      to: { path: '^(apps|sdks)/' },
    },
    {
      name: 'features-do-not-lean-on-each-other',
      comment:
        'The pipeline puts sessions, parsing and identity together, and ingest asks identity and scrubbing; nobody else looks sideways.',
      severity: 'error',
      from: { path: '^libs/(alerts|audit|identity|projects|reports|sessions)/', pathNot: notTests },
      to: { path: features, pathNot: '^libs/$1/' },
    },
    {
      name: 'ingest-knows-identity-only',
      severity: 'error',
      from: { path: '^libs/ingest/', pathNot: notTests },
      to: { path: '^libs/(pipeline|projects|reports|sessions)/' },
    },
    {
      name: 'sdks-and-examples-know-no-libs',
      comment: 'openapi.yaml is all that an SDK knows of the server, and an example knows SDKs.',
      severity: 'error',
      from: { path: '^(sdks|examples)/', pathNot: notTests },
      to: { path: '^(libs|apps)/' },
    },
    {
      name: 'routes-hold-no-sql',
      severity: 'error',
      from: { path: '^apps/server/src/(routes|middleware)/' },
      to: { path: '^(libs/storage[^/]*/src/sql|node_modules/(better-sqlite3|mysql2))' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
