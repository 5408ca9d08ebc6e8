import type { Project, ProjectSettings } from '@micrologs/domain';
import { keyNames } from './rules.ts';

/** A project's time zone and switches, as requests and answers name them. Null means "not given". */
export interface ProjectOptions {
  timezone?: string | null | undefined;
  cookieless?: boolean | null | undefined;
  respect_dnt?: boolean | null | undefined;
  merge_fingerprints?: boolean | null | undefined;
  scrub_keys?: readonly string[] | null | undefined;
  safe_keys?: readonly string[] | null | undefined;
  audit_secret_only?: boolean | null | undefined;
}

/** A project's options as answers name them. */
export function optionsOf({ timeZone, settings }: Project) {
  return {
    timezone: timeZone,
    cookieless: settings.cookieless,
    respect_dnt: settings.respectDnt,
    merge_fingerprints: settings.mergeFingerprints,
    scrub_keys: settings.scrubKeys,
    safe_keys: settings.safeKeys,
    audit_secret_only: settings.auditSecretOnly,
  };
}

/** The fields, as requests name them, in which two states of a project differ. */
export function changedFields(before: Project, after: Project): string[] {
  const fieldsOf = (project: Project) => ({
    name: project.name,
    allowed_domains: project.allowedDomains,
    ...optionsOf(project),
  });
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return (Object.keys(old) as (keyof typeof old)[]).filter(
    (field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]),
  );
}

/** `settings` with what `options` names; null when it names none. @throws ValidationError */
export function changedSettings(settings: ProjectSettings, options: ProjectOptions): ProjectSettings | null {
  const { cookieless, respect_dnt, merge_fingerprints, scrub_keys, safe_keys, audit_secret_only } = options;
  const given = [cookieless, respect_dnt, merge_fingerprints, scrub_keys, safe_keys, audit_secret_only];
  if (given.every((option) => option == null)) return null;
  return {
    ...settings,
    cookieless: cookieless ?? settings.cookieless,
    respectDnt: respect_dnt ?? settings.respectDnt,
    mergeFingerprints: merge_fingerprints ?? settings.mergeFingerprints,
    scrubKeys: scrub_keys == null ? settings.scrubKeys : keyNames('scrub_keys', scrub_keys),
    safeKeys: safe_keys == null ? settings.safeKeys : keyNames('safe_keys', safe_keys),
    auditSecretOnly: audit_secret_only ?? settings.auditSecretOnly,
  };
}
