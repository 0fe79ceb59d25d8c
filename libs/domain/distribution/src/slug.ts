/** At most this long, so that a number can follow where two are alike. */
const LONGEST = 32;

/**
 * `Maya Brandt` and `Winter trails` as `maya-brandt-winter`: short enough to be read out, long enough to be known. A
 * name in letters that addresses have not gives way to the handle.
 */
export function slugFor(influencer: { name: string; handle: string | null }, campaign: string): string {
  const called = words(influencer.name);
  const person = called.length > 0 ? called : words(influencer.handle ?? '');
  const name = words(campaign);
  const slug = [...person.slice(0, 2), ...name.slice(0, 1)].join('-').slice(0, LONGEST).replace(/-+$/, '');
  return slug.length >= 4 ? slug : `${slug || 'link'}-link`;
}

/** The slug for the n-th try: the first as it is, then with a number. */
export function numbered(slug: string, attempt: number): string {
  return attempt === 1 ? slug : `${slug}-${attempt}`;
}

const SPELLED: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
};

function words(text: string): string[] {
  const latin = text
    .toLowerCase()
    .replace(/[äöüßæøœłđ]/gu, (letter) => SPELLED[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '');
  return latin.split(/[^a-z0-9]+/).filter((word) => word !== '');
}
