/** What a column of a creators' list can hold; `ignore` keeps a column out. */
export const ROSTER_FIELDS = {
  handle: 'identity',
  displayName: 'identity',
  platform: 'identity',
  profileUrl: 'identity',
  followers: 'total',
  posts: 'total',
  totalLikes: 'total',
  totalViews: 'total',
  rank: 'total',
  avgLikes: 'average',
  avgViews: 'average',
  avgComments: 'average',
  avgShares: 'average',
  avgEngagements: 'average',
  newPostAvgLikes: 'average',
  influenceScore: 'average',
  engagementRate: 'rate',
  category: 'text',
  country: 'text',
  language: 'text',
  city: 'text',
  email: 'text',
  phone: 'text',
  gender: 'text',
  ignore: 'ignore',
} as const;

export type RosterField = keyof typeof ROSTER_FIELDS;
export type FieldKind = (typeof ROSTER_FIELDS)[RosterField];

type FieldOf<K extends FieldKind> = {
  [F in RosterField]: (typeof ROSTER_FIELDS)[F] extends K ? F : never;
}[RosterField];
/** Fields whose cell is a whole figure once it is read: counts, and averages rounded to whole ones. */
export type CountField = FieldOf<'total' | 'average'>;

export function isFigureField(field: RosterField): boolean {
  const kind = ROSTER_FIELDS[field];
  return kind === 'total' || kind === 'average' || kind === 'rate';
}

/** A figure that is counted in whole ones, and may be written in thousands or millions. */
export function isCount(field: RosterField): field is CountField {
  return ROSTER_FIELDS[field] === 'total' || ROSTER_FIELDS[field] === 'average';
}

export const PLATFORMS = [
  'instagram',
  'tiktok',
  'youtube',
  'x',
  'facebook',
  'twitch',
  'linkedin',
  'pinterest',
  'snapchat',
  'threads',
] as const;
export type Platform = (typeof PLATFORMS)[number];

const PLATFORM_NAMES: Readonly<Record<string, Platform>> = {
  instagram: 'instagram',
  insta: 'instagram',
  ig: 'instagram',
  tiktok: 'tiktok',
  'tik tok': 'tiktok',
  tt: 'tiktok',
  douyin: 'tiktok',
  youtube: 'youtube',
  'you tube': 'youtube',
  yt: 'youtube',
  x: 'x',
  twitter: 'x',
  'x twitter': 'x',
  'twitter x': 'x',
  facebook: 'facebook',
  fb: 'facebook',
  twitch: 'twitch',
  'twitch tv': 'twitch',
  linkedin: 'linkedin',
  'linked in': 'linkedin',
  pinterest: 'pinterest',
  snapchat: 'snapchat',
  snap: 'snapchat',
  threads: 'threads',
};

/** The platform that a cell names, or null. */
export function platformNamed(text: string): Platform | null {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/\.com$/, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();
  return Object.hasOwn(PLATFORM_NAMES, key) ? PLATFORM_NAMES[key]! : null;
}

/** A platform that a header or a file name speaks of in passing (`instagram-top-200.csv`, `Youtuber`). */
export function platformMentioned(text: string): Platform | null {
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ');
  if (/instagram|\binsta|\big\b|\breels?\b/.test(words)) return 'instagram';
  if (/tik ?tok|\btt\b/.test(words)) return 'tiktok';
  if (/you ?tube|\byt\b/.test(words)) return 'youtube';
  if (/twitch/.test(words)) return 'twitch';
  if (/twitter|\btweets?\b/.test(words)) return 'x';
  if (/facebook|\bfb\b/.test(words)) return 'facebook';
  if (/linked ?in/.test(words)) return 'linkedin';
  if (/pinterest/.test(words)) return 'pinterest';
  if (/snapchat/.test(words)) return 'snapchat';
  if (/\bthreads\b/.test(words)) return 'threads';
  return null;
}
