/** Stands where the file lost a letter before it reached us. */
export const LOST_LETTER = '\uFFFD';

/** Windows-1252 as browsers read it: what each character from 0x80 to 0x9F stands for. */
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF_HIGH = new Map([...WINDOWS_1252_HIGH].map((char, index) => [char.charCodeAt(0), 0x80 + index]));

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A lead byte of UTF-8 seen as a letter, followed by something that a continuation byte can look like. */
const LOOKS_DOUBLY_ENCODED =
  /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/;

/**
 * Undoes UTF-8 that was read as Windows-1252 and written as UTF-8 again (`mÃ¼zik` → `müzik`).
 * Only when certain: every character must be a byte of one valid UTF-8 text; else the text stays as it is.
 */
export function mendDoubleEncoding(text: string): string {
  let current = text;
  for (let pass = 0; pass < 2 && LOOKS_DOUBLY_ENCODED.test(current); pass++) {
    const bytes = new Uint8Array(current.length);
    for (let i = 0; i < current.length; i++) {
      const code = current.charCodeAt(i);
      const byte = code < 0x100 ? code : BYTE_OF_HIGH.get(code);
      if (byte === undefined) return current;
      bytes[i] = byte;
    }
    let mended: string;
    try {
      mended = strictUtf8.decode(bytes);
    } catch {
      return current;
    }
    if (/[\u0080-\u009F]/.test(mended) && !LOOKS_DOUBLY_ENCODED.test(mended)) return current;
    current = mended;
  }
  return current;
}

/** Doubly encoded, but not certain enough to mend. */
export function looksGarbled(text: string): boolean {
  return (
    LOOKS_DOUBLY_ENCODED.test(text) && /[ÃÂÐÑØÙâãåæçà][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]/.test(text)
  );
}

/** Zero-width and direction marks, soft hyphens, fillers that show as nothing; joiners stay inside emoji and words. */
const INVISIBLE =
  /\u00AD|\u034F|\u061C|\u115F|\u1160|\u17B4|\u17B5|\u180E|\u200B|\u200E|\u200F|[\u202A-\u202E]|[\u2060-\u206F]|\u3164|\uFEFF|\uFFA0|[\u{E0000}-\u{E007F}]/gu;
const JOINER_AT_EDGE = /^(?:\u200C|\u200D|[\uFE00-\uFE0F]|\s)+|(?:\u200C|\u200D|\s)+$/gu;
/** Everything that shows as nothing, joiners and variation selectors too: none belongs in a handle. */
const ANY_INVISIBLE = /[\u200B-\u200D]|[\uFE00-\uFE0F]/g;

/** A handle's text, without a single character that cannot be seen. */
export function cleanHandleText(raw: string): string {
  return cleanText(raw).replace(ANY_INVISIBLE, '');
}

/** What a look at each character says must be done; most cells need nothing. */
enum Needs {
  Nothing,
  Mending,
  Everything,
}

function needsOf(text: string): Needs {
  let needs = Needs.Nothing;
  let previousSpace = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20) {
      if (previousSpace) return Needs.Everything;
      previousSpace = true;
      continue;
    }
    previousSpace = false;
    if (code < 0x20 || code === 0x7f || code >= 0x250) return Needs.Everything;
    if (code > 0x7f) {
      if (code < 0xc0) return Needs.Everything;
      needs = Needs.Mending;
    }
  }
  return text.length > 0 && previousSpace ? Needs.Everything : needs;
}

/** A cell as a careful person would have typed it: mended, composed, without invisible characters, spaces single. */
export function cleanText(raw: string): string {
  const needs = needsOf(raw);
  if (needs === Needs.Nothing) return raw;
  if (needs === Needs.Mending && !LOOKS_DOUBLY_ENCODED.test(raw)) return raw;
  return mendDoubleEncoding(raw)
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .replace(JOINER_AT_EDGE, '');
}

/** Runs of lost letters shrink to one mark, and a word that is nothing else goes. */
export function tidyLostLetters(text: string): string {
  if (!text.includes(LOST_LETTER)) return text;
  return text
    .replace(/\uFFFD+/g, LOST_LETTER)
    .split(' ')
    .filter((word) => word !== LOST_LETTER)
    .join(' ')
    .trim();
}

/** Letters and digits of a text in small letters without accents, with single spaces between words. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The same with `&` as a word: the key under which countries, languages and genders are looked up. */
export function lookupKey(text: string): string {
  return plainWords(text.replace(/&/g, ' and ').replace(/[øØ]/g, 'o'));
}
