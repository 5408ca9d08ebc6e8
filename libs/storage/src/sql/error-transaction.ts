import type {
  ErrorEvent,
  ErrorGroupEnvironment,
  ErrorGroupNumber,
  ErrorTransition,
  ProjectId,
  StatusChange,
} from '@micrologs/domain';
import type { ErrorGroupState, ErrorTransaction } from '../error-store.ts';
import { hexToBytes } from './codec.ts';
import type { SqlConnection, SqlValue } from './connection.ts';
import { eventValues, type GroupRecord, groupValues, readGroupState } from './error-rows.ts';
import type { ErrorStatements } from './error-statements.ts';

export class SqlErrorTransaction implements ErrorTransaction {
  readonly #connection: () => SqlConnection;
  readonly #sql: ErrorStatements;

  /** @param connection of the open transaction; throws once that has ended */
  constructor(connection: () => SqlConnection, statements: ErrorStatements) {
    this.#connection = connection;
    this.#sql = statements;
  }

  async findGroups(
    keys: { project: ProjectId; fingerprint: string }[],
  ): Promise<{ project: ProjectId; fingerprint: string; group: ErrorGroupNumber }[]> {
    const found: { project: ProjectId; fingerprint: string; group: ErrorGroupNumber }[] = [];
    await this.#connection().selectByKeys<[ErrorGroupNumber]>(
      this.#sql.findGroups,
      keys.map((key) => [key.project, hexToBytes(key.fingerprint)]),
      ([group], index) => found.push({ ...keys[index]!, group }),
    );
    return found;
  }

  async getGroups(keys: { project: ProjectId; number: ErrorGroupNumber }[]): Promise<ErrorGroupState[]> {
    const found: ErrorGroupState[] = [];
    await this.#connection().selectByKeys<GroupRecord>(
      this.#sql.getGroups,
      // In one order for all who lock them.
      keys.map((key) => [key.project, key.number] as const).sort(byProjectAndNumber),
      (record) => found.push(readGroupState(record)),
    );
    return found;
  }

  async putGroups(rows: ErrorGroupState[]): Promise<void> {
    await this.#connection().insertMany(this.#sql.putGroups, rows.map(groupValues));
  }

  async addFingerprints(
    rows: { project: ProjectId; fingerprint: string; version: number; group: ErrorGroupNumber }[],
  ): Promise<void> {
    await this.#connection().insertMany(
      this.#sql.addFingerprints,
      rows.map((row) => [row.project, hexToBytes(row.fingerprint), row.version, row.group]),
    );
  }

  async addEvents(rows: ErrorEvent[]): Promise<void> {
    await this.#connection().insertMany(this.#sql.addEvents, rows.map(eventValues));
  }

  async addEnvironments(rows: ErrorGroupEnvironment[]): Promise<void> {
    await this.#connection().insertMany(
      this.#sql.addEnvironments,
      rows.map((row) => [row.project, row.group, row.environment, row.occurrences, row.firstSeen, row.lastSeen]),
    );
  }

  async addTransitions(rows: ErrorTransition[]): Promise<void> {
    await this.#connection().insertMany(this.#sql.addTransitions, rows.map(transitionValues));
  }
}

export function transitionValues(row: ErrorTransition | StatusChange): SqlValue[] {
  const number = 'number' in row ? row.number : null;
  return [row.project, row.group, row.at, row.actor, row.from, row.to, row.reason, row.note, number];
}

function byProjectAndNumber(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
