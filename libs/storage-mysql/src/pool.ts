import type { WritableStorage } from '@micrologs/storage';
import { openMysqlInThread } from './open.ts';
import type { MysqlAddress } from './url.ts';

/**
 * Opens as many connections that read as the address has in its pool, so that a slow report does not hold up a look-up.
 * @throws NewerSchemaError
 */
export function openMysqlPool(address: MysqlAddress): Promise<WritableStorage[]> {
  return Promise.all(Array.from({ length: address.pool }, () => openMysqlInThread({ address, mode: 'reader' })));
}
