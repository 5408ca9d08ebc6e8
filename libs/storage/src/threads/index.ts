export { type ServeOptions, type StorageThreadData, serveStorage, storageThreadData } from './serve.ts';
export { ThreadedStorage, type ThreadedStorageOptions } from './threaded-storage.ts';
