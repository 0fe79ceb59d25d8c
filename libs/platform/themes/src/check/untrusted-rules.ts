/** Rules of what people type in the studio; a number is never given to another rule. */
export const UNTRUSTED_RULES = {
  U01: 'The template does not parse, or is too long.',
  U02: 'Something that only themes may use: partials, computed values, decorators.',
  U03: 'A path that leads out of the data.',
  U04: 'A helper that is not available here.',
  U05: 'Raw output.',
  U06: 'Loops nested more than two deep.',
  U07: 'Too much to read: blocks by the hundred or a dozen deep.',
} as const;
