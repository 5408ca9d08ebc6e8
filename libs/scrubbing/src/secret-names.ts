import { wordsOf } from './words.ts';

const set = (words: string) => new Set(words.split(' '));

/** Words that make a name a secret's, wherever they stand in it. */
const SECRET_WORDS = set(
  'password passwords passwd passwds passwort kennwort contrasena contraseña motdepasse senha wachtwoord pwd passphrase ' +
    'passcode secret secrets token tokens authorization cookie cookies csrf xsrf csrftoken xsrftoken cvv cvc ssn iban otp ' +
    'totp jwt bearer credential credentials privkey pem mnemonic apikey phpsessid jsessionid sessid',
);

/** Words that make a name a secret's when it ends with them, perhaps followed by a word of `CARRIERS`. */
const SECRET_ENDINGS = set('auth oauth session pin pw');
/** What a secret's name may be followed by without becoming the name of something else. */
const CARRIERS = set('id key code header data value hash cookie string number bearer signature');

/** Ends of names that are about a secret without being one. */
const ABOUT_LAST = set(
  'count counts counter length len size type types enabled disabled required optional expires expiry expired expiration ' +
    'ttl at age limit limits max min used usage total valid invalid policy strength status name names version provider ' +
    'method changed updated created attempts visible consent banner domain path page field label placeholder error ' +
    'errors message scope scopes url uri endpoint issuer audience rotation algorithm alg format kind mode timeout days ' +
    'seconds ms minutes hours color position per left remaining supported accepted notice settings preferences preference rules',
);
const ABOUT_FIRST = set('has is uses show hide enable disable require requires allow allows can should no num max min');
/** How language models and parsers are metered. */
const METERED = set(
  'prompt completion input output total max min cached reasoning used remaining num n context generated estimated',
);
/** What tells where a list goes on is no secret. */
const CURSORS = set('page pagination continuation next cursor');
const METERED_LAST = set('used limit count total details per');

/** Names of several words; `key`, `code` and the like mean nothing alone. */
const KEY_OWNERS = set(
  'api access secret private auth encryption encrypt decryption signing sign master account shared service admin ssh ' +
    'session app application rsa deploy hmac cipher aes subscription webhook license server root',
);
const PHRASES = [
  'credit card',
  'debit card',
  'card number',
  'card no',
  'card num',
  'card code',
  'cc number',
  'cc num',
  'security code',
  'security answer',
  'verification code',
  'one time code',
  'connection string',
  'connection strings',
  'conn str',
  'conn string',
  'social security',
  'code verifier',
  'client assertion',
  'recovery code',
  'recovery codes',
  'backup code',
  'backup codes',
  'recovery phrase',
  'seed phrase',
  'pass phrase',
  'pass word',
  'pass code',
  'pass key',
  'pkcs 8',
  'amz signature',
  'goog signature',
  'mot de passe',
];
const WHOLE_NAMES = set('sid connect.sid sig pass pw pan cc ccnum dsn auth oauth session pin');
const PASS_OWNERS = set(
  'user db database smtp mysql ftp sftp root admin email mail login my http proxy redis pg postgres mongo rabbitmq wifi ' +
    'old new current auth basic imap ldap ssh account',
);
const NOT_PIN = set('map drop push gpio location bowling lynch board safety');

/** Ends of names that are written as one word. */
const RUN_TOGETHER =
  /(?:password|passwd|passphrase|secret|token|cookie|apikey|accesskey|secretkey|privatekey|accountkey|creditcard|cardnumber|connectionstring|sessionid|passwordhash|passwordconfirm(?:ation)?|[a-z]pwd)$/;

/** True when a value under this name must be taken for a secret. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const { length } = words;
  if (length === 0) return false;
  const last = words[length - 1]!;
  if (length === 1 && WHOLE_NAMES.has(last)) return true;
  if (isAboutSecret(words)) return false;
  if (words.some((word) => SECRET_WORDS.has(word) || RUN_TOGETHER.test(word))) return true;
  const joined = words.join(' ');
  return endsInSecret(words) || hasKey(words) || hasPhrase(joined) || RUN_TOGETHER.test(words.join(''));
}

function isAboutSecret(words: readonly string[]): boolean {
  const { length } = words;
  if (length === 1) return false;
  const last = words[length - 1]!;
  if (ABOUT_LAST.has(last) || ABOUT_FIRST.has(words[0]!)) return true;
  if (last === 'token') return CURSORS.has(words[length - 2]!);
  if (last === 'tokens') return METERED.has(words[length - 2]!);
  return words.includes('tokens') && METERED_LAST.has(last);
}

function endsInSecret(words: readonly string[]): boolean {
  let end = words.length - 1;
  while (end > 0 && (CARRIERS.has(words[end]!) || isNumber(words[end]!))) end--;
  const word = words[end]!;
  const before = words[end - 1];
  if (word === 'sid') return before === 'connect' || before === 'session';
  if (word === 'pass') return before !== undefined && PASS_OWNERS.has(before);
  if (word !== 'session' && words.at(-1) === 'id') return false;
  return SECRET_ENDINGS.has(word) && !(word === 'pin' && before !== undefined && NOT_PIN.has(before));
}

function hasKey(words: readonly string[]): boolean {
  return words.some((word, i) => (word === 'key' || word === 'keys') && i > 0 && KEY_OWNERS.has(words[i - 1]!));
}

function hasPhrase(joined: string): boolean {
  const padded = ` ${joined} `;
  return PHRASES.some((phrase) => padded.includes(` ${phrase} `));
}

function isNumber(word: string): boolean {
  return word.charCodeAt(0) < 58;
}
