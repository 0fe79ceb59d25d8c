import { Html } from '../html.js';
import { rendering, show, translate } from '../rendering.js';
import { ownValue, pick, truthy, type Options } from './options.js';

/** One fault of a form as a template shows it. */
interface Fault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What was typed, else what is stored, else `fallback`. */
function fieldValue(name: unknown, fallback?: unknown): unknown {
  const { root } = rendering();
  const key = String(name);
  const values = ownValue(ownValue(root, 'form'), 'values');
  const typed = pick(values, key);
  if (typed !== undefined) return typed;
  return fallback ?? pick(ownValue(root, 'data'), key);
}

function pathOf(fault: unknown): string {
  const path = ownValue(fault, 'path');
  return Array.isArray(path) ? path.join('.') : show(path).replace(/^\//, '').replaceAll('/', '.');
}

function faults(): Fault[] {
  const found = ownValue(ownValue(rendering().root, 'form'), 'errors');
  if (Array.isArray(found)) {
    return found.map((fault: unknown) => {
      const code = show(ownValue(fault, 'code'));
      const params = ownValue(fault, 'params');
      const message = ownValue(fault, 'message');
      const filled =
        typeof message === 'string' && message !== ''
          ? message
          : translate(`errors.${code}`, typeof params === 'object' && params !== null ? { ...params } : {});
      return { path: pathOf(fault), code, message: filled };
    });
  }
  if (typeof found !== 'object' || found === null) return [];
  return Object.keys(found).map((path) => ({ path, code: '', message: show(ownValue(found, path)) }));
}

function isChosen(chosen: unknown, value: unknown): boolean {
  if (Array.isArray(chosen)) return chosen.some((item) => show(item) === show(value));
  return chosen !== undefined && chosen !== null && show(chosen) === show(value);
}

/** A form after a failure shows what was typed; before it, what is stored. */
export const form = {
  value: (name: unknown, fallback: unknown, options?: Options): unknown =>
    fieldValue(name, options ? fallback : undefined),

  error(name: unknown): string | null {
    const wanted = String(name)
      .split(/[.[\]]+/)
      .filter(Boolean)
      .join('.');
    return faults().find((fault) => fault.path === wanted)?.message ?? null;
  },

  /** All faults, as a list, or as a block that runs for each. */
  errors(this: unknown, options: Options): unknown {
    const list = faults();
    if (!options.fn) return list;
    if (list.length === 0) return options.inverse?.(this) ?? '';
    return list.map((fault) => options.fn!(fault)).join('');
  },

  /** `{{checked "channels" "email"}}` or `{{checked "agreed"}}` or `{{checked someBoolean}}`: the attribute or nothing. */
  checked(name: unknown, value: unknown, options?: Options): Html {
    if (typeof name !== 'string') return new Html(truthy(name) ? 'checked' : '');
    const chosen = fieldValue(name);
    const on = options
      ? isChosen(chosen, value)
      : truthy(chosen) && chosen !== 'false' && chosen !== 'off' && chosen !== '0';
    return new Html(on ? 'checked' : '');
  },

  /** `{{selected "platform" "tiktok"}}`; a third value stands in while nothing was typed or stored. */
  selected(name: unknown, value: unknown, fallback: unknown, options?: Options): Html {
    if (typeof name !== 'string') return new Html(truthy(name) ? 'selected' : '');
    const chosen = fieldValue(name, options ? fallback : undefined);
    return new Html(isChosen(chosen, value) ? 'selected' : '');
  },
};
