import type { Finding } from '../theme-error.js';

/** Every rule of `themes check`; a number is never given to another rule. */
export const RULES = {
  T01: 'The template does not parse or compile.',
  T02: 'A helper is used that does not exist.',
  T03: 'A partial is unknown, computed, or includes itself.',
  T04: 'A token is used or overridden that no theme of the family declares.',
  T05: 'Raw output: a value is printed without escaping.',
  T06: 'A mustache inside <script> or <style>.',
  T07: 'A mustache inside an event attribute (on…).',
  T08: 'A mustache in an unquoted attribute, or in place of an attribute.',
  T09: 'A mustache in a URL attribute that is not the url or asset helper.',
  T10: 'A text is missing in a locale.',
  T11: 'A text is no valid message, or lacks a plural form of its language.',
  T12: 'Two colours that are declared to stand on one another are too close.',
  T13: 'A word of the engine.',
  T14: 'A foreign host.',
  T15: 'An image without alternative text, or without its size.',
  T16: 'An asset or icon that the theme has not.',
  T17: 'An asset over its budget.',
  T18: 'A setting that is unknown, or declared and not used.',
  T19: 'A page or mail that the product needs is missing.',
  T20: 'A token whose value does not fit its type.',
  T21: 'A layout that the theme has not.',
} as const;

/** Rules of what people type in the studio. */
export const UNTRUSTED_RULES = {
  U01: 'The template does not parse, or is too long.',
  U02: 'Something that only themes may use: partials, computed values, decorators.',
  U03: 'A path that leads out of the data.',
  U04: 'A helper that is not available here.',
  U05: 'Raw output.',
  U06: 'Loops nested more than two deep.',
} as const;

export type Rule = keyof typeof RULES;
export type UntrustedRule = keyof typeof UNTRUSTED_RULES;

/** Collects findings; the same fault at the same place counts once. */
export class Findings {
  private readonly found = new Map<string, Finding>();

  add(
    rule: Rule | UntrustedRule,
    file: string,
    line: number,
    says: string,
    mend: string,
    level: Finding['level'] = 'error',
  ): void {
    this.found.set(`${rule} ${file}:${line} ${says}`, { rule, level, file, line, says, mend });
  }

  list(): Finding[] {
    return [...this.found.values()].sort((a, b) =>
      a.file === b.file ? a.line - b.line || (a.rule < b.rule ? -1 : 1) : a.file < b.file ? -1 : 1,
    );
  }
}
