import { type Platform, platformNamed } from './fields.js';
import { LOST_LETTER, cleanHandleText, cleanText, tidyLostLetters } from './text.js';

/** How a creator is known on a platform; `derived` when it was made from a name and is no account's own handle. */
export interface Handle {
  readonly handle: string;
  readonly handleNorm: string;
  readonly derived: boolean;
  /** Set where the cell was an address, which then names the platform. */
  readonly platform: Platform | null;
  /** The creator's name, where the same cell holds it. */
  readonly name: string | null;
}

/** What each platform allows in a handle; a cell that breaks it is a name, not a handle. */
const LEGAL: Readonly<Record<Platform, RegExp>> = {
  instagram: /^[a-z0-9._]{1,30}$/i,
  tiktok: /^[a-z0-9._]{2,24}$/i,
  youtube: /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._·-]{1,99}$/u,
  x: /^\w{1,15}$/,
  facebook: /^[a-z0-9.-]{2,80}$/i,
  twitch: /^\w{3,25}$/,
  linkedin: /^[\p{L}\p{N}-]{2,100}$/u,
  pinterest: /^\w{2,30}$/,
  snapchat: /^[\w.-]{3,15}$/,
  threads: /^[a-z0-9._]{1,30}$/i,
};

const SITES: readonly (readonly [Platform, RegExp, RegExp])[] = [
  ['instagram', /^instagram\.com$|^instagr\.am$/, /^\/(?:stories\/)?([^/]+)/],
  ['tiktok', /^tiktok\.com$/, /^\/@([^/]+)/],
  ['youtube', /^youtube\.com$/, /^\/(?:@|c\/|user\/|channel\/)?([^/]+)/],
  ['x', /^(?:x|twitter)\.com$/, /^\/@?(\w+)/],
  ['twitch', /^twitch\.tv$/, /^\/(\w+)/],
  ['facebook', /^(?:facebook|fb)\.com$/, /^\/(?:people\/[^/]+\/)?([^/]+)/],
  ['linkedin', /^linkedin\.com$/, /^\/(?:in|company)\/([^/]+)/],
  ['pinterest', /^pinterest\.[a-z.]+$/, /^\/([^/]+)/],
  ['snapchat', /^snapchat\.com$/, /^\/(?:add\/|@)?([^/]+)/],
  ['threads', /^threads\.(?:net|com)$/, /^\/@([^/]+)/],
];
/** First parts of an address that name a page of the platform, never a creator. */
const NOT_A_CREATOR = new Set([
  'p',
  'reel',
  'reels',
  'explore',
  'watch',
  'shorts',
  'results',
  'playlist',
  'hashtag',
  'status',
  'video',
]);

/** The creator behind a profile's address, or null for any other text. */
export function handleOfUrl(text: string): { platform: Platform; name: string } | null {
  if (!/[./]/.test(text) || !/^(?:https?:\/\/)?[\w.-]+\.[a-z]{2,}\/\S+$/i.test(text)) return null;
  let url: URL;
  try {
    url = new URL(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return null;
  }
  const host = url.hostname.toLowerCase().replace(/^(?:www|m|web|[a-z]{2})\./, '');
  for (const [platform, site, path] of SITES) {
    if (!site.test(host)) continue;
    const found = path.exec(safelyDecoded(url.pathname))?.[1];
    return found === undefined || NOT_A_CREATOR.has(found.toLowerCase()) ? null : { platform, name: found };
  }
  return null;
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const CHANNEL_ID = /^UC[\w-]{22}$/;
const PLAIN_HANDLE = /^[a-z0-9._]{2,15}$/;

/** Channel ids keep their case, since two ids may differ by it alone; every other handle ignores it. */
export function normaliseHandle(handle: string): string {
  if (PLAIN_HANDLE.test(handle) || CHANNEL_ID.test(handle)) return handle;
  return handle.normalize('NFKC').toLowerCase();
}

function typed(handle: string, platform: Platform | null = null, name: string | null = null): Handle {
  return { handle, handleNorm: normaliseHandle(handle), derived: false, platform, name };
}

const MENTION = /^(.*\S)\s*[\s([|–—-]@([\w.-]{2,50})\s*[)\]]?$/su;
const MENTION_FIRST = /^@([\w.-]{2,50})\s*[\s([|–—-]\s*([^@]*[^\s@)\]])\s*[)\]]?$/su;

const ABOVE_ITS_NAME = /^\s*(?:@[\w.-]+|[a-z0-9._]+)\s*$/;

/** A handle in one cell with its creator's name, in either order or above it: `Ann Lee (@ann)`. */
export function mentionIn(text: string): { name: string; handle: string } | null {
  const [above = '', below = ''] = text.split('\n', 2);
  if (below.trim() !== '' && ABOVE_ITS_NAME.test(above))
    return { name: below, handle: above.replace('@', '').trim() };
  if (!text.includes('@')) return null;
  const last = MENTION.exec(text);
  if (last) return { name: last[1]!.replace(/[\s([|–—-]+$/u, ''), handle: last[2]! };
  const first = MENTION_FIRST.exec(text);
  return first && { name: first[2]!, handle: first[1]! };
}

/** `Ann Lee (@ann)`, and `IG: @ann`. */
function besideItsName(raw: string, platform: Platform): Handle | null {
  const text = cleanText(raw);
  const [, site = '', rest = ''] = /^([^:]{1,12})\s*:\s*@?(\S+)$/u.exec(text) ?? [];
  const home = platformNamed(site);
  if (home && LEGAL[home].test(rest)) return typed(rest, home);
  const mention = mentionIn(raw.replace(/\r\n?/g, '\n').trim());
  return mention && LEGAL[platform].test(mention.handle)
    ? typed(mention.handle, null, cleanText(mention.name) || null)
    : null;
}

/** Reads a cell that holds a handle, an `@handle` or a profile's address; a mere name becomes a derived handle. */
export function readHandle(raw: string, platform: Platform): Handle | null {
  if (platform !== 'x' && platform !== 'twitch' && PLAIN_HANDLE.test(raw)) return typed(raw);
  const text = cleanHandleText(raw);
  const address = handleOfUrl(text);
  if (address) {
    const name = address.name.replace(/^@/, '');
    return LEGAL[address.platform].test(name) ? typed(name, address.platform) : null;
  }
  const bare = text.normalize('NFKC').replace(/^@\s*/, '');
  if (LEGAL[platform].test(bare) && !bare.includes(LOST_LETTER)) return typed(bare);
  const beside = besideItsName(raw, platform);
  if (beside) return beside;
  if (/@|:\/\/|\.[a-z]{2,}\//i.test(bare)) return null;
  return deriveHandle(text);
}

/**
 * A key made from a name: letters and digits only, so that `T-Series` and `tseries` meet.
 * Lost letters stay in it, so that a broken name is never taken for another creator's whole one.
 */
export function deriveHandle(name: string): Handle | null {
  const handle = cleanText(name)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\uFFFD]+/gu, '');
  if (!/[\p{L}\p{N}]/u.test(handle)) return deriveFromSymbols(name);
  return {
    handle,
    handleNorm: handle,
    derived: true,
    platform: null,
    name: tidyLostLetters(cleanText(name)),
  };
}

/** A name of symbols alone (`★`, `🐼🎮`) is still a name; one of lost letters alone is none. */
function deriveFromSymbols(name: string): Handle | null {
  const symbols = cleanText(name).replace(/[\s\p{P}\uFFFD]+/gu, '');
  return symbols === ''
    ? null
    : { handle: symbols, handleNorm: symbols, derived: true, platform: null, name: cleanText(name) };
}
