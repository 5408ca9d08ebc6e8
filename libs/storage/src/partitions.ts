import type { ProjectId } from '@micrologs/domain';

/** Partitions of an installation: fixed at creation, since a project's partition must never change. */
export const PARTITION_COUNT = 64;

/** A project belongs to one partition, so it has one writer and its events keep their order. */
export function partitionOf(project: ProjectId): number {
  return project % PARTITION_COUNT;
}

/** Somebody else took the partitions over: this writer's transaction stored nothing, and it must stop writing. */
export class LeaseLostError extends Error {
  constructor() {
    super('The partition lease was lost to another writer');
    this.name = 'LeaseLostError';
  }
}

/** The right to write some partitions; every commit is fenced by its epoch. */
export interface Lease {
  owner: string;
  /** Per partition held, the epoch under which it was taken. */
  epochs: ReadonlyMap<number, number>;
}
