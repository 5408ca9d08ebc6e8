/** @typedef {import('@micrologs/browser/realtime').ChannelEvents['errors']} ErrorEvent */
/**
 * @typedef {object} ErrorEntry
 * @property {string} key unique while the page lives
 * @property {ErrorEvent} event the latest one
 * @property {'created' | 'reopened' | 'status_change' | 'occurrence'} mark what was last special about it
 * @property {number} times occurrences that the entry stands for
 */

const MOST_ENTRIES = 50;

/** What happens to error groups, latest first. Of a group that goes on failing there is one entry, so that it hides no other. */
export class ErrorLog {
  /** @type {ErrorEntry[]} */
  entries = [];

  clear() {
    this.entries = [];
  }

  /** @param {ErrorEvent} event a further one, which makes an entry or changes one; that is now the first */
  add(event) {
    const mark = event.kind === 'status_change' ? event.kind : (event.effect ?? 'occurrence');
    const latest = this.entries.find((entry) => entry.event.group_id === event.group_id);
    const known = mark === 'occurrence' && latest?.event.kind === 'occurrence' ? latest : undefined;
    /** @type {ErrorEntry} */
    const entry = known
      ? { ...known, event, times: known.times + 1 }
      : { key: String(event.offset), event, mark, times: 1 };
    this.entries = [entry, ...this.entries.filter((other) => other !== known)].slice(0, MOST_ENTRIES);
  }
}
