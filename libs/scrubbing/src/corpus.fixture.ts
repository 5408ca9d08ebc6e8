import { createHash } from 'node:crypto';

/** Something that a client may send and that must not be kept. */
export interface SeededSecret {
  kind: string;
  /** What is sent. */
  text: string;
  /** What must not be found anywhere afterwards. */
  needle: string;
}

/** Where a secret stands in what is sent. */
export interface SecretIn<Body> {
  place: string;
  secret: SeededSecret;
  body: Body;
}

/** Random letters and digits that are the same in every run. */
class Seeded {
  #state: string;

  constructor(seed: string) {
    this.#state = seed;
  }

  #hash(): string {
    this.#state = createHash('sha256').update(this.#state).digest('hex');
    return this.#state;
  }

  text(length: number, alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'): string {
    let text = '';
    while (text.length < length) {
      const bytes = Buffer.from(this.#hash(), 'hex');
      for (const byte of bytes) if (text.length < length) text += alphabet[byte % alphabet.length];
    }
    return text;
  }

  hex(length: number): string {
    return this.text(length, '0123456789abcdef');
  }

  digits(length: number): string {
    return this.text(length, '0123456789');
  }
}

const random = new Seeded('micrologs secrets');

function withCheckDigit(digits: string): string {
  for (let last = 0; last < 10; last++) {
    const sum = [...`${digits}${last}`].reverse().reduce((total, char, i) => {
      const digit = Number(char) * (i % 2 === 1 ? 2 : 1);
      return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
    if (sum % 10 === 0) return `${digits}${last}`;
  }
  throw new Error('There is always a check digit');
}

function inGroups(text: string, separator: string): string {
  return text.replace(/(.{4})(?=.)/g, `$1${separator}`);
}

function iban(): string {
  const account = random.digits(18);
  const rest = [...`${account}131400`].reduce((sum, digit) => (sum * 10 + Number(digit)) % 97, 0);
  return `DE${String(98 - rest).padStart(2, '0')}${account}`;
}

function pem(label: string, cut = false): SeededSecret {
  const lines = Array.from({ length: 4 }, () => random.text(64));
  const end = cut ? '' : `\n-----END ${label}-----`;
  return { kind: `PEM ${label}`, text: `-----BEGIN ${label}-----\n${lines.join('\n')}${end}`, needle: lines[2]! };
}

function token(prefix: string, length: number, alphabet?: string): SeededSecret {
  const body = `7Q${random.text(length - 2, alphabet)}`;
  return { kind: `token ${prefix}`, text: prefix + body, needle: body };
}

function login(scheme: string, host: string, user = 'app', password = random.text(14)): SeededSecret {
  return { kind: `login ${scheme}`, text: `${scheme}://${user}:${password}@${host}`, needle: password };
}

const base64url = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Secrets that are told by what they look like. */
export const lookingSecrets: SeededSecret[] = [
  ...['4929', '5425', '2223', '6011', '3528', '4532'].flatMap((issuer) =>
    ['', ' ', '-'].map((separator) => {
      const number = inGroups(withCheckDigit(issuer + random.digits(11)), separator);
      return { kind: `card with '${separator}'`, text: number, needle: number };
    }),
  ),
  ...[0, 1].map(() => {
    const number = withCheckDigit(`37${random.digits(12)}`);
    return { kind: 'card of 15 digits', text: number, needle: number };
  }),
  ...['', ' '].map((separator) => {
    const number = inGroups(iban(), separator);
    return { kind: 'IBAN', text: number, needle: number };
  }),
  pem('RSA PRIVATE KEY'),
  pem('PRIVATE KEY'),
  pem('EC PRIVATE KEY'),
  pem('OPENSSH PRIVATE KEY'),
  pem('PGP PRIVATE KEY BLOCK'),
  pem('ENCRYPTED PRIVATE KEY', true),
  login('https', 'internal.example.org/path?a=1'),
  login('postgres', 'db.internal:5432/shop'),
  login('mysql', 'db/shop'),
  login('mongodb+srv', 'cluster0.example.net/?retryWrites=true'),
  login('redis', 'cache:6379/0', ''),
  login('amqp', 'queue'),
  login('postgresql', 'db', 'app', `p@${random.text(9)}/${random.text(6)}`),
  login('https', 'api.example.org', 'bob@example.org'),
  (() => {
    const password = random.text(14);
    return { kind: 'curl -u', text: `curl -u bob:${password} https://api.test/`, needle: password };
  })(),
  login('ftp', 'files.example.org', 'web', encodeURIComponent(`ä/${random.text(8)}`)),
  ...[0, 1, 2].map(() => {
    const signature = random.text(43);
    return {
      kind: 'JWT',
      text: `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: random.text(12) })}.${signature}`,
      needle: signature,
    };
  }),
  ...['Bearer', 'bearer', 'BEARER'].map((scheme) => {
    const value = random.text(32);
    return { kind: scheme, text: `${scheme} ${value}`, needle: value };
  }),
  ...['Basic', 'basic'].map((scheme) => {
    const value = Buffer.from(`app:${random.text(12)}`).toString('base64');
    return { kind: scheme, text: `${scheme} ${value}`, needle: value };
  }),
  token('ghp_', 36),
  token('gho_', 36),
  token('ghs_', 36),
  token('github_pat_', 60),
  token('glpat-', 20),
  token('npm_', 36),
  token('pypi-', 60),
  token('sk_live_', 24),
  token('sk_test_', 24),
  token('rk_live_', 24),
  token('whsec_', 32),
  token('sk-', 40),
  token('sk-ant-', 60),
  token('sk-proj-', 60),
  token('xoxb-', 40),
  token('xoxp-', 40),
  token('xapp-', 40),
  token('AKIA', 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
  token('ASIA', 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
  token('AIza', 35),
  token('hf_', 34),
  token('dop_v1_', 64, '0123456789abcdef'),
  token('shpat_', 32, '0123456789abcdef'),
  token('dckr_pat_', 27),
  token('SG.', 66),
  token('ya29.', 60),
  token('hvs.', 90),
  token('https://hooks.slack.com/services/T0123ABCD/B0123ABCD/', 24),
  token('https://discord.com/api/webhooks/1234567890/', 60),
  token('12345678:AA', 33),
  ...[0, 1, 2].map(() => {
    const key = random.hex(64);
    return { kind: 'secret key of this server', text: key, needle: key };
  }),
];

/** Names under which anything is a secret. */
const secretNames = (
  'password passwd pwd Password PASSWORD userPassword user_password db-password DB_PASSWORD new_password passwordConfirmation ' +
  'password2 password_hash passphrase pass db_pass SMTP_PASS PHP_AUTH_PW user_pw securityAnswer secret client_secret clientSecret CLIENT-SECRET app_secret ' +
  'secret_value AWS_SECRET_ACCESS_KEY token access_token accessToken refresh_token id_token auth_token authToken X-Auth-Token ' +
  'accesstoken api_key apiKey APIKey apikey API_KEY x-api-key X-Api-Key apiKeys authorization Authorization ' +
  'Proxy-Authorization auth basic_auth cookie Cookie set-cookie Set-Cookie cookies session session_id sessionId sessionid ' +
  'PHPSESSID JSESSIONID connect.sid csrf csrf_token _csrf XSRF-TOKEN csrfmiddlewaretoken private_key privateKey ssh_key ' +
  'encryption_key signingKey credit_card creditCard creditcard card_number cardNumber cvv cvc cvv2 card_cvc ssn ' +
  'social_security_number pin card_pin pin_code otp otp_code one_time_password iban credentials jwt bearer_token ' +
  'connection_string ConnectionString dsn account_key SharedAccessKey recovery_codes mfa_secret totp webhook_secret ' +
  'X-Amz-Signature X-Amz-Security-Token X-Micrologs-Api-Key hmac_key master_key'
).split(' ');

const secretOf = (name: string): SeededSecret => {
  const value = `z${random.text(13)}`;
  return { kind: name, text: value, needle: value };
};

/** How a name and its value are written in free text. */
const WRITTEN: Record<string, (name: string, value: string) => string> = {
  'name=value': (name, value) => `Request failed: ${name}=${value} was refused`,
  'name: value': (name, value) => `Request failed\n${name}: ${value}\nAccept: */*`,
  'quoted value': (name, value) => `options ${name} = "${value}", retries = 3`,
  'JSON text': (name, value) => `sent {"user":"bob","${name}":"${value}","retry":true} to the server`,
  'escaped JSON text': (name, value) => `sent ${JSON.stringify(JSON.stringify({ user: 'bob', [name]: value }))}`,
  'Python dict': (name, value) => `KeyError in {'user': 'bob', '${name}': '${value}'}`,
  'Ruby hash': (name, value) => `params: {"user"=>"bob", "${name}"=>"${value}"}`,
  'PHP array': (name, value) => `array ( 'user' => 'bob', '${name}' => '${value}', )`,
  'object dump': (name, value) => `Account(user=bob, ${name}=${value})`,
  'XML element': (name, value) => `<login><user>bob</user><${name}>${value}</${name}></login>`,
  'XML attribute': (name, value) => `<login user="bob" ${name}="${value}"/>`,
  'command line': (name, value) => `failed: deploy --user bob --${name} ${value} --force`,
  'command line with =': (name, value) => `failed: deploy --${name}=${value} --force`,
  'header line': (name, value) => `GET / HTTP/1.1\r\nHost: a.test\r\n${name}: ${value}\r\nAccept: */*`,
  'connection string': (name, value) => `Server=db;User Id=sa;${name}=${value};Encrypt=true`,
  address: (name, value) => `https://api.test/v1/users?page=2&${name}=${value}&sort=asc`,
  'address fragment': (name, value) => `https://app.test/callback#${name}=${value}&state=1`,
  'encoded address': (name, value) =>
    `https://a.test/?next=${encodeURIComponent(`https://b.test/?${name}=${value}&page=1`)}&page=2`,
  'twice encoded address': (name, value) =>
    `https://a.test/?next=${encodeURIComponent(`https://b.test/?to=${encodeURIComponent(`/x?${name}=${value}`)}`)}`,
  'call with a pair': (name, value) => `setenv("${name}", "${value}") failed`,
  'escaped for HTML': (name, value) =>
    `<pre>{&quot;user&quot;:&quot;bob&quot;,&quot;${name}&quot;:&quot;${value}&quot;}</pre>`,
  'multipart body': (name, value) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`,
  'field of a form': (name, value) => `<input type="text" name="${name}" id="a" value="${value}">`,
  'value on the next line': (name, value) => `{\n  "${name}":\n    "${value}"\n} was refused`,
  sentence: (name, value) => `Your ${name} is ${value}7, keep it.`,
  'unfinished JSON': (name, value) => `{"user":"bob","${name}":"${value}`,
};

/** How a name and its value stand in a context. */
const STRUCTURED: Record<string, (name: string, value: string) => unknown> = {
  member: (name, value) => ({ user: 'bob', [name]: value }),
  'deep member': (name, value) => ({ request: { body: [{ user: { [name]: value } }] } }),
  'value in depth': (name, value) => ({ form: { [name]: { value: { text: [value] } } } }),
  list: (name, value) => ({ [name]: [value, 'x'] }),
  'headers as object': (name, value) => ({ headers: { accept: '*/*', [name]: value } }),
  'headers as pairs': (name, value) => ({
    headers: [
      ['accept', '*/*'],
      [name, value],
    ],
  }),
  'raw headers': (name, value) => ({ rawHeaders: ['Accept', '*/*', name, value] }),
  'command line as list': (name, value) => ({ argv: ['deploy', `--${name}`, value] }),
  'name and value': (name, value) => ({ headers: [{ name, value }] }),
  'value and name': (name, value) => ({ fields: [{ value, type: 'text', key: name }] }),
  'validation error': (name, value) => ({ detail: [{ loc: ['body', name], msg: 'too short', input: value }] }),
  'JSON in a string': (name, value) => ({ body: JSON.stringify({ user: 'bob', [name]: value }) }),
  'JSON in JSON in a string': (name, value) => ({
    event: JSON.stringify({ body: JSON.stringify({ user: [{ [name]: value }] }) }),
  }),
  'form body': (name, value) => ({ body: `user=bob&${name}=${value}` }),
  'escaped name': (name, value) => ({ [`\u00a0${name}`]: value }),
};

interface ErrorFields {
  message: string;
  [field: string]: unknown;
}

/** Errors as clients send them, each with one secret. */
export function errorsWithSecrets(): SecretIn<ErrorFields>[] {
  const inPlace = (place: string, secret: SeededSecret, body: object) => ({
    place,
    secret,
    body: { message: 'Payment failed', ...body },
  });
  const looking = lookingSecrets.flatMap((secret) => {
    const { text } = secret;
    return [
      inPlace('message', secret, { message: `Payment failed with ${text} twice` }),
      inPlace('stack', secret, {
        stack: `Error: ${text}\n    at pay (/srv/app/pay.js:10:5)\n    at main (/srv/app.js:1:1)`,
      }),
      inPlace('error_type', secret, { error_type: text }),
      inPlace('url', secret, { url: `https://shop.test/pay?item=${encodeURIComponent(text)}&page=2` }),
      inPlace('file', secret, { file: `/srv/app/pay.js?x=${text}` }),
      inPlace('release', secret, { release: text }),
      inPlace('fingerprint', secret, { fingerprint: ['pay', text] }),
      inPlace('context value', secret, { context: { note: text } }),
      inPlace('context key', secret, { context: { [text]: 1 } }),
      inPlace('context in depth', secret, { context: { a: [[{ b: [`x ${text}`] }]] } }),
      inPlace('context, JSON in a string', secret, { context: { body: JSON.stringify({ note: [text] }) } }),
      inPlace('context, encoded', secret, { context: { body: `note=${encodeURIComponent(text)}` } }),
    ];
  });
  const named = secretNames.flatMap((name) => [
    ...Object.entries(WRITTEN).map(([form, write], i) => {
      const secret = secretOf(name);
      const field = form.includes('address') ? 'url' : i % 2 === 0 ? 'message' : 'stack';
      return inPlace(`${form} in ${field}`, secret, { [field]: write(name, secret.text) });
    }),
    ...Object.entries(WRITTEN).map(([form, write]) => {
      const secret = secretOf(name);
      return inPlace(`${form} in context`, secret, { context: { text: write(name, secret.text) } });
    }),
    ...Object.entries(STRUCTURED).map(([form, build]) => {
      const secret = secretOf(name);
      return inPlace(`context, ${form}`, secret, { context: build(name, secret.text) });
    }),
  ]);
  return [...looking, ...named];
}

interface AuditFields {
  action: string;
  [field: string]: unknown;
}

/** Audit entries as clients send them, each with one secret. */
export function auditsWithSecrets(): SecretIn<AuditFields>[] {
  const looking = lookingSecrets
    .filter(({ text }) => text.length <= 100)
    .flatMap((secret) => [
      { place: 'action', secret, body: { action: `login ${secret.text}` } },
      { place: 'actor', secret, body: { action: 'login', actor: `bob ${secret.text}` } },
      { place: 'audit context', secret, body: { action: 'login', context: [secret.text] } },
    ]);
  const named = secretNames.flatMap((name) => {
    const inActor = secretOf(name);
    const inContext = secretOf(name);
    return [
      { place: 'actor', secret: inActor, body: { action: 'login', actor: `${name}=${inActor.text}` } },
      { place: 'audit context', secret: inContext, body: { action: 'login', context: { [name]: inContext.text } } },
    ];
  });
  return [...looking, ...named];
}

/** Names of ordinary members, whose values must stay. */
export const ordinaryNames = (
  'author authors authority authorities authored_by authorName author_id authenticated isAuthenticated authMethod auth_provider ' +
  'auth_type authorized tokenizer tokenize tokenized tokenizerVersion token_count tokenCount tokens_used max_tokens prompt_tokens ' +
  'completionTokens total_tokens token_type next_page_token keyboard keyboardLayout key keys keyCode key_code keydown keypress ' +
  'keyword keywords primary_key foreign_key cache_key sort_key partition_key public_key publicKey keyPath pinned isPinned pinned_at ' +
  'pinning pinterest pinCount spin spinner shipping shopping pinch passenger passengers passengerName passed passes passing passive ' +
  'bypass compass passport_country pass_rate pass_count password_length passwordLength has_password password_changed_at ' +
  'passwordless passwordPolicy password_strength secretary secretaryName secretariat session_count sessionCount sessions ' +
  'session_duration sessionDuration session_started session_timeout cookieless cookie_enabled cookiesEnabled cookie_consent ' +
  'cookieBanner cookie_policy csrf_enabled card card_type cardBrand card_brand cards cardinality discard cardboard wildcard ' +
  'dashboard scorecard otp_enabled option options optional optimizer ssnippet ssid iban_valid ibanCountry cvvRequired ' +
  'credit credits creditor creditLimit credit_score accredited connection connections connectionId connection_type string strings ' +
  'stringify private privacy privacyPolicy isPrivate private_mode public publish published publisher signature_name design signal ' +
  'signup signin signedIn sign significance assigned assignee resign id ids uuid guid name names first_name lastName fullName ' +
  'nickname username userName user user_id userId users email emails email_address phone phoneNumber address addresses street city ' +
  'region country countryCode zip zip_code postcode lat lng latitude longitude timezone locale language currency price amount total ' +
  'subtotal tax discount quantity count counts size length width height depth weight color colour theme title description summary ' +
  'subject message messages body text content contents html markdown comment comments tag tags category categories label labels ' +
  'status state states step stage phase level severity priority rank score rating type types kind mode method methods action ' +
  'actions event events event_id eventName source sources target targets origin referrer referer url urls uri href link links path ' +
  'paths route routes query queryString params parameters args arguments headers header host hostname domain domains port ports ip ' +
  'protocol scheme version versions release build buildNumber commit branch revision hash checksum etag digest sha1 md5 fingerprint ' +
  'os platform device deviceType browser userAgent user_agent viewport screen resolution orientation memory cpu cores load uptime ' +
  'latency duration elapsed timeout interval delay retries attempts attempt created created_at createdAt updated updated_at deleted ' +
  'deletedAt expires_at started_at finished_at timestamp date time day month year hour minute second start end first last next ' +
  'previous page pages per_page limit offset cursor index position order sort direction filter filters search term terms result ' +
  'results item items list rows columns data payload value values default min max avg mean median sum ratio percent enabled disabled ' +
  'visible hidden active inactive valid invalid required error errors error_code exception stack trace trace_id traceId span_id ' +
  'parent parent_id parentId children child root node nodes edge edges group groups role roles permission permissions scope scopes ' +
  'team teams organization organisation company customer customer_id customerId order_id orderId invoice invoice_number product ' +
  'products sku variant variants cart cartTotal checkout payment payment_method paymentMethod shippingAddress billing_address coupon ' +
  'voucher gift subscription plan plans trial feature features flag flags experiment experiments cohort campaign utm_source utm_medium ' +
  'file files filename file_name filePath line lineNumber column function module package dependency dependencies component ' +
  'componentStack props context contexts environment env config settings preferences profile avatar image images photo video ' +
  'videos audio format encoding charset mime_type content_type contentType content_length accept accept_language locale_code ' +
  'accountant accounts account_id accountName accountType'
)
  .split(/\s+/)
  .filter((name, i, all) => all.indexOf(name) === i);

/** Texts as errors and logs have them, without any secret. */
export const ordinaryTexts = [
  "TypeError: Cannot read properties of undefined (reading 'token')",
  'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
  'SyntaxError: Unexpected token: }',
  'at getToken (/srv/app/src/auth/token.ts:10:5)',
  'at Password.verify (password.js:33:12)',
  '#0 /var/www/app/Secret.php(12): App\\Secret::read()',
  'Password::check failed for user 42',
  'password: must be at least 8 characters',
  'password is required',
  'The token is not valid in 2 of 3 cases',
  'The tutorial is at https://a.test/?u=1 and session_count is 42',
  'Invalid token: expired at 2026-03-02T09:12:44Z',
  'The session has expired',
  'Basic authentication is not supported',
  'Bearer token missing',
  'https://cdn.jsdelivr.net/npm/@scope/pkg@1.2.3/dist/index.js:1:2345',
  'http://localhost:5173/node_modules/@fs/srv/app/index.ts?t=1700000000000:10:5',
  'git clone ssh://git@github.com/org/repo.git failed',
  'webpack-internal:///./node_modules/@babel/runtime/helpers/esm/asyncToGenerator.js:3:1',
  'Order 1234567890123 of customer 9876543210987654 failed after 1700000000000 ms',
  'release 3f786850e387550fdab836ed7e6dc881de23001b',
  'id 550e8400-e29b-41d4-a716-446655440000, trace 4bf92f3577b34da6a3ce929d0e0e4736',
  'chose keyboard=dvorak author=Ada pinned=yes&session_count=3',
  'TS2741: Property token is missing in type { token: string; }',
];
