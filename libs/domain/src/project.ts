import type { ProjectId } from './ids.ts';
import { namedMembers } from './patch.ts';
import { KEEP_FOR_EVER, type RetentionSettings } from './retention.ts';
import type { EpochMs, IanaZone } from './time.ts';

/** What a project may switch on; everything is off by default. */
export interface ProjectSettings {
  /** Nothing is stored in the browser; visitors are told apart by a keyed hash whose salt lives for two days. */
  cookieless: boolean;
  /** Requests that carry `DNT: 1` or `Sec-GPC: 1` are dropped (and counted as `opted_out`). */
  respectDnt: boolean;
  /** A visitor id never seen before joins the visitor with the same browser fingerprint. */
  mergeFingerprints: boolean;
  /** Names of further keys whose values are filtered out of error contexts, lower case. */
  scrubKeys: string[];
  /** Names of keys that are never filtered, lower case. */
  safeKeys: string[];
  /** Audit entries are taken with the secret key only. */
  auditSecretOnly: boolean;
  retention: RetentionSettings;
}

/** What an edit changes of the settings: what it names, of the retention too. */
export type SettingsPatch = Partial<Omit<ProjectSettings, 'retention'>> & { retention?: Partial<RetentionSettings> };

export const DEFAULT_SETTINGS: ProjectSettings = {
  cookieless: false,
  respectDnt: false,
  mergeFingerprints: false,
  scrubKeys: [],
  safeKeys: [],
  auditSecretOnly: false,
  retention: KEEP_FOR_EVER,
};

export function patchSettings(settings: ProjectSettings, { retention, ...patch }: SettingsPatch): ProjectSettings {
  return {
    ...settings,
    ...namedMembers(patch),
    retention: { ...settings.retention, ...namedMembers(retention ?? {}) },
  };
}

export interface Project {
  id: ProjectId;
  name: string;
  /** 32 lowercase hex digits; it may only write, from the allowed domains. */
  publicKey: string;
  /** SHA-256 (hex) of the 64-digit secret key; the key itself is never stored. */
  secretHash: string;
  /** Lower-case host names without `www.`; subdomains are allowed too. */
  allowedDomains: string[];
  isActive: boolean;
  /** The zone whose days this project's reports use. */
  timeZone: IanaZone;
  settings: ProjectSettings;
  createdAt: EpochMs;
  updatedAt: EpochMs;
}
