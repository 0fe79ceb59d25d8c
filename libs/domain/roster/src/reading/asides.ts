import { cleanText } from './text.js';

/** Why a row of a list tells of nobody. */
export type Aside = 'totalRow' | 'noteRow';

const TOTAL =
  /^(?:grand |sub ?)?(?:totals?|sum|summe|gesamt|gesamtsumme|insgesamt|zwischensumme|average|avg|durchschnitt|mittelwert|mean|median|promedio|media|m[eé]dia|moyenne|suma|soma|somme|totale|итого|всего|toplam|razem|合计|合計|总计|總計|합계|المجموع)\s*[:=]?$/iu;
const NOTE =
  /^(?:[*†‡©]|(?:sources?|quellen?|notes?|hinweise?|stand|as of|data (?:from|as of|source)|last updated|updated|exported|generated|fuentes?|notas?|fonte|legende?)\b)/iu;

/** Longer than any word for a sum, and than most remarks. */
const LONGEST = 200;

/**
 * A sum below the list (`Total,,13K`) or a remark (`Source: …`), which would else become a creator of that name.
 * `told`: the cells that say who somebody is or where they are; an account of this name has some of them, a sum has none.
 */
export function asideIn(
  cells: readonly string[],
  identity: readonly number[],
  told: readonly number[],
): Aside | null {
  const at = [...identity, ...cells.keys()].find((index) => (cells[index] ?? '').trim() !== '');
  const raw = at === undefined ? '' : cells[at]!;
  if (raw === '' || raw.length > LONGEST) return null;
  if (TOTAL.test(cleanText(raw))) {
    const others = told.some((index) => (cells[index] ?? '').trim() !== '' && cells[index] !== raw);
    const written = told.length > 0 || !/^[a-z]+$/.test(raw);
    return !others && written ? 'totalRow' : null;
  }
  if (cells.length < 2 || !NOTE.test(raw.trim())) return null;
  return cells.every((cell, index) => index === at || cell.trim() === '') ? 'noteRow' : null;
}
