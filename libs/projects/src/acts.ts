import { ADMIN_ACTOR, type AuditAct, type EpochMs } from '@micrologs/domain';

/** Who administers, for the audit log. */
export interface Administrator {
  /** `start`: the server itself, at its first start. `retention`: the server, as projects were set to. */
  via: 'api' | 'cli' | 'start' | 'retention';
  /** Hex; empty where there was no address. */
  ipHash: string;
}

/** On the command line there is no address. */
export const COMMAND_LINE: Administrator = { via: 'cli', ipHash: '' };

/**
 * An act of the operator for the audit log.
 * @param details what it was about, without any secret
 */
export function adminAct({ via, ipHash }: Administrator, action: string, details: object, at: EpochMs): AuditAct {
  return { action, actor: ADMIN_ACTOR, keyType: 'admin', ipHash, context: { via, ...details }, at };
}
