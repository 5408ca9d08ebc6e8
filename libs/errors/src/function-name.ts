import type { StackFrame } from './stack-frame.ts';

/** What compilers put around the functions that people wrote. */
const HELPER =
  /^(?:__webpack_require__|__webpack_exec__|__awaiter|__generator|__async|asyncGeneratorStep|_asyncToGenerator|_next|_throw|_invoke|tryCatch|fulfilled|rejected)$/;
const NAMELESS =
  /^(?:anonymous|\?|value|eval|eval code|global code|module code|_callee\d*\$?|_loop\d*|<module>|<lambda>|<genexpr>)$/;

/** Whether a frame is of code that no one wrote by hand; which engines show it differs. */
export function isHelper(frame: StackFrame): boolean {
  const name = frame.function;
  if (frame.language === 'python') return /^<(?:list|dict|set)comp>$/.test(name);
  if (frame.language === 'php') return name === '{main}' || /^(?:require|include)(?:_once)?$/.test(name);
  return frame.language === 'javascript' && HELPER.test(lastName(name));
}

/**
 * A function's name as all engines and deploys agree on; empty for what has none.
 * JavaScript: `async Cart.addItem`, `Object.addItem [as add]`, `new Cart`, `Cart/addItem<` are told without receivers and
 * marks; names of one or two letters are a minifier's, which gives them anew with each build.
 */
export function stableFunctionName(frame: StackFrame): string {
  const name = frame.function.slice(0, 300);
  switch (frame.language) {
    case 'javascript':
      return javascriptName(name);
    case 'php':
      // PHP 8.4 writes file and line into a closure's name.
      return name.replace(/\{closure[^}]*\}/, '{closure}').replace(/@anonymous.*?(?=->|::|$)/, '@anonymous');
    case 'java':
      return javaName(name);
    case 'dotnet':
      return name
        .replace(/<(\w+)>d__\d+\.MoveNext$/, '$1')
        .replace(/<>c(?:__DisplayClass[\d_]+)?\.<(\w+)>b__[\d_]+$/, '$1')
        .replace(/`\d+(?:\[[^\]]*\])?/g, '');
    case 'python':
      return NAMELESS.test(name) ? '' : name;
  }
}

/** A name that a minifier may have given. */
export function isMinified(frame: StackFrame): boolean {
  if (frame.language !== 'javascript') return false;
  const name = lastName(frame.function);
  return name.length > 0 && name.length <= 2;
}

function javascriptName(written: string): string {
  const name = lastName(written);
  return name.length <= 2 || NAMELESS.test(name) ? '' : name;
}

function lastName(written: string): string {
  // `checkout/submit/<` is a function without a name inside of those two, and `checkout/onDone<` one that is guessed.
  const name = written
    .replace(/^(?:async |new |get |set |static |bound )+/, '')
    .replace(/ \[as ([^\]]{1,100})\]$/, '.$1')
    .replace(/\[Symbol\.(\w+)\]/g, 'Symbol_$1');
  // Bundlers call the function around a module by its path.
  if (name.endsWith('/<') || name.includes('./')) return '';
  const inner = name.replace(/<$/, '');
  const last = inner.slice(Math.max(inner.lastIndexOf('.'), inner.lastIndexOf('/')) + 1);
  return /^[\w$#\u0080-\uffff]+$/.test(last) ? last : '';
}

function javaName(name: string): string {
  return name
    .replace(/\$\$(?:Lambda|EnhancerBy\w*|FastClassBy\w*|SpringCGLIB)[$\w]*(?:\/(?:0x)?[0-9a-f]+)?/g, '')
    .replace(/lambda\$(\w+)\$\d+/g, '$1')
    .replace(/\$(?:\d+|Proxy\d+)/g, '$');
}
