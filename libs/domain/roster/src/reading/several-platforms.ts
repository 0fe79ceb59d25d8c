import type { GuessedColumn } from './column-guess.js';
import { isFigureField, type Platform, platformMentioned, type RosterField } from './fields.js';
import { headerKey, withoutPlatform } from './header-words.js';

/** Fields of one account, of which a person may have several; every other field is of the person. */
export function isOfChannel(field: RosterField): boolean {
  return field === 'handle' || field === 'profileUrl' || isFigureField(field);
}

export interface Homes {
  /** The platform of the columns that name none. */
  readonly main: Platform;
  /** By place: the other platform that a column is about, null for all others. */
  readonly of: readonly (Platform | null)[];
}

function homeOf({ header, guess, values }: GuessedColumn): Platform | null {
  const said = platformMentioned(header) ?? (/(?:^|\s)x(?:\s|$)/.test(headerKey(header)) ? 'x' : null);
  return said ?? (guess.field === 'profileUrl' ? values.addressesOf : null);
}

/**
 * Lists that keep a person's accounts side by side (`Name, Instagram, IG followers, TikTok, TikTok followers`): which
 * column is about which platform. Null for a list of one platform, and for one whose rows say theirs.
 */
export function homesOf(columns: readonly GuessedColumn[], hint: Platform | null): Homes | null {
  if (columns.some(({ guess }) => guess.field === 'platform')) return null;
  for (const { header, guess, reading, values } of columns) {
    // A platform's name over figures: its followers.
    if (reading?.field === 'handle' && values.figures >= 0.9 && withoutPlatform(headerKey(header)) === '')
      Object.assign(guess, { field: 'followers', confidence: 0.7, reason: 'values' });
  }
  const said = columns.map((column) => (isOfChannel(column.guess.field) ? homeOf(column) : null));
  const anchors = columns.filter(
    ({ guess, index }) => said[index] && /^(?:handle|profileUrl|followers)$/.test(guess.field),
  );
  const platforms = [...new Set(anchors.map(({ index }) => said[index]!))];
  const hasOwnHandle = columns.some(
    ({ guess, reading, index }) => guess.field === 'handle' && !said[index] && reading!.certainty >= 0.9,
  );
  const isHinted = hint !== null && !platforms.includes(hint) && hasOwnHandle;
  if (isHinted) platforms.unshift(hint);
  if (platforms.length < 2) return null;
  const main = hint && platforms.includes(hint) ? hint : platforms[0]!;
  const of = inherited(columns, said).map((home) => (home === main ? null : home));
  return { main, of };
}

/** `Instagram, Followers, TikTok, Followers`: a figure that comes again belongs to the account at its left. */
function inherited(
  columns: readonly GuessedColumn[],
  said: readonly (Platform | null)[],
): readonly (Platform | null)[] {
  const unsaid = columns.filter(({ guess, index }) => isFigureField(guess.field) && !said[index]);
  const again = new Set(
    [...Map.groupBy(unsaid, ({ guess }) => guess.field)]
      .filter(([field, of]) => field !== 'rank' && of.length > 1)
      .map(([field]) => field),
  );
  let left: Platform | null = null;
  return columns.map(({ guess }, index) => {
    left = said[index] ?? left;
    return said[index] ?? (again.has(guess.field) ? left : null);
  });
}
