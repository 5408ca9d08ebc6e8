import { CHANNELS } from '@micrologs/domain';
import { ContractError, type Parsed } from './result.ts';

/** What a condition may be about, and what the store calls it. */
export const FILTER_FIELDS = {
  path: 'path',
  hostname: 'hostname',
  entry_page: 'entryPage',
  exit_page: 'exitPage',
  channel: 'channel',
  referrer: 'referrer',
  referrer_category: 'referrerCategory',
  utm_source: 'utmSource',
  utm_medium: 'utmMedium',
  utm_campaign: 'utmCampaign',
  utm_term: 'utmTerm',
  utm_content: 'utmContent',
  entry_referrer: 'entryReferrer',
  entry_utm_source: 'entryUtmSource',
  entry_utm_medium: 'entryUtmMedium',
  entry_utm_campaign: 'entryUtmCampaign',
  entry_utm_term: 'entryUtmTerm',
  entry_utm_content: 'entryUtmContent',
  country: 'country',
  country_code: 'countryCode',
  region: 'region',
  city: 'city',
  device_type: 'deviceType',
  os: 'os',
  browser: 'browser',
  visitor_type: 'visitorType',
} as const;

export type FilterFieldName = keyof typeof FILTER_FIELDS;

/** Conditions in their strict form; one holds when it does for any of its values. */
export type Filter =
  | { all: readonly Filter[] }
  | { any: readonly Filter[] }
  | { not: Filter }
  | {
      field: (typeof FILTER_FIELDS)[FilterFieldName];
      op: 'is' | 'contains' | 'startsWith';
      values: readonly string[];
    };

export const MAX_FILTERS_CHARACTERS = 8192;
export const MAX_FILTER_CONDITIONS = 50;
export const MAX_FILTER_DEPTH = 5;
export const MAX_FILTER_VALUES = 100;
export const MAX_FILTER_VALUE_CHARACTERS = 1024;

/** Fields that have these values and no others. */
const CLOSED: Partial<Record<FilterFieldName, readonly string[]>> = {
  channel: CHANNELS,
  device_type: ['desktop', 'mobile', 'tablet', 'unknown'],
  referrer_category: ['direct', 'organic_search', 'social', 'email', 'referral', 'internal'],
  visitor_type: ['new', 'returning'],
};

/**
 * Reads the parameter `filters`: JSON text of one condition, or of an array of conditions that must all hold.
 * @returns the value undefined where there is no condition
 */
export function readFilters(text: string): Parsed<Filter | undefined> {
  try {
    return { ok: true, value: new FilterReader().read(text) };
  } catch (error) {
    if (error instanceof ContractError) return { ok: false, message: error.message, field: error.field };
    throw error;
  }
}

class FilterReader {
  #conditions = 0;

  read(text: string): Filter | undefined {
    if (text.length > MAX_FILTERS_CHARACTERS) {
      throw refused(`filters must be ${MAX_FILTERS_CHARACTERS} characters or less`);
    }
    if (text === '') return undefined;
    const json = parsedArray(text);
    if (typeof json[0] === 'string') return this.#condition(json, 'filters', 0);
    const all = json.map((condition, index) => this.#condition(condition, `filters[${index}]`, 0));
    return all.length > 1 ? { all } : all[0];
  }

  /** @param depth how many `and`, `or` and `not` stand around it */
  #condition(condition: unknown, at: string, depth: number): Filter {
    const [operator, ...operands] = Array.isArray(condition) ? (condition as unknown[]) : [];
    switch (operator) {
      case 'and':
        return { all: this.#nested(operands, at, depth) };
      case 'or':
        return { any: this.#nested(operands, at, depth) };
      case 'not':
        if (operands.length !== 1) throw refused(`'${at}' must have one condition behind not`);
        return { not: this.#nested(operands, at, depth)[0]! };
      case 'is_not':
        return { not: this.#comparison(operator, operands, at) };
      case 'is':
      case 'contains':
      case 'starts_with':
        return this.#comparison(operator, operands, at);
      default:
        throw refused(`'${at}' must begin with is, is_not, contains, starts_with, and, or or not`);
    }
  }

  #nested(conditions: unknown[], at: string, depth: number): Filter[] {
    if (conditions.length === 0) throw refused(`'${at}' must have a condition behind its operator`);
    if (depth === MAX_FILTER_DEPTH) throw refused(`'${at}' is nested too deeply: ${MAX_FILTER_DEPTH} levels at most`);
    return conditions.map((condition, index) => this.#condition(condition, `${at}[${index + 1}]`, depth + 1));
  }

  #comparison(operator: 'is' | 'is_not' | 'contains' | 'starts_with', operands: unknown[], at: string): Filter {
    this.#conditions += 1;
    if (this.#conditions > MAX_FILTER_CONDITIONS) {
      throw refused(`filters must have ${MAX_FILTER_CONDITIONS} conditions at most`);
    }
    if (operands.length !== 2) throw refused(`'${at}' must have an operator, a field and values`);
    const [field, values] = operands;
    if (!isFieldName(field)) throw refused(`'${at}[1]' must be a field such as path or country_code`);
    const isExact = operator === 'is' || operator === 'is_not';
    if (field === 'visitor_type' && !isExact) throw refused(`'${at}[0]' must be is or is_not for visitor_type`);
    const known = isExact ? CLOSED[field] : undefined;
    return {
      field: FILTER_FIELDS[field],
      op: isExact ? 'is' : operator === 'contains' ? 'contains' : 'startsWith',
      values: textsOf(values, `${at}[2]`).map(([text, place]) => {
        if (!isExact && text === '') throw refused(`'${place}' must not be empty`);
        if (known && !known.includes(text)) throw refused(`'${place}' is no value that '${field}' has`);
        // As texts are stored.
        return text.toWellFormed();
      }),
    };
  }
}

function parsedArray(text: string): unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (!Array.isArray(json)) {
    throw refused('filters must be JSON such as ["is","country_code",["NO","SE"]], or an array of such conditions');
  }
  return json;
}

function isFieldName(field: unknown): field is FilterFieldName {
  return typeof field === 'string' && Object.hasOwn(FILTER_FIELDS, field);
}

/** One text or a list of them, each with where it stands. */
function textsOf(values: unknown, at: string): [text: string, at: string][] {
  const given: [unknown, string][] = Array.isArray(values)
    ? values.map((value, index) => [value, `${at}[${index}]`])
    : [[values, at]];
  const isList = given.length > 0 && given.length <= MAX_FILTER_VALUES;
  if (!isList || given.some(([value]) => typeof value !== 'string')) {
    throw refused(`'${at}' must be a text or an array of 1 to ${MAX_FILTER_VALUES} texts`);
  }
  const texts = given as [string, string][];
  for (const [text, place] of texts) {
    if (text.length > MAX_FILTER_VALUE_CHARACTERS) {
      throw refused(`'${place}' must be ${MAX_FILTER_VALUE_CHARACTERS} characters or less`);
    }
  }
  return texts;
}

function refused(message: string): ContractError {
  return new ContractError({ message, field: 'filters' });
}
