import type { LocalDay, ProjectId } from '@micrologs/domain';
import type { ColumnStore } from '@micrologs/storage';

export interface SealStep {
  /** How many of the days have been gone through. */
  done: number;
  /** Those of this step that are sealed now; one that changed meanwhile is not. */
  sealed: LocalDay[];
  /** In the days of this step. */
  views: number;
}

/**
 * Makes days of a project into columns, some with each step.
 * @param days ascending
 */
export async function* sealDays(
  columns: Pick<ColumnStore, 'encode' | 'store'>,
  project: ProjectId,
  days: readonly LocalDay[],
): AsyncGenerator<SealStep> {
  for (let done = 0; done < days.length; ) {
    const encoded = await columns.encode(project, days.slice(done));
    const sealed = await columns.store(encoded);
    done += encoded.days.length;
    const views = encoded.days.flatMap(({ heads }) => heads).reduce((sum, head) => sum + head.views, 0);
    yield { done, sealed, views };
  }
}
