import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';
const NAME = join('faketime', 'libfaketimeMT.so.1');
/** For how long a process goes by what it has read of its file, in s. */
const KEEP_S = 1;

/** Debian's libfaketime, in the folder of the machine's own kind. */
function library() {
  const folders = [LIBRARIES, ...readdirSync(LIBRARIES).map((folder) => join(LIBRARIES, folder))];
  const found = folders.map((folder) => join(folder, NAME)).find((file) => existsSync(file));
  if (!found) throw new Error('No libfaketime: the package faketime brings it');
  return found;
}

/** For every thread and all native code of a process, but not for what measures how long something takes. */
const preload = () => ({ LD_PRELOAD: library(), FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' });

const offset = (aheadMs) => `${aheadMs < 0 ? '-' : '+'}${Math.abs(aheadMs) / 1000}`;

/** The environment of a process whose clock goes so far ahead of the machine's, or behind it. */
export function shiftedClock(aheadMs) {
  return { ...preload(), FAKETIME: offset(aheadMs) };
}

/** The environment of a process whose clock goes as `stepClock` says, from one moment to the next. */
export function steppingClock(file) {
  return { ...preload(), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_CACHE_DURATION: String(KEEP_S) };
}

/** Takes effect within a second. */
export function stepClock(file, aheadMs) {
  // As a whole: it is read at any time.
  writeFileSync(`${file}.new`, `${offset(aheadMs)}\n`);
  renameSync(`${file}.new`, file);
}
