/** The answer of a quick lane that leaves the cell to the careful one. */
export const NOT_QUICK = -1;

const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * Reads the shapes that make up nearly all cells (`475800000`, `475.8m`, `0.00`) without allocating;
 * agrees with `parseFigure` on every text that it reads, or answers NOT_QUICK.
 */
export function quickCount(text: string): number {
  const length = text.length;
  if (length === 0 || length > 15) return NOT_QUICK;
  let mantissa = 0;
  let point = -1;
  let i = 0;
  for (; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) mantissa = mantissa * 10 + (code - 48);
    else if (code === 46 && point < 0 && i > 0) point = i;
    else break;
  }
  if (i === 0) return NOT_QUICK;
  const decimals = point < 0 ? 0 : i - point - 1;
  if (point >= 0 && (decimals === 0 || decimals === 3)) return NOT_QUICK;
  if (i === length) {
    if (decimals === 0) return mantissa;
    const scale = POWERS_OF_TEN[decimals]!;
    return mantissa % scale === 0 ? mantissa / scale : NOT_QUICK;
  }
  if (i !== length - 1) return NOT_QUICK;
  const exponent = exponentOf(text.charCodeAt(i)) - decimals;
  if (exponent < 0) return NOT_QUICK;
  const value = mantissa * POWERS_OF_TEN[exponent]!;
  return value <= Number.MAX_SAFE_INTEGER ? value : NOT_QUICK;
}

function exponentOf(unit: number): number {
  switch (unit | 32) {
    case 107:
      return 3;
    case 109:
      return 6;
    case 98:
      return 9;
    default:
      return NOT_QUICK;
  }
}

/** The same for rates, in parts per million: `1.39%`, and `1.39` where the column holds per cents. */
export function quickRatePpm(text: string, bareIsPercent: boolean): number {
  const signed = text.charCodeAt(text.length - 1) === 37;
  if (!signed && !bareIsPercent) return NOT_QUICK;
  const length = signed ? text.length - 1 : text.length;
  if (length === 0 || length > 9) return NOT_QUICK;
  let mantissa = 0;
  let point = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) mantissa = mantissa * 10 + (code - 48);
    else if (code === 46 && point < 0 && i > 0) point = i;
    else return NOT_QUICK;
  }
  const decimals = point < 0 ? 0 : length - point - 1;
  if ((point >= 0 && decimals === 0) || decimals > 4 || decimals === 3) return NOT_QUICK;
  return mantissa * POWERS_OF_TEN[4 - decimals]!;
}
