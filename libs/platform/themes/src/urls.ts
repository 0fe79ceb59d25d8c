/** What stands where an address was refused: it leads nowhere. */
export const NO_URL = '#';

const ABSOLUTE = /^(?:https?:\/\/[^/\\?#\s]|mailto:[^\s])/i;
/** Most addresses by far: a path of this site without anything to look at twice. */
const USUAL = /^\/[\w~:-][\w~:./?&=%-]*$/;
const RELATIVE = /^(?:\/(?![/\\])|[?#]|\.{1,2}\/)/;

/**
 * The address if it is http(s), mailto or relative to this site, else `#`. Browsers drop tabs and line
 * breaks inside an address and take a backslash for a slash, so those are refused with the rest.
 */
export function safeUrl(address: unknown): string {
  if (typeof address !== 'string') return NO_URL;
  if (USUAL.test(address)) return address;
  const trimmed = address.trim();
  if (/[\u0000-\u001f\u007f\u2028\u2029]/.test(trimmed)) return NO_URL;
  return ABSOLUTE.test(trimmed) || RELATIVE.test(trimmed) ? trimmed : NO_URL;
}

/** `/campaigns/:id` with `{id, tab}` becomes `/campaigns/42?tab=…`; empty values are left out of the query. */
export function buildUrl(address: unknown, params: Readonly<Record<string, unknown>>): string {
  let path = safeUrl(address);
  if (path === NO_URL) return path;
  let query = '';
  for (const name in params) {
    const value = params[name];
    if (value === null || value === undefined || value === '' || value === false) continue;
    const slot = slotOf(path, name);
    if (slot >= 0) {
      path = `${path.slice(0, slot)}${encodeURIComponent(scalar(value))}${path.slice(slot + name.length + 1)}`;
      continue;
    }
    for (const item of Array.isArray(value) ? value : [value]) {
      query += `${query === '' ? '' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(scalar(item))}`;
    }
  }
  if (query === '') return path;
  const hash = path.indexOf('#');
  const [front, fragment] = hash < 0 ? [path, ''] : [path.slice(0, hash), path.slice(hash)];
  return `${front}${front.includes('?') ? '&' : '?'}${query}${fragment}`;
}

/** Where `:name` stands as a whole step of the path, or -1. */
function slotOf(path: string, name: string): number {
  const at = path.indexOf(`/:${name}`);
  if (at < 0) return -1;
  const after = path[at + name.length + 2];
  return after === undefined || after === '/' || after === '?' || after === '#' ? at + 1 : -1;
}

function scalar(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
