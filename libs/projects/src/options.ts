import { namedMembers, type Project, type RetentionSettings, type SettingsPatch } from '@micrologs/domain';
import { assertRetentionDays, keyNames } from './rules.ts';

/** A project's time zone and switches, as requests and answers name them. Null means "not given". */
export interface ProjectOptions {
  timezone?: string | null | undefined;
  cookieless?: boolean | null | undefined;
  respect_dnt?: boolean | null | undefined;
  merge_fingerprints?: boolean | null | undefined;
  scrub_keys?: readonly string[] | null | undefined;
  safe_keys?: readonly string[] | null | undefined;
  audit_secret_only?: boolean | null | undefined;
  retention?: RetentionOptions | null | undefined;
}

/** After how many days what goes by itself; here null means "never", and only undefined means "not given". */
export interface RetentionOptions {
  pageviews_days?: number | null | undefined;
  errors_days?: number | null | undefined;
  clicks_days?: number | null | undefined;
  audit_days?: number | null | undefined;
  keep_counts?: boolean | null | undefined;
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
    retention: retentionOf(settings.retention),
  };
}

function retentionOf({ pageviewsDays, errorsDays, clicksDays, auditDays, keepCounts }: RetentionSettings) {
  return {
    pageviews_days: pageviewsDays,
    errors_days: errorsDays,
    clicks_days: clicksDays,
    audit_days: auditDays,
    keep_counts: keepCounts,
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
export function namedSettings(options: ProjectOptions): SettingsPatch {
  const { cookieless, respect_dnt, merge_fingerprints, scrub_keys, safe_keys, audit_secret_only, retention } = options;
  return {
    ...(cookieless == null ? {} : { cookieless }),
    ...(respect_dnt == null ? {} : { respectDnt: respect_dnt }),
    ...(merge_fingerprints == null ? {} : { mergeFingerprints: merge_fingerprints }),
    ...(scrub_keys == null ? {} : { scrubKeys: keyNames('scrub_keys', scrub_keys) }),
    ...(safe_keys == null ? {} : { safeKeys: keyNames('safe_keys', safe_keys) }),
    ...(audit_secret_only == null ? {} : { auditSecretOnly: audit_secret_only }),
    ...(retention == null ? {} : { retention: namedRetention(retention) }),
  };
}

function namedRetention(options: RetentionOptions): Partial<RetentionSettings> {
  const { pageviews_days, errors_days, clicks_days, audit_days, keep_counts } = options;
  assertRetentionDays([pageviews_days, errors_days, clicks_days, audit_days]);
  return namedMembers({
    pageviewsDays: pageviews_days,
    errorsDays: errors_days,
    clicksDays: clicks_days,
    auditDays: audit_days,
    keepCounts: keep_counts ?? undefined,
  });
}
