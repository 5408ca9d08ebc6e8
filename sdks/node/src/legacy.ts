import type { Answer, Asking, Fields } from './asking.ts';
import { type Envelope, parse } from './envelope.ts';
import { ApiError, MicrologsError } from './errors.ts';
import { operations } from './generated/operations.ts';
import type { OperationInfo } from './operation-types.ts';
import { warn } from './warn.ts';

const STATUSES = ['open', 'investigating', 'resolved', 'ignored'];

/** Reports by the names that the 1.x SDK has for them. */
const REPORTS = {
  visitors: operations.getVisitors,
  returning: operations.getReturningVisitors,
  sessions: operations.getSessions,
  pages: operations.getPages,
  devices: operations.getDevices,
  locations: operations.getLocations,
  referrers: operations.getReferrers,
  utm: operations.getUtm,
  errors: operations.getErrors,
  errorsTrend: operations.getErrorTrend,
  errorDetail: operations.getErrorDetail,
  audits: operations.getAudits,
  links: operations.getLinkAnalytics,
  linkDetail: operations.getLinkDetail,
} as const;

/** The envelope of an answer, or null after any failure. */
export type Silent = Promise<Envelope<unknown> | null>;

/** The reports of the 1.x SDK: parameters go to the query as they are, without those that are null. */
export type LegacyReports = { [Name in keyof typeof REPORTS]: (parameters?: Fields | null) => Silent };

/** Asks as the 1.x SDK did: once, with null and a warning instead of an error. */
export class Legacy {
  readonly #asking: Asking;
  readonly reports: LegacyReports;

  /** @param asking one that does not try again */
  constructor(asking: Asking) {
    this.#asking = asking;
    const methods = Object.entries(REPORTS).map(([name, operation]) => [
      name,
      (parameters: Fields | null = {}) => this.#report(operation, parameters),
    ]);
    this.reports = Object.fromEntries(methods);
  }

  createLink(url: string, label: string): Silent {
    if (!url) return refuse('createLink needs a url');
    return this.#ask(operations.createLink, { destination_url: url, label });
  }

  getLink(code: string): Silent {
    return code ? this.#ask(operations.getLink, { code }) : refuse('getLink needs a code');
  }

  editLink(code: string, { destinationUrl, label, isActive }: LinkChanges): Silent {
    if (!code) return refuse('editLink needs a code');
    const changes = given({ destination_url: destinationUrl, label, is_active: isActive });
    return this.#ask(operations.editLink, { code, ...changes });
  }

  deleteLink(code: string): Silent {
    return code ? this.#ask(operations.deleteLink, { code }) : refuse('deleteLink needs a code');
  }

  updateErrorStatus(ids: number | number[], status: string): Silent {
    if (!ids) return refuse('updateErrorStatus needs ids');
    if (!STATUSES.includes(status)) return refuse(`status must be one of: ${STATUSES.join(', ')}`);
    return this.#ask(operations.updateErrorStatus, { [Array.isArray(ids) ? 'ids' : 'id']: ids, status });
  }

  verify(key: string): Silent {
    return key ? this.#ask(operations.verifyKey, { key }) : refuse('verify needs a key');
  }

  #report(operation: OperationInfo, parameters: Fields | null): Silent {
    return parameters === null ? refuse('Parameters must be an object') : this.#ask(operation, given(parameters));
  }

  async #ask(operation: OperationInfo, input: Fields): Silent {
    try {
      const { body }: Answer = await this.#asking.ask(operation, input);
      return parse(String(body)) as Envelope;
    } catch (error) {
      const status = error instanceof ApiError ? `${error.status}: ` : '';
      warn(`${status}${error instanceof MicrologsError ? error.message : String(error)}`);
      return null;
    }
  }
}

/** What `editLink` may change; what is null or missing stays as it is. */
export interface LinkChanges {
  destinationUrl?: string | null;
  label?: string | null;
  isActive?: boolean | null;
}

const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

async function refuse(reason: string): Silent {
  warn(reason);
  return null;
}
