/** What stands where an address was refused: it leads nowhere. */
export const NO_URL = '#';

const ABSOLUTE = /^(?:https?:\/\/[^/\\?#\s]|mailto:[^\s])/i;
const RELATIVE = /^(?:\/(?![/\\])|[?#]|\.{1,2}\/)/;

/**
 * The address if it is http(s), mailto or relative to this site, else `#`. Browsers drop tabs and line
 * breaks inside an address and take a backslash for a slash, so those are refused with the rest.
 */
export function safeUrl(address: unknown): string {
  if (typeof address !== 'string') return NO_URL;
  const trimmed = address.trim();
  if (/[\u0000-\u001f\u007f\u2028\u2029]/.test(trimmed)) return NO_URL;
  return ABSOLUTE.test(trimmed) || RELATIVE.test(trimmed) ? trimmed : NO_URL;
}

/** `/campaigns/:id` with `{id, tab}` becomes `/campaigns/42?tab=…`; empty values are left out of the query. */
export function buildUrl(address: unknown, params: Readonly<Record<string, unknown>>): string {
  const base = safeUrl(address);
  if (base === NO_URL) return base;
  const rest: string[] = [];
  let path = base;
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '' || value === false) continue;
    const slot = new RegExp(`/:${name}(?=[/?#]|$)`);
    if (slot.test(path)) {
      path = path.replace(slot, () => `/${encodeURIComponent(scalar(value))}`);
      continue;
    }
    for (const item of Array.isArray(value) ? value : [value]) {
      rest.push(`${encodeURIComponent(name)}=${encodeURIComponent(scalar(item))}`);
    }
  }
  if (rest.length === 0) return path;
  const [front = '', fragment] = path.split('#', 2);
  const query = `${front}${front.includes('?') ? '&' : '?'}${rest.join('&')}`;
  return fragment === undefined ? query : `${query}#${fragment}`;
}

function scalar(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
