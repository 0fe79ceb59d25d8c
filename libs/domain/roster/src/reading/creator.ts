import type { Platform } from './fields.js';
import type { Gender } from './genders.js';

/**
 * One creator as read from one row. Figures are whole and safe as numbers (at most 2^53 − 1), null where not known;
 * (platform, handleNorm) is the key by which the same creator is found again.
 */
export interface RosterCreator {
  platform: Platform;
  handle: string;
  handleNorm: string;
  /** Made from a name, because the list holds no handle. */
  handleDerived: boolean;
  displayName: string | null;
  profileUrl: string | null;
  followers: number | null;
  posts: number | null;
  totalLikes: number | null;
  totalViews: number | null;
  rank: number | null;
  avgLikes: number | null;
  avgViews: number | null;
  avgComments: number | null;
  avgShares: number | null;
  avgEngagements: number | null;
  newPostAvgLikes: number | null;
  influenceScore: number | null;
  /** Parts per million: 1.39 per cent is 13,900. */
  engagementRatePpm: number | null;
  categories: readonly string[];
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** ISO 639-1. */
  language: string | null;
  city: string | null;
  email: string | null;
  phone: string | null;
  gender: Gender | null;
  /** Further accounts of the same person in the same row, each with the person's fields and its own figures. */
  alsoOn: readonly RosterCreator[];
}

/** The key by which doubles are found, inside a file and in the roster. */
export function rosterKey(creator: Pick<RosterCreator, 'platform' | 'handleNorm'>): string {
  return `${creator.platform}:${creator.handleNorm}`;
}

/** Why a row was refused; each is a key of a text. */
export type RejectReason =
  | 'handleMissing'
  | 'handleInvalid'
  | 'lettersLost'
  | 'platformUnknown'
  | 'spreadsheetError'
  | 'notANumber'
  | 'negative'
  | 'notWhole'
  | 'tooLarge'
  | 'tooManyCells'
  | 'quoteBroken'
  | 'headerRepeated'
  | 'totalRow'
  | 'noteRow';

/** What was read with a doubt, or left out; the row goes in all the same. */
export type WarnReason =
  | 'handleDerived'
  | 'lettersLost'
  | 'nameGarbled'
  | 'countryUnknown'
  | 'languageUnknown'
  | 'genderUnknown'
  | 'emailInvalid'
  | 'urlInvalid'
  | 'rounded'
  | 'zeroBesideEmpty'
  | 'accountUnread'
  | 'twinUnreadable'
  | 'twinsDisagree'
  | 'rankUnreadable'
  | 'rateImplausible'
  | 'spreadsheetError'
  | 'tooLong'
  | 'rowShort';

export interface RowNote<R extends string> {
  /** The row as a spreadsheet numbers it, the header being row 1. */
  readonly row: number;
  /** The physical line of the file where the row begins. */
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: R;
  /** English, for the command line and for logs; pages word the reason themselves. */
  readonly message: string;
}
export type RowError = RowNote<RejectReason>;
export type RowWarning = RowNote<WarnReason>;

export type NormalisedRow =
  | { readonly ok: true; readonly creator: RosterCreator; readonly warnings: readonly RowWarning[] }
  | { readonly ok: false; readonly errors: readonly RowError[] };

export const REJECT_MESSAGES: Readonly<Record<RejectReason, string>> = {
  handleMissing: 'No handle: without one the creator cannot be found again.',
  handleInvalid: 'Not a handle, nor the address of a profile.',
  lettersLost: 'The letters of this name were lost before the file reached us; type the handle.',
  platformUnknown: 'Not a known platform.',
  spreadsheetError: 'The cell holds an error of the spreadsheet instead of a value.',
  notANumber: 'Not a number.',
  negative: 'Below zero, which cannot be.',
  notWhole: 'Must be a whole number.',
  tooLarge: 'Larger than 9,007,199,254,740,991.',
  tooManyCells: 'More cells than the header has columns; probably a separator inside a text without quotes.',
  quoteBroken: 'A quotation mark opens and is not closed.',
  headerRepeated: 'The header again, in the middle of the list.',
  totalRow: 'A sum or an average of the list, and no creator.',
  noteRow: 'A remark below or between the rows, and no creator.',
};

export const WARN_MESSAGES: Readonly<Record<WarnReason, string>> = {
  handleDerived: 'The list holds a name here, so the handle was made from it.',
  lettersLost: 'Letters of this name were lost before the file reached us.',
  nameGarbled: 'The name looks doubly encoded, and could not be mended with certainty.',
  countryUnknown: 'Not a known country; left out.',
  languageUnknown: 'Not a known language; left out.',
  genderUnknown: 'Not understood as a gender; left out.',
  emailInvalid: 'Not an e-mail address; left out.',
  urlInvalid: 'Not a web address; left out.',
  rounded: 'Rounded to a whole number.',
  zeroBesideEmpty: 'Zero beside an empty cell of the same measure; taken as not known.',
  accountUnread: 'Not a handle on this platform; the account was left out.',
  twinUnreadable: 'Not readable; the other column of the same measure was taken.',
  twinsDisagree: 'The two columns of this measure disagree; the exact number was taken.',
  rankUnreadable: 'Not a rank; left out.',
  rateImplausible: 'An engagement rate above 100 per cent.',
  spreadsheetError: 'The cell holds an error of the spreadsheet; left out.',
  tooLong: 'Too long; cut.',
  rowShort: 'Fewer cells than the header has columns.',
};
