import { type ConformanceTarget, storageConformance } from '@micrologs/storage/conformance';
import Database from 'better-sqlite3';
import { openSqlite, openSqliteInThread } from '../src/index.ts';
import { temporaryDatabase } from './temporary-database.ts';

function target(shared: boolean): ConformanceTarget {
  return {
    async create() {
      const { file, remove } = temporaryDatabase();
      const inspect = <T>(work: (database: Database.Database) => T): T => {
        const database = new Database(file);
        try {
          return work(database);
        } finally {
          database.close();
        }
      };
      return {
        open: (options) => openSqliteInThread({ file, mode: 'writer', ...options }),
        openShared: shared ? () => openSqlite({ file }) : undefined,
        dayVersions: async (project) =>
          inspect((database) => {
            const rows = database
              .prepare<number, [number, number]>('SELECT day, version FROM day_state WHERE project_id = ? ORDER BY day')
              .raw()
              .all(project);
            return new Map(rows);
          }),
        tablesWith: async (project) =>
          inspect((database) => {
            const tables = database
              .prepare("SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE c.name = 'project_id'")
              .pluck()
              .all() as string[];
            return tables.filter((table) =>
              database.prepare(`SELECT 1 FROM ${table} WHERE project_id = ?`).get(project),
            );
          }),
        pretendNewerSchema: async () =>
          inspect((database) => {
            database.exec("INSERT INTO schema_migrations (version, name, applied_at) VALUES (1000, 'later', 0)");
          }),
        destroy: async () => remove(),
      };
    },
  };
}

storageConformance('SQLite', target(false));
storageConformance('SQLite through threads', target(true), { ingest: false });
