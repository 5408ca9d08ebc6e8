import { filterNumbers } from './numbers.ts';

/** How tokens of well-known services begin, each followed by its random part. */
const PREFIXES = [
  'gh[oprsu]_',
  'github_pat_',
  'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|ffct)-',
  'npm_',
  'pypi-',
  '[rs]k_(?:live|test)_',
  'whsec_',
  'sk-(?:proj-|ant-|or-|svcacct-)?',
  'xox[abeoprs]-',
  'xapp-',
  'A(?:KIA|SIA|GPA|IDA|ROA|IPA|NPA|NVA|BIA|CCA)(?=[A-Z0-9]{12,})',
  'AIza',
  'hf_',
  'do[opr]_v1_',
  'shp(?:at|ss|ca|pa)_',
  'sq0(?:atp|csp|idp)-',
  'dckr_pat_',
  'lin_api_',
  'ntn_',
  'PMAK-',
  'rubygems_',
  'sntr[yu]s_',
  'phx_',
  'figd_',
  'glsa_',
  'tvly-',
  'AGE-SECRET-KEY-',
  'key-(?=[0-9a-f]{32})',
  'EAAC(?=\\w{30})',
];
const PREFIXED = new RegExp(`(?<![A-Za-z0-9])(?:${PREFIXES.join('|')})[A-Za-z0-9_-]{10,}`, 'g');
/** A token has digits or capitals somewhere in its random part; `sk-learn-something-else` has not. */
const RANDOM = /[0-9A-Z]/;
/** The secret keys of this server. */
const HEX_KEY = /(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])/g;
const SHORTEST_RUN = 16;
const HEX_KEY_LENGTH = 64;

const PEM = /-----BEGIN [A-Z0-9 ]{2,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{2,40}-----|$)/g;
const JWT = /eyJ[A-Za-z0-9_-]{8,}(?:[.+/=]+[A-Za-z0-9_-]*)*/g;
const DOTTED = /(?<![A-Za-z0-9])(?:SG\.[\w-]{10,}(?:\.[\w-]*)?|ya29\.[\w-]{10,}|hvs\.[\w-]{10,}|1\/\/0[\w-]{20,})/g;
const TELEGRAM = /\d{6,12}:AA[\w-]{30,}/g;
const HOOK = /((?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks)\/)[\w/-]+/gi;

/** What follows a colon is a password unless it is a port; a password may hold what should have been encoded. */
const USER_INFO = /\/\/(?:[^\s/?#"'<>`\\:]{0,256}:(?!\d{1,5}(?:[/?#]|$))[^\s"'<>`]{0,512}@|[^\s/?#"'<>`\\:]{1,256}@)/g;
const LOGIN_AT_SOCKET = /[^\s:@/"']{1,128}:[^\s"']{1,256}@(?=(?:tcp|tcp6|unix)\()/g;
const ORACLE_LOGIN = /(jdbc:oracle:[a-z]+:)[^\s/@"']{1,128}\/[^\s@"']{1,128}@/gi;

const LOGIN_OPTION = /((?:^|\s)(?:-u|--user|--proxy-user)[ =]["']?)[^\s:"']{1,128}:[^\s"']+/g;

const SCHEME = /\b(bearer|basic)([ \t]+|%20|\+)(["'`]?)([^\s"'`,;<>()[\]{}]{4,})/gi;
const NO_CREDENTIAL =
  /^(?:tokens?|auth\w*|scheme|realm|format|header|headers|error|errors|was|were|required|missing|invalid|not|with|without|credentials?|using|from|should|must|cannot|could|undefined|null|expired|types?|usage|support|plan|info|information|understanding|settings?|functionality|challenge|prefix|login|access|requests?|test|tests|example|examples|security)\b[.:!]?$/i;

/** Filters keys and certificates in PEM, also those that were cut off. */
export function filterPem(text: string, filtered: string): string {
  return text.includes('-----BEGIN ') ? text.replace(PEM, filtered) : text;
}

/** Filters what looks like a credential whatever name it stands under. */
export function filterKnownTokens(text: string, filtered: string): string {
  let result = text;
  if (result.includes('-u')) result = result.replace(LOGIN_OPTION, `$1${filtered}`);
  if (result.includes('@')) result = filterLogins(result, filtered);
  if (result.includes('eyJ')) result = result.replace(JWT, filtered);
  if (hasScheme(result)) {
    result = result.replace(SCHEME, (found, scheme: string, gap: string, quote: string, value: string) =>
      isCredential(scheme, value) ? `${scheme}${gap}${quote}${filtered}` : found,
    );
  }
  if (result.includes('SG.') || result.includes('ya29.') || result.includes('hvs.') || result.includes('1//0')) {
    result = result.replace(DOTTED, filtered);
  }
  if (result.includes(':AA')) result = result.replace(TELEGRAM, filtered);
  if (result.includes('hooks.slack.') || result.includes('/webhooks/')) result = result.replace(HOOK, `$1${filtered}`);
  const { longestRun, mostDigits } = measureRuns(result);
  if (longestRun >= SHORTEST_RUN) {
    result = result.replace(PREFIXED, (found) => (RANDOM.test(found.slice(5)) ? filtered : found));
    if (longestRun >= HEX_KEY_LENGTH) result = result.replace(HEX_KEY, filtered);
  }
  return mostDigits >= 4 ? filterNumbers(result, filtered) : result;
}

function filterLogins(text: string, filtered: string): string {
  let result = text;
  if (result.includes('//')) {
    result = result.replace(USER_INFO, (found) => (found === '//git@' ? found : `//${filtered}@`));
  }
  if (/@(?:tcp6?|unix)\(/.test(result)) result = result.replace(LOGIN_AT_SOCKET, `${filtered}@`);
  if (result.includes('racle:')) result = result.replace(ORACLE_LOGIN, `$1${filtered}@`);
  return result;
}

function hasScheme(text: string): boolean {
  return text.includes('earer') || text.includes('asic') || text.includes('EARER') || text.includes('ASIC');
}

function isCredential(scheme: string, value: string): boolean {
  if (value.startsWith('[') || NO_CREDENTIAL.test(value)) return false;
  if (scheme.toLowerCase() === 'bearer') return value.length >= 6;
  // Tools write `Basic` before a login as it is, too.
  if (/^[\w.+-]+:\S/.test(value) || isLogin(Buffer.from(value, 'base64').toString())) return true;
  return value.length >= 16 && /\d/.test(value) && /[A-Z]/.test(value);
}

function isLogin(decoded: string): boolean {
  return decoded.includes(':') && !/[\p{C}\ufffd]/u.test(decoded);
}

/** How long the longest run of letters, digits, `_` and `-` is, and the longest one of digits: most texts have no long ones. */
function measureRuns(text: string): { longestRun: number; mostDigits: number } {
  let longestRun = 0;
  let mostDigits = 0;
  let run = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char >= 48 && char <= 57) {
      run++;
      digits++;
      if (digits > mostDigits) mostDigits = digits;
      if (run > longestRun) longestRun = run;
      continue;
    }
    digits = 0;
    if ((char >= 97 && char <= 122) || (char >= 65 && char <= 90) || char === 95 || char === 45) {
      run++;
      if (run > longestRun) longestRun = run;
    } else run = 0;
  }
  return { longestRun, mostDigits };
}
