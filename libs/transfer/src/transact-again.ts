import { ConflictError, type IngestStore, type IngestTransaction } from '@micrologs/storage';

/** Each time somebody else got on, so it is rarely more than twice. */
const ATTEMPTS = 10;

/** As `IngestStore.transact`, for work that may be run again from its beginning where it met another writer. */
export async function transactAgain<T>(
  store: IngestStore,
  work: (transaction: IngestTransaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.transact(work);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
  }
}
