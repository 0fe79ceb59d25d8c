/**
 * Letters of other scripts that readers take for Latin ones. A label spelt with them reads right to the eye
 * and is nothing to a search, a screen reader or the platform, so it is folded and flagged.
 */
const PAIRS: Record<string, string> = {
  // Cyrillic
  а: 'a',
  А: 'a',
  В: 'b',
  Ь: 'b',
  с: 'c',
  С: 'c',
  ԁ: 'd',
  Ԁ: 'd',
  е: 'e',
  Е: 'e',
  ё: 'e',
  Ё: 'e',
  ԍ: 'g',
  һ: 'h',
  Н: 'h',
  і: 'i',
  І: 'i',
  ї: 'i',
  ј: 'j',
  Ј: 'j',
  к: 'k',
  К: 'k',
  ӏ: 'l',
  Ӏ: 'i',
  м: 'm',
  М: 'm',
  о: 'o',
  О: 'o',
  р: 'p',
  Р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  Ѕ: 's',
  т: 't',
  Т: 't',
  ѵ: 'v',
  ԝ: 'w',
  Ԝ: 'w',
  х: 'x',
  Х: 'x',
  у: 'y',
  У: 'y',
  ү: 'y',
  // Greek
  α: 'a',
  Α: 'a',
  Β: 'b',
  ϲ: 'c',
  Ϲ: 'c',
  ε: 'e',
  Ε: 'e',
  Η: 'h',
  ι: 'i',
  Ι: 'i',
  ϳ: 'j',
  κ: 'k',
  Κ: 'k',
  Μ: 'm',
  Ν: 'n',
  η: 'n',
  ο: 'o',
  Ο: 'o',
  ρ: 'p',
  Ρ: 'p',
  τ: 't',
  Τ: 't',
  υ: 'u',
  ν: 'v',
  ω: 'w',
  χ: 'x',
  Χ: 'x',
  Υ: 'y',
  γ: 'y',
  Ζ: 'z',
  // Armenian
  ց: 'g',
  հ: 'h',
  յ: 'j',
  ո: 'n',
  օ: 'o',
  Օ: 'o',
  զ: 'q',
  Տ: 's',
  ս: 'u',
  Ս: 'u',
  // Cherokee
  Ꭺ: 'a',
  Ᏼ: 'b',
  Ꮯ: 'c',
  Ꭰ: 'd',
  Ꭼ: 'e',
  Ꮐ: 'g',
  Ꮋ: 'h',
  Ꭻ: 'j',
  Ꮶ: 'k',
  Ꮮ: 'l',
  Ꮇ: 'm',
  Ꮲ: 'p',
  Ꭱ: 'r',
  Ꮪ: 's',
  Ꭲ: 't',
  Ꮩ: 'v',
  Ꮤ: 'w',
  Ꮓ: 'z',
  // Latin letters of phonetic writing
  ɑ: 'a',
  ɡ: 'g',
  ʋ: 'v',
  // Canadian syllabics and Lisu, as lettering generators use them
  ᗩ: 'a',
  ᗷ: 'b',
  ᑕ: 'c',
  ᗪ: 'd',
  ᕼ: 'h',
  ᒪ: 'l',
  ᗰ: 'm',
  ᑎ: 'n',
  ᑭ: 'p',
  ᖇ: 'r',
  ᔕ: 's',
  ᐯ: 'v',
  ꓮ: 'a',
  ꓐ: 'b',
  ꓚ: 'c',
  ꓓ: 'd',
  ꓰ: 'e',
  ꓖ: 'g',
  ꓲ: 'i',
  ꓡ: 'l',
  ꓟ: 'm',
  ꓠ: 'n',
  ꓳ: 'o',
  ꓑ: 'p',
  ꓣ: 'r',
  ꓢ: 's',
  ꓔ: 't',
  ꓴ: 'u',
  ꓦ: 'v',
  ꓪ: 'w',
};

export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(Object.entries(PAIRS));

/** Cheap test that spares ordinary captions the per-word look: any letter of a script listed above. */
export const MAY_LOOK_ALIKE = /[\u0250-\u02af\u0370-\u058f\u13a0-\u167f\ua4d0-\ua4ff]/;

const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz';

/** Styled Latin that Unicode does not decompose: small capitals, letters in filled circles and squares. */
export const STYLED: ReadonlyMap<string, string> = (() => {
  const styled = new Map<string, string>();
  const letters = [...SMALL_CAPITALS];
  for (let i = 0; i + 1 < letters.length; i += 2) styled.set(letters[i]!, letters[i + 1]!);
  for (const first of [0x1f150, 0x1f170]) {
    for (let i = 0; i < 26; i++) styled.set(String.fromCodePoint(first + i), String.fromCharCode(97 + i));
  }
  return styled;
})();

/** Latin letters with a stroke or a tie, which no decomposition takes apart. */
export const PLAIN_LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }),
);
