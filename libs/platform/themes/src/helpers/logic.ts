import { ownValue, toNumber, truthy, type Options } from './options.js';

/** Blocks: as Handlebars' own, but lists and plain objects only, and no function is ever called. */
export const blocks = {
  if(this: unknown, condition: unknown, options: Options): string {
    return (truthy(condition) ? options.fn?.(this) : options.inverse?.(this)) ?? '';
  },

  unless(this: unknown, condition: unknown, options: Options): string {
    return (truthy(condition) ? options.inverse?.(this) : options.fn?.(this)) ?? '';
  },

  with(this: unknown, context: unknown, options: Options): string {
    if (!truthy(context)) return options.inverse?.(this) ?? '';
    return options.fn?.(context, { data: options.data, blockParams: [context] }) ?? '';
  },

  each(this: unknown, list: unknown, options: Options): string {
    const { fn } = options;
    const keys =
      Array.isArray(list) || typeof list !== 'object' || list === null ? null : Object.keys(list as object);
    const items = Array.isArray(list) ? (list as unknown[]) : null;
    const length = items?.length ?? keys?.length ?? 0;
    if (!fn || length === 0) return options.inverse?.(this) ?? '';
    const frame: Record<string, unknown> = { ...options.data, _parent: options.data };
    const pair: [unknown, unknown] = [undefined, undefined];
    const call = { data: frame, blockParams: pair };
    let out = '';
    for (let index = 0; index < length; index++) {
      const key = keys ? keys[index]! : index;
      const item = items ? items[index] : ownValue(list, keys![index]!);
      frame.key = key;
      frame.index = index;
      frame.first = index === 0;
      frame.last = index === length - 1;
      pair[0] = item;
      pair[1] = key;
      out += fn(item, call);
    }
    return out;
  },
};

const LONGEST = 1000;

function compare(a: unknown, b: unknown): number {
  const [left, right] = [toNumber(a), toNumber(b)];
  if (left !== null && right !== null) return left - right;
  return String(a) < String(b) ? -1 : String(a) === String(b) ? 0 : 1;
}

function comparable(a: unknown, b: unknown): boolean {
  return a !== null && a !== undefined && b !== null && b !== undefined;
}

export const logic = {
  eq: (a: unknown, b: unknown): boolean => a === b || (a == null && b == null),
  ne: (a: unknown, b: unknown): boolean => !(a === b || (a == null && b == null)),
  gt: (a: unknown, b: unknown): boolean => comparable(a, b) && compare(a, b) > 0,
  gte: (a: unknown, b: unknown): boolean => comparable(a, b) && compare(a, b) >= 0,
  lt: (a: unknown, b: unknown): boolean => comparable(a, b) && compare(a, b) < 0,
  lte: (a: unknown, b: unknown): boolean => comparable(a, b) && compare(a, b) <= 0,

  /** The first that is nothing, else the last, as in JavaScript. */
  and(...args: unknown[]): unknown {
    const values = args.slice(0, -1);
    const first = values.findIndex((value) => !truthy(value));
    return values.at(first);
  },

  /** The first that is something, else the last. */
  or(...args: unknown[]): unknown {
    const values = args.slice(0, -1);
    return values.find(truthy) ?? values.at(-1);
  },

  not: (value: unknown): boolean => !truthy(value),

  default: (value: unknown, fallback: unknown): unknown =>
    value === null || value === undefined || value === '' ? fallback : value,

  includes: (list: unknown, item: unknown): boolean =>
    Array.isArray(list) ? list.includes(item) : typeof list === 'string' && list.includes(String(item)),

  get: (parent: unknown, name: unknown): unknown => ownValue(parent, String(name)),

  length: (list: unknown): number =>
    Array.isArray(list) || typeof list === 'string'
      ? list.length
      : typeof list === 'object' && list !== null
        ? Object.keys(list).length
        : 0,

  add: (a: unknown, b: unknown): number => (toNumber(a) ?? 0) + (toNumber(b) ?? 0),
  sub: (a: unknown, b: unknown): number => (toNumber(a) ?? 0) - (toNumber(b) ?? 0),

  /** `part` of `whole` in percent, 0 to 100, for bars; 0 where the whole is nothing. */
  share(part: unknown, whole: unknown): number {
    const base = toNumber(whole) ?? 0;
    if (base <= 0) return 0;
    return Math.round(Math.min(100, Math.max(0, ((toNumber(part) ?? 0) / base) * 100)) * 100) / 100;
  },

  /** `{{#times 3}}…{{/times}}`, or the list 0, 1, 2 for `{{#each (times 3)}}`. */
  times(this: unknown, count: unknown, options: Options): unknown {
    const list = Array.from({ length: clamp(count) }, (_, index) => index);
    return options.fn ? blocks.each.call(this, list, options) : list;
  },

  /** From the first to the last, both included. */
  range(this: unknown, first: unknown, last: unknown, options: Options): unknown {
    const from = toNumber(first) ?? 0;
    const list = Array.from(
      { length: clamp((toNumber(last) ?? from - 1) - from + 1) },
      (_, index) => from + index,
    );
    return options.fn ? blocks.each.call(this, list, options) : list;
  },
};

function clamp(count: unknown): number {
  return Math.min(LONGEST, Math.max(0, Math.floor(toNumber(count) ?? 0)));
}
