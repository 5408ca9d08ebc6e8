import { createHash } from 'node:crypto';

/** What the form says besides asking for the password. */
export type FormFault = { kind: 'wrong' } | { kind: 'too_many'; retryAfterSeconds: number };

const STYLE = `:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1c2024}
main{width:100%;max-width:24rem;padding:2rem;border:1px solid #d5d9de;border-radius:.75rem;background:#fff}
h1{margin:0 0 .25rem;font-size:1.375rem;line-height:1.3}
p{margin:0 0 1.25rem}
label{display:block;margin-bottom:.375rem;font-weight:600}
input,button{width:100%;min-height:2.75rem;padding:.5rem .75rem;border-radius:.5rem;font:inherit}
input{border:1px solid #6b7480;background:#fff;color:inherit}
input[aria-invalid=true]{border-color:#b42318}
button{margin-top:1rem;border:0;background:#1f5fbf;color:#fff;font-weight:600;cursor:pointer}
button:hover{background:#194f9f}
:focus-visible{outline:3px solid #1f5fbf;outline-offset:2px}
[role=alert]{margin:.5rem 0 0;color:#b42318}
@media (prefers-color-scheme:dark){
body{background:#15181c;color:#eceef1}
main{border-color:#3a4048;background:#1e2227}
input{border-color:#8b949e;background:#15181c}
input[aria-invalid=true]{border-color:#ff9b90}
button{background:#8ab8ff;color:#10151c}
button:hover{background:#a9caff}
:focus-visible{outline-color:#8ab8ff}
[role=alert]{color:#ff9b90}
}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Of the page that asks for a password. Browsers hold a form's redirects against `form-action` as well, and the target must not be
 * told to somebody without the password, so every web address is allowed there.
 */
export const FORM_HEADERS: readonly string[] = [
  'Content-Type',
  'text/html; charset=utf-8',
  'Content-Security-Policy',
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action http: https:; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options',
  'nosniff',
  'X-Robots-Tag',
  'noindex',
  'Cache-Control',
  'no-store',
];

/**
 * The page that asks for a link's password. It needs no script and loads nothing.
 * @param action where the form goes, as a URL whose only special character in HTML is `&`; null: where the page came from
 */
export function passwordForm(action: string | null, fault: FormFault | null): string {
  const alert = fault ? `\n<p id="fault" role="alert">${faultText(fault)}</p>` : '';
  const described = fault ? ' aria-invalid="true" aria-describedby="fault"' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>Password required</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Password required</h1>
<p>This link is protected. Enter its password to go on.</p>
<form method="post"${action === null ? '' : ` action="${action.replaceAll('&', '&amp;')}"`}>
<label for="password">Password</label>
<input id="password" name="password" type="password" maxlength="128" required autofocus autocomplete="off"${described}>${alert}
<button>Continue</button>
</form>
</main>
</body>
</html>
`;
}

function faultText(fault: FormFault): string {
  if (fault.kind === 'wrong') return 'That password is not right.';
  const { retryAfterSeconds: seconds } = fault;
  return `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}
