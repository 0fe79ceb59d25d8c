import 'reflect-metadata';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';

export interface MarkedMethod<Mark> {
  /** `Class.method`, to name it in an error. */
  readonly name: string;
  readonly mark: Mark;
  call(...args: readonly unknown[]): unknown;
}

/** Every method of every provider that carries metadata under `key`, in the order in which providers are registered. */
export function markedMethods<Mark>(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
  key: symbol,
): MarkedMethod<Mark>[] {
  const found: MarkedMethod<Mark>[] = [];
  const seen = new Set<object>();
  for (const { instance } of discovery.getProviders()) {
    if (typeof instance !== 'object' || instance === null || seen.has(instance)) continue;
    seen.add(instance);
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (!prototype || prototype === Object.prototype) continue;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const method = (instance as Record<string, unknown>)[name];
      if (typeof method !== 'function') continue;
      const mark = Reflect.getMetadata(key, method) as Mark | undefined;
      if (mark === undefined) continue;
      found.push({
        name: `${instance.constructor.name}.${name}`,
        mark,
        call: (...args) => method.apply(instance, args) as unknown,
      });
    }
  }
  return found;
}
