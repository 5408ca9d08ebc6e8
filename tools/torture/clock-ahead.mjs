// Loaded before a server (`--import`), in each of its threads: its clock goes `CLOCK_AHEAD_MS` ahead of the machine's.
const aheadMs = Number(process.env.CLOCK_AHEAD_MS);
const MachineDate = Date;
const now = () => MachineDate.now() + aheadMs;

globalThis.Date = class extends MachineDate {
  static now = now;

  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }
};
