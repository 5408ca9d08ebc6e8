import { fileURLToPath } from 'node:url';
import { startChild } from './calls.mjs';

const script = fileURLToPath(new URL('client-process.mjs', import.meta.url));

/** Clients that listen, spread over processes of their own. */
export class Clients {
  #processes;

  constructor(processes = 1) {
    this.#processes = Array.from({ length: processes }, () => startChild(script));
  }

  /**
   * Opens so many, dealt out over the targets.
   * @param targets each `{ address, project, subscribe }`, where `subscribe` is a channel, or undefined for none
   */
  async open(count, targets) {
    const share = count / this.#processes.length;
    await this.#all('open', (index) => ({
      count: Math.floor(share * (index + 1)) - Math.floor(share * index),
      targets,
    }));
  }

  /** Lets them count anew. */
  begin() {
    return this.#all('begin');
  }

  /** Resolves when so many messages have reached each process since then. */
  until(messages) {
    return this.#all('until', () => ({ messages }));
  }

  /**
   * What reached them since: `messages`, `bytes`, `snapshots`; `told` as project, first offset, last offset and time of each message
   * with events; `closed` as code and time of each that was closed; `cpu` in seconds.
   */
  async end() {
    const parts = await this.#all('end');
    const sum = (name) => parts.reduce((all, part) => all + part[name], 0);
    const list = (name, width) => parts.flatMap((part) => tuples(part[name], width));
    return {
      messages: sum('messages'),
      bytes: sum('bytes'),
      snapshots: sum('snapshots'),
      cpu: sum('cpu'),
      told: list('told', 4),
      closed: list('closed', 2),
    };
  }

  /** So many of each process read nothing more. */
  pause(count) {
    return this.#all('pause', () => ({ count }));
  }

  resume() {
    return this.#all('resume');
  }

  close() {
    return this.#all('close');
  }

  async stop() {
    for (const child of this.#processes) await child.stop();
  }

  #all(command, optionsOf = () => ({})) {
    return Promise.all(this.#processes.map((child, index) => child.call(command, optionsOf(index))));
  }
}

function tuples(values, width) {
  return Array.from({ length: values.length / width }, (_, index) => [
    ...values.subarray(index * width, (index + 1) * width),
  ]);
}
