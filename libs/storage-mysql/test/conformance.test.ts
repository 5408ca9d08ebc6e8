import { type ConformanceTarget, storageConformance } from '@micrologs/storage/conformance';
import { openMysql, openMysqlInThread } from '../src/index.ts';
import { preparedDatabase } from './temporary-database.ts';

function target(shared: boolean): ConformanceTarget {
  return {
    async create() {
      const { address, administer, remove } = await preparedDatabase();
      return {
        open: (options) => openMysqlInThread({ address, mode: 'writer', ...options }),
        openShared: shared ? () => openMysql({ address: { ...address, pool: 4 } }) : undefined,
        dayVersions: async (project) => {
          const rows = await administer('SELECT day, version FROM day_state WHERE project_id = ? ORDER BY day', [
            project,
          ]);
          return new Map(rows.map(({ day, version }) => [day, version]));
        },
        tablesWith: async (project) => {
          const columns = await administer(
            `SELECT table_name AS name FROM information_schema.columns
             WHERE table_schema = DATABASE() AND column_name = 'project_id'`,
          );
          const found: string[] = [];
          for (const { name } of columns) {
            const rows = await administer(`SELECT 1 FROM ${name} WHERE project_id = ? LIMIT 1`, [project]);
            if (rows.length > 0) found.push(name);
          }
          return found;
        },
        pretendNewerSchema: async () => {
          await administer("INSERT INTO schema_migrations (version, name, applied_at) VALUES (1000, 'later', 0)");
        },
        destroy: remove,
      };
    },
  };
}

storageConformance('MariaDB', target(false));
storageConformance('MariaDB through threads', target(true), { ingest: false });
