import { powerOfUnit } from './figures.js';

const NAMED =
  /[([]\s*(?:in\s+)?([^\d\s()[\].]+)\.?\s*[)\]]|\b(?:in|x)\s+([^\d\s().]+)\.?\s*$|\s(mio|tsd|mrd|mln|millions?|millionen|thousands?)\.?\s*$/giu;
const ZEROS = /[('’]\s*0{3}(,?0{3})?s?\s*\)?|\b0{3}s\b/;

/**
 * The power of ten by which a header says its figures are short: `Followers (millions)` is 6, `Views in Tsd.` is 3,
 * `Likes ('000)` is 3, any other 0.
 */
export function powerOfHeader(header: string): number {
  const text = header.normalize('NFKC');
  const zeros = ZEROS.exec(text);
  if (zeros) return zeros[1] === undefined ? 3 : 6;
  for (const [, bracketed, after, last] of text.matchAll(NAMED)) {
    const power = powerOfUnit((bracketed ?? after ?? last ?? '').toLowerCase());
    if (power !== null) return power;
  }
  return 0;
}
