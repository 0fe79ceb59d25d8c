/** About how wide text runs, in pixels: there is no font to measure on a server, so this errs on the wide side. */
export function textWidth(text: string, fontSizePx: number): number {
  let ems = 0;
  for (const sign of text) {
    if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(sign)) ems += 1;
    else if (/[MWmw@%]/.test(sign)) ems += 0.86;
    else if (/\p{Lu}/u.test(sign)) ems += 0.68;
    else if (/[.,:;'’|!ilj\s]/.test(sign)) ems += 0.3;
    else if (!/\p{M}/u.test(sign)) ems += 0.56;
  }
  return Math.ceil(ems * fontSizePx);
}

export function shortened(text: string, fontSizePx: number, widthPx: number): string {
  if (textWidth(text, fontSizePx) <= widthPx) return text;
  const signs = Array.from(text);
  while (signs.length > 1 && textWidth(`${signs.join('')}…`, fontSizePx) > widthPx) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

export function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '');
}

/** Moves places apart until none is nearer than `gapPx`, keeping order and staying within the bounds. */
export function spread(places: readonly number[], gapPx: number, from: number, to: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  const moved = [...places];
  let floor = from;
  for (const index of order) {
    moved[index] = Math.max(places[index] ?? 0, floor);
    floor = (moved[index] ?? 0) + gapPx;
  }
  let ceiling = to;
  for (const index of order.reverse()) {
    moved[index] = Math.min(moved[index] ?? 0, ceiling);
    ceiling = (moved[index] ?? 0) - gapPx;
  }
  return moved;
}
