import type { ToldEvent } from './recent-events.ts';

/** By the name of an event's field the values of which it must have one; every field counts. */
export type FilterFields = Record<string, string[]>;

export interface EventFilter {
  /** The same for filters that let the same events through. */
  readonly key: string;
  lets(event: ToldEvent): boolean;
}

const MAX_FIELDS = 20;
const MAX_VALUES = 100;
const MAX_CHARACTERS = 1024;

/** @returns null for what is no filter */
export function parseFilterFields(value: unknown): FilterFields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = Object.entries(value);
  const isText = (text: unknown) => typeof text === 'string' && text.length <= MAX_CHARACTERS;
  const areValues = (values: unknown) =>
    Array.isArray(values) && values.length > 0 && values.length <= MAX_VALUES && values.every(isText);
  return fields.length <= MAX_FIELDS && fields.every(([, values]) => areValues(values))
    ? (value as FilterFields)
    : null;
}

/** A value ends with `*` where the rest of the text does not matter. Numbers and truth are compared as JSON writes them. */
export function eventFilter(given: FilterFields): EventFilter {
  const fields = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1));
  const tests = fields.map(([name, values]) => {
    const exact = new Set(values.filter((value) => !value.endsWith('*')));
    const beginnings = values.filter((value) => value.endsWith('*')).map((value) => value.slice(0, -1));
    const isMeant = (text: string) => exact.has(text) || beginnings.some((beginning) => text.startsWith(beginning));
    return (event: Record<string, unknown>) => Object.hasOwn(event, name) && isMeant(textOf(event[name]));
  });
  return {
    key: JSON.stringify(fields),
    lets({ text }) {
      const event = JSON.parse(text) as Record<string, unknown>;
      return tests.every((test) => test(event));
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}
