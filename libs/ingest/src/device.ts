import { BoundedCache, type Device, UNKNOWN_DEVICE } from '@micrologs/domain';
import Bowser from 'bowser';

const MAX_USER_AGENT = 1024;
const MAX_VERSION_LENGTH = 20;

/** A browser, and what stands before its version; without a version the browser is known by the token alone. */
type BrowserToken = [name: string, token: RegExp];

/**
 * Looked at in this order, since most names are appended to the string of the browser they are made of. Apps that
 * show pages themselves come first: what the visitor sees is the app.
 */
const BROWSERS: BrowserToken[] = [
  ['Instagram', /\bInstagram[ /]([\d.]*)/],
  ['Threads', /\bBarcelona[ /]([\d.]*)/],
  ['Messenger', /\bFBAN\/(?:Messenger|Orca).*?\bFBAV\/([\d.]*)|\bFB_IAB\/(?:MESSENGER|Orca).*?\bFBAV\/([\d.]*)/i],
  ['Facebook', /\bFB(?:AN|_IAB)\/.*?\bFBAV\/([\d.]*)|\bFB(?:AN|AV|_IAB)\/()/],
  [
    'TikTok',
    /\b(?:musical_ly|trill|TikTok|BytedanceWebview)[_/ ].*?\bapp_?version\/([\d.]*)|\b(?:musical_ly|trill|TikTok|BytedanceWebview)[_/ ]()/i,
  ],
  ['Snapchat', /\bSnapchat[ /]?([\d.]*)/],
  ['Pinterest', /\bPinterest\/(?:iOS|Android)(?:[ /]([\d.]+))?|\bPinterest for (?:Android|iOS)(?: Tablet)?\/([\d.]*)/],
  ['LinkedIn', /\bLinkedInApp\]?(?:\/([\d.]*))?/],
  ['X', /\bTwitter(?: for (?:iPhone|iPad)|Android)(?:\/([\d.]*))?/],
  ['Reddit', /\bReddit\/(?:Version )?([\d.]*)/],
  ['Telegram', /\bTelegram-(?:Android|iOS)\/([\d.]*)/],
  ['WeChat', /\bMicroMessenger\/([\d.]*)/],
  ['LINE', /\bLine\/([\d.]*)/],
  ['KakaoTalk', /\bKAKAOTALK[ /]?([\d.]*)/],
  ['NAVER App', /\bNAVER\(inapp;.*?; ([\d.]+)/],
  ['Weibo', /\bWeibo\b.*?__weibo__([\d.]*)/],
  ['Alipay', /\bAlipayClient\/([\d.]*)/],
  ['Baidu App', /\bbaiduboxapp\/([\d.]*)/],
  ['QQ', /\bQQ\/([\d.]*)/],
  ['Google App', /\bGSA\/([\d.]*)/],
  ['DuckDuckGo', /\b(?:DuckDuckGo|Ddg)\/([\d.]*)/],
  ['Opera Mini', /\bOpera Mini\/([\d.]*)/],
  ['Opera', /\b(?:OPR|OPT|OPX|OPiOS)\/([\d.]*)/],
  ['Edge', /\b(?:Edg|EdgA|EdgiOS|EdgW|Edge)\/([\d.]*)/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d.]*)/],
  ['Mi Browser', /\bMiuiBrowser\/([\d.]*)/],
  ['Huawei Browser', /\bHuaweiBrowser\/([\d.]*)/],
  ['UC Browser', /\b(?:UCBrowser|UCWEB)\/?([\d.]*)/],
  ['QQ Browser', /\bM?QQBrowser\/([\d.]*)/],
  ['Yandex Browser', /\bYaBrowser\/([\d.]*)/],
  ['Whale', /\bWhale\/([\d.]*)/],
  ['Vivaldi', /\bVivaldi\/([\d.]*)/],
  ['Brave', /\bBrave\/([\d.]*)/],
  ['Ecosia', /\bEcosia (?:ios|android)@([\d.]*)/i],
  ['Silk', /\bSilk\/([\d.]*)/],
  ['Meta Quest Browser', /\bOculusBrowser\/([\d.]*)/],
  ['Firefox Focus', /\b(?:Focus|Klar)\/([\d.]*)/],
  ['Firefox', /\bFxiOS\/([\d.]*)/],
  ['PlayStation Browser', /\bPlayStation\b()/],
  ['Nintendo Browser', /\bNintendoBrowser\/([\d.]*)/],
  ['Nintendo Browser', /\bNintendo \w+()/],
  ['webOS Browser', /\bWeb0S\b()/],
  ['IE', /\b(?:MSIE |IEMobile\/|Trident\/.*?\brv:)([\d.]*)/],
  // Chrome alone is frozen into the string of the web view, so the view must be looked for before it.
  ['Android WebView', /\bAndroid\b.*(?:; wv\)|\bVersion\/[\d.]+ ).*?\bChrome\/([\d.]*)/],
];

/** Bowser's names where ours differ; what is not listed keeps Bowser's name. */
const BROWSER_NAMES: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Internet Explorer': 'IE',
  'Samsung Internet for Android': 'Samsung Internet',
  'NAVER Whale Browser': 'Whale',
  'Amazon Silk': 'Silk',
  'Google Search': 'Google App',
  'Opera Touch': 'Opera',
  'WebOS Browser': 'webOS Browser',
  Tizen: 'Tizen Browser',
  Focus: 'Firefox Focus',
};

/** Bowser answers with the string's first word when it knows no browser; only these are names. */
const KNOWN_NAMES = new Set<string>(Object.values(Bowser.BROWSER_MAP as Record<string, string>));

function browserOf(
  userAgent: string,
  os: string,
  bowser: Bowser.Parser.Parser,
): Pick<Device, 'browser' | 'browserVersion'> {
  for (const [browser, token] of BROWSERS) {
    const match = token.exec(userAgent);
    if (match) return { browser, browserVersion: versionOf(match.slice(1).find((part) => part) ?? '') };
  }
  // An app's own view on Apple devices names neither Safari nor itself.
  if (os === 'iOS' && /\bAppleWebKit\//.test(userAgent) && !/\b(?:Safari|CriOS)\//.test(userAgent)) {
    return { browser: 'iOS WebView', browserVersion: '' };
  }
  const { name, version } = bowser.getBrowser();
  if (!name || !KNOWN_NAMES.has(name)) return { browser: 'Unknown', browserVersion: '' };
  return { browser: BROWSER_NAMES[name] ?? name, browserVersion: versionOf(version ?? '') };
}

/** Digits and dots, ending in a digit; a version of more than 20 characters loses whole parts at its end. */
function versionOf(text: string): string {
  const version = (/^\d[\d.]*/.exec(text)?.[0] ?? '').replace(/\.+$/, '');
  if (version.length <= MAX_VERSION_LENGTH) return version;
  const end = version.lastIndexOf('.', MAX_VERSION_LENGTH);
  return version.slice(0, end > 0 ? end : MAX_VERSION_LENGTH).replace(/\.+$/, '');
}

/** Browsers of iPadOS that ask for desktop sites say "Macintosh", but some keep a name or build that only iOS has. */
const IPAD_AS_MAC = /\bMacintosh\b.*(?:\b(?:CriOS|FxiOS|EdgiOS|OPT|OPX|GSA)\/|\bMobile\/\w)/;

/** In this order; Bowser is asked when none fits. */
const SYSTEMS: [os: string, token: RegExp][] = [
  ['Xbox', /\bXbox\b/],
  ['PlayStation', /\bPlayStation\b/i],
  ['Nintendo', /\bNintendo\b/],
  ['Windows Phone', /\bWindows Phone\b/i],
  ['KaiOS', /\bKAIOS\//i],
  ['HarmonyOS', /\b(?:OpenHarmony|HarmonyOS)\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['iOS', IPAD_AS_MAC],
  ['Tizen', /\bTizen\b/i],
  ['BSD', /\b(?:Free|Open|Net)BSD\b|\bDragonFly\b/],
];

/** Bowser's names where ours differ. */
const SYSTEM_NAMES: Record<string, string> = { 'Chrome OS': 'ChromeOS', WebOS: 'webOS', Roku: 'Roku OS' };

function osOf(userAgent: string, bowser: Bowser.Parser.Parser): string {
  for (const [os, token] of SYSTEMS) if (token.test(userAgent)) return os;
  const name = bowser.getOSName();
  return name ? (SYSTEM_NAMES[name] ?? name) : 'Unknown';
}

/** Screens that are none of desktop, mobile and tablet: televisions, their sticks and boxes, consoles, headsets, watches. */
const OTHER_SCREEN =
  /\bSMART-?TV\b|\bTV\b|\bHbbTV\b|\bNetCast\b|\bWeb0S\b|\bBRAVIA\b|; AFT\w+|\bGoogleTV\b|\bAppleTV\b|\bCrKey\b|\bRoku\b|\bDTV\b|\bVIDAA\b|\bPlayStation\b|\bXbox\b|\bNintendo\b|\bQuest\b|\bOculusBrowser\b|\bVR Safari\b|\bWatch\b/i;
const TABLET = /\biPad\b|\bTablet\b(?! PC)|\bPlayBook\b|\bKindle\b|\bSilk\//i;
const PHONE = /\biPhone\b|\biPod\b|[^-]Mobi|\bPhone\b|\bBlackBerry\b|\bBB10\b|\bOpera Mini\b|\bSymbian|\bKAIOS\//i;
const DESKTOP_SYSTEMS = new Set(['Windows', 'macOS', 'Linux', 'ChromeOS', 'BSD']);

function deviceTypeOf(userAgent: string, os: string): Device['deviceType'] {
  if (OTHER_SCREEN.test(userAgent)) return 'unknown';
  if (TABLET.test(userAgent) || IPAD_AS_MAC.test(userAgent)) return 'tablet';
  if (PHONE.test(userAgent)) return 'mobile';
  if (/\bAndroid\b/.test(userAgent)) return 'tablet';
  if (/\(PC; OpenHarmony\b/.test(userAgent)) return 'desktop';
  return DESKTOP_SYSTEMS.has(os) ? 'desktop' : 'unknown';
}

const devices = new BoundedCache<Device>(8192);

function parse(text: string): Device {
  const userAgent = text.slice(0, MAX_USER_AGENT);
  if (userAgent.trim() === '') return UNKNOWN_DEVICE;
  const bowser = Bowser.getParser(userAgent, true);
  const os = osOf(userAgent, bowser);
  return Object.freeze({ deviceType: deviceTypeOf(userAgent, os), os, ...browserOf(userAgent, os, bowser) });
}

/**
 * Device, system and browser of a user agent string. Equal strings give the same frozen object.
 *
 * iPads count as iOS and tablet. Where iPadOS asks for desktop sites, Safari's string is that of a Mac, so those
 * visits count as macOS and desktop; other iPadOS browsers are recognised. Android without "Mobile" is a tablet, but
 * "desktop site" on Android reads as Linux. Televisions, consoles, headsets and whatever names no known system have
 * the device type `unknown`. Brave, Arc and others that copy Chrome's string exactly count as Chrome.
 */
export function parseDevice(userAgent: string | undefined): Device {
  if (!userAgent) return UNKNOWN_DEVICE;
  if (userAgent.length > MAX_USER_AGENT) return parse(userAgent);
  let device = devices.get(userAgent);
  if (device === undefined) {
    device = parse(userAgent);
    devices.set(userAgent, device);
  }
  return device;
}
