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

/** The settings that `options` names, and none besides. @throws ValidationError */
export function namedSettings(options: ProjectOptions): Partial<ProjectSettings> {
  const { cookieless, respect_dnt, merge_fingerprints, scrub_keys, safe_keys, audit_secret_only } = options;
  return {
    ...(cookieless == null ? {} : { cookieless }),
    ...(respect_dnt == null ? {} : { respectDnt: respect_dnt }),
    ...(merge_fingerprints == null ? {} : { mergeFingerprints: merge_fingerprints }),
    ...(scrub_keys == null ? {} : { scrubKeys: keyNames('scrub_keys', scrub_keys) }),
    ...(safe_keys == null ? {} : { safeKeys: keyNames('safe_keys', safe_keys) }),
    ...(audit_secret_only == null ? {} : { auditSecretOnly: audit_secret_only }),
  };
}
