import type { Helper } from '../compiler.js';

/** What Handlebars passes last to every helper. */
export interface Options {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly fn?: Block;
  readonly inverse?: Block;
}

type Block = (context: unknown, options?: { data?: unknown; blockParams?: readonly unknown[] }) => string;

const hasOwn = Object.prototype.hasOwnProperty;

/** An own property that is no function, or undefined. */
export function ownValue(parent: unknown, name: string): unknown {
  if (typeof parent !== 'object' || parent === null || !hasOwn.call(parent, name)) return undefined;
  const value = (parent as Record<string, unknown>)[name];
  return typeof value === 'function' ? undefined : value;
}

/** `a.0.b` or `a[0][b]` through own properties; a key written out whole wins. */
export function pick(parent: unknown, path: string): unknown {
  const whole = ownValue(parent, path);
  if (whole !== undefined) return whole;
  let value = parent;
  for (const step of path.split(/[.[\]]+/)) {
    if (step !== '') value = ownValue(value, step);
  }
  return value === parent ? undefined : value;
}

/** Handlebars' own idea of nothing: an empty list is false, zero is too (as in `{{#if}}`). */
export function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

export function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'bigint') return Number(number);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/**
 * A field that bears a helper's name: `{{date}}` with nothing behind it prints the field `date` of the
 * context, as its author meant.
 */
export function orField(name: string, helper: Helper): Helper {
  if (helper.length === 0) {
    return function (this: unknown, ...args: never[]): unknown {
      return args.length === 1 ? ownValue(this, name) : helper.apply(this, args);
    };
  }
  // The last argument is always there (the options), so a lone first one means that nothing was given.
  return function (this: unknown, first: never, second: never, third: never, fourth: never): unknown {
    return second === undefined ? ownValue(this, name) : helper.call(this, first, second, third, fourth);
  };
}
