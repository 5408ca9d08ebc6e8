/**
 * Environment of a server's process, read by glibc alone: what is freed goes back to the system. Without it, every thread that
 * had large arrays keeps their memory, since glibc gives each an arena and raises the thresholds as it goes, to 32 and 64 MB.
 * The units in `docs/deploy` say the same.
 */
export const ALLOCATOR = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  MALLOC_TRIM_THRESHOLD_: '1048576',
};
