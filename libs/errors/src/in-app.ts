import type { StackFrame } from './stack-frame.ts';

/** Folders that hold what others wrote. */
const FOLDER =
  /\/(?:node_modules|bower_components|vendor|site-packages|dist-packages|wp-includes|wp-admin|jspm_packages)\//;
const SCHEME =
  /^(?:node:|internal\/|(?:chrome|moz|safari|safari-web|ms-browser)-extension:|webkit-masked-url:|resource:|chrome:|wasm:|<|\[|native)/;
const RUNTIME = /^webpack(?:-internal:\/\/)?\/(?:runtime|bootstrap)|webpack\/(?:runtime|bootstrap)/;
const HOST =
  /^https?:\/\/(?:[\w-]+\.)*(?:jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|googleapis\.com|googletagmanager\.com|google-analytics\.com|gstatic\.com|facebook\.net|hotjar\.com|js\.stripe\.com|doubleclick\.net|esm\.sh|code\.jquery\.com)\//;
const BUNDLE =
  /^(?:jquery|react|react-dom|scheduler|vue|angular|zone|polyfills?|lodash|bootstrap|core-js|regenerator-runtime|vendors?|chunk-vendors|framework|webpack|webpack-runtime|axios|underscore|backbone|ember|svelte-internal|htmx|alpine)(?:[-.~_@]|$)/i;
const PYTHON_LIBRARY = /\/(?:lib\/python\d|python[\d.]*\/lib\/)/i;
const JAVA_LIBRARY =
  /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|android|androidx|dalvik|com\.android|libcore|org\.(?:springframework|apache|hibernate|junit|eclipse|jboss|postgresql|aspectj|slf4j|glassfish)|io\.(?:netty|micronaut|quarkus|undertow|grpc|vertx)|reactor|com\.(?:fasterxml|google\.common|zaxxer|mysql)|net\.bytebuddy|okhttp3|retrofit2)\./;
const DOTNET_LIBRARY = /^(?:System|Microsoft|Npgsql|Newtonsoft|MySql|lambda_method)\b/;
const WORDPRESS_ENTRY = /\/(?:wp-[\w-]+|xmlrpc)\.php$/;

/** Whether a frame is of the application itself: not of a library, a runtime or an extension of the browser. */
export function isInApp(frame: StackFrame): boolean {
  if (frame.language === 'java')
    return !JAVA_LIBRARY.test(frame.function) && !frame.function.includes('GeneratedMethod');
  if (frame.language === 'dotnet') return !DOTNET_LIBRARY.test(frame.function);
  const path = `/${frame.file.slice(0, 1024).replaceAll('\\', '/')}`;
  if (frame.file === '' || FOLDER.test(path) || SCHEME.test(frame.file)) return false;
  if (frame.language === 'python') return !PYTHON_LIBRARY.test(path);
  if (frame.language === 'php') return !WORDPRESS_ENTRY.test(path);
  if (RUNTIME.test(frame.file) || HOST.test(frame.file)) return false;
  return !BUNDLE.test(path.slice(path.lastIndexOf('/') + 1));
}
