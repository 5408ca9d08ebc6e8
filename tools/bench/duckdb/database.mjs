import * as duckdb from '@duckdb/node-api';

/** As many threads as the machines that the figures are about have cores. */
const THREADS = '2';
/** Rows of one of DuckDB's chunks. */
const CHUNK_ROWS = 2048;

const TYPES = {
  INTEGER: duckdb.INTEGER,
  TIMESTAMP_MS: duckdb.TIMESTAMP_MS,
  UTINYINT: duckdb.UTINYINT,
  VARCHAR: duckdb.VARCHAR,
};
const toValue = {
  TIMESTAMP_MS: (value) => new duckdb.DuckDBTimestampMillisecondsValue(BigInt(value)),
};

/**
 * @param {string} file
 * @param {{ access?: 'READ_ONLY' | 'READ_WRITE' }} [options]
 */
export async function openDuckDb(file, { access = 'READ_ONLY' } = {}) {
  const instance = await duckdb.DuckDBInstance.create(file, { access_mode: access, threads: THREADS });
  const connection = await instance.connect();
  return {
    /**
     * @param {string} sql
     * @param {(number | string)[]} [values]
     * @returns {Promise<Record<string, any>[]>}
     */
    async all(sql, values = []) {
      return (await connection.runAndReadAll(sql, values)).getRowObjectsJS();
    },
    /**
     * @param {string} table
     * @param {{ type: keyof typeof TYPES, values: (number | string | null)[] }[]} columns all of one length
     */
    async append(table, columns) {
      const appender = await connection.createAppender(table);
      const types = columns.map(({ type }) => TYPES[type]);
      const converted = columns.map(({ type, values }) => (toValue[type] ? values.map(toValue[type]) : values));
      const rows = columns[0].values.length;
      for (let from = 0; from < rows; from += CHUNK_ROWS) {
        const chunk = duckdb.DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, rows - from));
        chunk.setColumns(converted.map((values) => values.slice(from, from + CHUNK_ROWS)));
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
