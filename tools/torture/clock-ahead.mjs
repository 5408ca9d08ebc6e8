// Loaded before a server (`--import`), in each of its threads: its clock goes `CLOCK_AHEAD_MS` ahead of the machine's, or so
// many ms as stand in the file `CLOCK_AHEAD_FILE` at the moment.
import { readFileSync } from 'node:fs';

const { CLOCK_AHEAD_MS, CLOCK_AHEAD_FILE } = process.env;
const LOOK_MS = 50;

let aheadMs = Number(CLOCK_AHEAD_MS ?? 0);
if (CLOCK_AHEAD_FILE) {
  setInterval(() => {
    aheadMs = Number(readFileSync(CLOCK_AHEAD_FILE, 'utf8'));
  }, LOOK_MS).unref();
}
const MachineDate = Date;
const now = () => MachineDate.now() + aheadMs;

globalThis.Date = class extends MachineDate {
  static now = now;

  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }
};
