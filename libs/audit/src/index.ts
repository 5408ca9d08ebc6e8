export type { AuditFault } from './fault.ts';
export * from './prunable.ts';
export * from './stored-chain.ts';
export * from './verify.ts';
