import {
  type DayRange,
  ENVIRONMENTS,
  ERROR_STATUSES,
  type ErrorEvent,
  formatDay,
  formatLocal,
  type IanaZone,
  type LocalDay,
  localDay,
  SEVERITIES,
} from '@micrologs/domain';
import type { Logs } from './logs.ts';

/**
 * The reports on errors, audit entries and links, counted naively from single facts: the definitions of the contract in other
 * words and without shared code. Local times alone; their ISO siblings say the same.
 */
export class LogsRecount {
  readonly #logs: Logs;
  readonly #zone: IanaZone;
  readonly #days: DayRange;

  constructor(logs: Logs, zone: IanaZone, days: DayRange) {
    this.#logs = logs;
    this.#zone = zone;
    this.#days = days;
  }

  errors({ status, severity, environment }: { status?: string; severity?: string; environment?: string }) {
    const inRange = this.#logs.groups
      .filter(({ lastSeen }) => this.#within(localDay(lastSeen, this.#zone)))
      .sort((a, b) => b.lastSeen - a.lastSeen || b.number - a.number);
    const count = (isCounted: (group: (typeof inRange)[number]) => boolean) => inRange.filter(isCounted).length;
    return {
      summary: {
        total: inRange.length,
        ...Object.fromEntries(ERROR_STATUSES.map((name) => [name, count((group) => group.status === name)])),
        ...Object.fromEntries(SEVERITIES.map((name) => [name, count((group) => group.severity === name)])),
      },
      errors: inRange
        .filter(
          (group) =>
            (status === undefined || group.status === status) &&
            (severity === undefined || group.severity === severity) &&
            (environment === undefined ||
              this.#logs.events.some((event) => event.group === group.number && event.environment === environment)),
        )
        .map(({ number }) => this.group(number)),
    };
  }

  group(number: number) {
    const group = this.#logs.groups.find((candidate) => candidate.number === number)!;
    const all = this.#logs.events.filter((event) => event.group === number);
    const events = all.filter(({ day }) => this.#within(day));
    return {
      id: number,
      error_type: group.errorType,
      message: group.message,
      file: group.file,
      line: group.line,
      severity: group.severity,
      environment: group.environment,
      status: group.status,
      occurrence_count: all.length,
      ...this.#seen(all),
      occurrences_in_range: events.length,
      affected_visitors: told(events.map(({ visitorHash }) => visitorHash)),
      affected_sessions: told(events.map(({ sessionHash }) => sessionHash)),
      environments: ENVIRONMENTS.map((environment) => {
        const own = all.filter((event) => event.environment === environment);
        return { environment, own };
      })
        .filter(({ own }) => own.length > 0)
        .sort((a, b) => b.own.length - a.own.length || (a.environment < b.environment ? -1 : 1))
        .map(({ environment, own }) => ({ environment, occurrences: own.length, ...this.#seen(own) })),
      first_release: group.firstRelease === '' ? null : group.firstRelease,
      last_release: group.lastRelease === '' ? null : group.lastRelease,
      reopened_count: group.reopened,
    };
  }

  trend(group: number | null) {
    const events = this.#logs.events.filter(
      (event) => this.#within(event.day) && (group ?? event.group) === event.group,
    );
    return {
      group_id: group,
      total_occurrences: events.length,
      total_groups: new Set(events.map((event) => event.group)).size,
      top_groups: this.#logs.groups
        .map(({ number, errorType, message, severity, status }) => {
          const occurrences = events.filter((event) => event.group === number).length;
          return { id: number, error_type: errorType, message, severity, status, occurrences };
        })
        .filter(({ occurrences }) => occurrences > 0)
        .sort((a, b) => b.occurrences - a.occurrences || a.id - b.id)
        .slice(0, 5),
      over_time: this.#perDay(events, (ofDay) => ({
        occurrences: ofDay.length,
        unique_groups: new Set(ofDay.map((event) => event.group)).size,
      })),
    };
  }

  detail(number: number) {
    const events = this.#logs.events.filter((event) => event.group === number && this.#within(event.day));
    return {
      group: this.group(number),
      transitions: this.#logs.transitions
        .map((transition, index) => ({ ...transition, index }))
        .filter(({ group }) => group === number)
        .sort((a, b) => b.at - a.at || b.index - a.index)
        .map(({ at, from, to, actor, reason, note }) => ({ at: this.#local(at), from, to, actor, reason, note })),
      over_time: this.#perDay(events, (ofDay) => ({ occurrences: ofDay.length })),
      events: [...events]
        .sort((a, b) => b.occurredAt - a.occurredAt || b.number - a.number)
        .map((event) => ({
          id: event.number,
          message: event.message,
          stack_trace: event.stack,
          url: event.url,
          environment: event.environment,
          severity: event.severity,
          release: event.release === '' ? null : event.release,
          source: event.keyType === 'public' ? 'browser' : 'backend',
          context: event.context === null ? null : JSON.parse(event.context),
          created_at: this.#local(event.occurredAt),
          device: event.device
            ? { type: 'mobile', os: 'Unknown', browser: 'Unknown' }
            : { type: null, os: null, browser: null },
          location: event.place
            ? {
                country: event.place.country,
                country_code: event.place.countryCode,
                city: event.place.city === '' ? null : event.place.city,
              }
            : { country: null, country_code: null, city: null },
        })),
    };
  }

  audits({ action, actor }: { action?: string; actor?: string }) {
    const entries = this.#logs.entries.filter(({ day }) => this.#within(day));
    return {
      top_actions: countsOf(entries, (entry) => entry.action).map(([name, ofName]) => ({
        action: name,
        count: ofName.length,
      })),
      logs: entries
        .filter((entry) => (action === undefined || entry.action === action) && (!actor || entry.actor === actor))
        .sort((a, b) => b.occurredAt - a.occurredAt || b.sequence - a.sequence)
        .map((entry) => ({
          id: entry.sequence,
          action: entry.action,
          actor: entry.actor,
          context: entry.context === null ? null : { a: 1 },
          created_at: this.#local(entry.occurredAt),
          key_type: entry.keyType,
          source: 'client',
          hash: entry.hash,
        })),
    };
  }

  links() {
    return this.#logs.links
      .map((link) => ({ link, clicks: this.#clicks(link.id).filter(({ uncounted }) => uncounted === null) }))
      .sort((a, b) => b.clicks.length - a.clicks.length || b.link.id - a.link.id)
      .map(({ link, clicks }) => ({
        code: link.code,
        short_url: `https://stats.test/l/${link.code}`,
        label: link.label,
        destination_url: link.destinationUrl,
        total_clicks: clicks.length,
        unique_clicks: told(clicks.map(({ ipHash }) => ipHash)),
        created_at: this.#local(link.createdAt),
      }));
  }

  link(code: string) {
    const link = this.#logs.links.find((candidate) => candidate.code === code)!;
    const all = this.#clicks(link.id);
    const clicks = all.filter(({ uncounted }) => uncounted === null);
    const others = all.filter(({ uncounted }) => uncounted !== null);
    const located = clicks.filter(({ place }) => place !== null);
    return {
      link: {
        id: link.id,
        code,
        label: link.label,
        destination_url: link.destinationUrl,
        created_at: this.#local(link.createdAt),
      },
      total_clicks: clicks.length,
      unique_clicks: told(clicks.map(({ ipHash }) => ipHash)),
      by_country: countsOf(located, ({ place }) => place!.country).map(([country, own]) => ({
        country,
        country_code: own[0]!.place!.countryCode,
        clicks: own.length,
      })),
      by_referrer: countsOf(clicks, ({ referrerCategory }) => referrerCategory).map(([category, own]) => ({
        category,
        clicks: own.length,
      })),
      by_device: countsOf(clicks, ({ device }) => device.deviceType).map(([name, own]) => ({
        device_type: name,
        clicks: own.length,
      })),
      over_time: this.#perDay(clicks, (ofDay) => ({ clicks: ofDay.length })),
      uncounted: countsOf(others, ({ uncounted }) => uncounted!).map(([reason, own]) => ({
        reason,
        requests: own.length,
      })),
    };
  }

  #clicks(link: number) {
    return this.#logs.clicks.filter((click) => click.link === link && this.#within(click.day));
  }

  #within(day: LocalDay): boolean {
    return day >= this.#days.from && day <= this.#days.to;
  }

  #local(at: number): string {
    return formatLocal(at, this.#zone);
  }

  #seen(events: readonly ErrorEvent[]) {
    const times = events.map(({ occurredAt }) => occurredAt);
    return { first_seen: this.#local(Math.min(...times)), last_seen: this.#local(Math.max(...times)) };
  }

  #perDay<T extends { day: LocalDay }>(facts: readonly T[], measure: (ofDay: T[]) => object): object[] {
    return [...new Set(facts.map(({ day }) => day))]
      .sort((a, b) => a - b)
      .map((day) => ({ date: formatDay(day), ...measure(facts.filter((fact) => fact.day === day)) }));
  }
}

/** How many different ones were told. */
function told(hashes: readonly string[]): number {
  return new Set(hashes.filter((hash) => hash !== '')).size;
}

/** Facts by a text, most first, ties by the text, bytewise. */
function countsOf<T>(facts: readonly T[], textOf: (fact: T) => string): [string, T[]][] {
  const texts = [...new Set(facts.map(textOf))];
  return texts
    .map((text): [string, T[]] => [text, facts.filter((fact) => textOf(fact) === text)])
    .sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
