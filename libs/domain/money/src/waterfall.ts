import { invalid, safeMinor } from '#platform/kernel';

/** One layer between an influencer's net and a brand's price, in the label's stated order. */
export interface FeeLayer {
  readonly name: 'influencerManager' | 'agency' | 'label' | 'operator';
  /** Share of what stands below it (net and earlier layers), in hundredths of a percent. */
  readonly basisPoints: number;
  readonly fixedMinor: number;
}

export interface Split {
  readonly netMinor: number;
  readonly priceMinor: number;
  /** What each layer receives; with the net they sum to the price exactly. */
  readonly layers: readonly { readonly name: FeeLayer['name']; readonly amountMinor: number }[];
}

const UNIT = 10_000n;

/**
 * The price that follows from a net (domain.md, *Money*: waterfall). Shares compound in the stated order and are
 * computed exactly; the price is the exact sum rounded half up, and the units lost to rounding go to the layers with
 * the largest remainders, so that nothing is lost or made.
 */
export function priceFor(netMinor: number, layers: readonly FeeLayer[]): Split {
  if (!Number.isSafeInteger(netMinor) || netMinor <= 0) throw invalid('bad_amount');
  const scale = UNIT ** BigInt(layers.length);
  let subtotal = BigInt(netMinor) * scale;
  const exact = layers.map((layer) => {
    const amount = (subtotal * BigInt(layer.basisPoints)) / UNIT + BigInt(layer.fixedMinor) * scale;
    subtotal += amount;
    return amount;
  });
  const price = (subtotal + scale / 2n) / scale;
  const parts = exact.map((amount) => amount / scale);
  const order = exact
    .map((amount, index) => ({ index, rest: amount % scale }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  let left = price - BigInt(netMinor) - parts.reduce((sum, part) => sum + part, 0n);
  for (const { index } of order) {
    if (left <= 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return {
    netMinor,
    priceMinor: safeMinor(price),
    layers: layers.map((layer, index) => ({ name: layer.name, amountMinor: safeMinor(parts[index] ?? 0n) })),
  };
}

/**
 * The net that a price leaves: the largest one whose own price does not exceed it. What rounding leaves over goes to
 * the label's layer, so that the brand pays what it typed.
 */
export function netFor(priceMinor: number, layers: readonly FeeLayer[]): Split {
  if (!Number.isSafeInteger(priceMinor) || priceMinor <= 0) throw invalid('bad_amount');
  let [low, high] = [0, priceMinor];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (priceFor(middle, layers).priceMinor <= priceMinor) low = middle;
    else high = middle - 1;
  }
  if (low === 0) throw invalid('price_below_fees', { priceMinor });
  const split = priceFor(low, layers);
  const over = priceMinor - split.priceMinor;
  const keeper = Math.max(
    0,
    split.layers.findIndex(({ name }) => name === 'label'),
  );
  if (layers.length === 0) return { ...split, netMinor: priceMinor, priceMinor };
  return {
    ...split,
    priceMinor,
    layers: split.layers.map((layer, index) =>
      index === keeper ? { ...layer, amountMinor: layer.amountMinor + over } : layer,
    ),
  };
}

/** Shares `totalMinor` over `parts` deliverables: equal, the first ones a unit more. */
export function shareOut(totalMinor: number, parts: number): number[] {
  const each = Math.floor(totalMinor / parts);
  const rest = totalMinor - each * parts;
  return Array.from({ length: parts }, (_unused, index) => each + (index < rest ? 1 : 0));
}
