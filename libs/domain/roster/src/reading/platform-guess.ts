import { type Platform, type RosterField, platformMentioned } from './fields.js';
import { headerKey } from './header-words.js';

/** Which platform the rows without their own are on; `column`: each row says it. */
export interface PlatformGuess {
  readonly platform: Platform;
  readonly confidence: number;
  /** `assumed`: nothing says so, and a person should. */
  readonly reason: 'column' | 'header' | 'addresses' | 'filename' | 'sheet' | 'shape' | 'assumed' | 'person';
}

/** Where nothing at all speaks: most lists in the trade are of this platform. */
const ASSUMED: Platform = 'instagram';

function mostMentioned(texts: readonly string[]): Platform | null {
  const votes = new Map<Platform, number>();
  for (const text of texts) {
    const platform = platformMentioned(text);
    if (platform) votes.set(platform, (votes.get(platform) ?? 0) + 1);
  }
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return first && first[1] !== second?.[1] ? first[0] : null;
}

/** From the headers' words, else the file's name, else the sheet's, else the shape of the list. */
export function guessPlatform(
  headers: readonly string[],
  columns: readonly { readonly field: RosterField }[],
  addressesOf: readonly (Platform | null)[],
  about: { filename: string; sheet?: string | null },
): PlatformGuess {
  const ofHandle = columns.findIndex((column) => column.field === 'handle');
  const byHeader = (ofHandle >= 0 ? platformMentioned(headers[ofHandle]!) : null) ?? mostMentioned(headers);
  const byName = platformMentioned(about.filename);
  const bySheet = about.sheet ? platformMentioned(about.sheet) : null;
  const has = (field: RosterField): boolean => columns.some((column) => column.field === field);
  const platform = byHeader ?? byName ?? bySheet;
  if (has('platform')) return { platform: platform ?? ASSUMED, confidence: 0.9, reason: 'column' };
  if (byHeader) return { platform: byHeader, confidence: 0.9, reason: 'header' };
  const byAddress = addressesOf.find((found) => found !== null);
  if (byAddress) return { platform: byAddress, confidence: 0.9, reason: 'addresses' };
  if (byName) return { platform: byName, confidence: 0.85, reason: 'filename' };
  if (bySheet) return { platform: bySheet, confidence: 0.85, reason: 'sheet' };
  const words = headers.map(headerKey).join(' ');
  if (
    /\b(channel|kanal|canal|chaine|uploads?)\b/.test(words) &&
    /\b(subscribers?|subs|abonnenten|suscriptores|abonnes|inscritos)\b/.test(words)
  )
    return { platform: 'youtube', confidence: 0.6, reason: 'shape' };
  if (/\b(heart count|hearts|unique id|sec uid|digg count)\b/.test(words))
    return { platform: 'tiktok', confidence: 0.6, reason: 'shape' };
  return { platform: ASSUMED, confidence: 0.2, reason: 'assumed' };
}
