/** Markup that is already safe: only helpers make it, and it is printed as it stands. */
export class Html {
  constructor(readonly html: string) {}

  toString(): string {
    return this.html;
  }
}

const SPECIAL = /[&<>"'`=]/;
const SPECIALS = /[&<>"'`=]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** Escapes as Handlebars does, byte for byte, but prints no object: its `toString` would be called. */
export function escapeHtml(value: unknown): string {
  if (typeof value === 'string') {
    return SPECIAL.test(value) ? value.replace(SPECIALS, (found) => ENTITIES[found]!) : value;
  }
  if (typeof value === 'number') return String(value);
  if (value == null) return '';
  if (value instanceof Html) return value.html;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value instanceof Date ? value.toISOString() : '';
}
