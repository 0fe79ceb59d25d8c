/**
 * What a JSON round trip would leave of a value, without calling anything in it: functions, symbols and
 * accessors are dropped, dates become text, only own properties remain.
 */
export function plain(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  }
  if (depth > 40) throw new TypeError('data is nested too deeply or refers to itself');
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1) ?? null);
  const copy: Record<string, unknown> = {};
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (!descriptor.enumerable || !('value' in descriptor) || key === '__proto__') continue;
    const item = plain(descriptor.value, depth + 1);
    if (item !== undefined) copy[key] = item;
  }
  return copy;
}

/** Throws, with the path, at the first thing a view model must not hold: a function, an accessor, an entity. */
export function assertPlain(value: unknown, path = 'data', depth = 0): void {
  if (value === null || value === undefined || value instanceof Date) return;
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`${path} is a ${typeof value}: view models hold JSON values only`);
  }
  if (typeof value !== 'object') return;
  if (depth > 40) throw new TypeError(`${path} is nested too deeply or refers to itself`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`${path} is a ${value.constructor.name}: view models are plain objects`);
  }
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (!('value' in descriptor)) throw new TypeError(`${path}.${key} is an accessor`);
    assertPlain(descriptor.value, `${path}.${key}`, depth + 1);
  }
}
