/** One thing wrong with a theme or with what a label overrides in it, and what would mend it. */
export interface Finding {
  /** Numbered and stable, `T101` and up: `RULES` says what each is. */
  readonly rule: string;
  readonly level: 'error' | 'warning';
  /** Path inside the theme's folder, or the path of a token. */
  readonly file: string;
  readonly line: number;
  readonly says: string;
  readonly fix: string;
}

/** A theme, or a label's overrides, cannot be used; `findings` name each fault with its fix. */
export class ThemeError extends Error {
  constructor(
    message: string,
    readonly findings: readonly Finding[] = [],
    /** The file at fault, and its line. */
    readonly where: { readonly file: string; readonly line: number } | null = null,
  ) {
    super(
      findings.length > 0
        ? `${message}: ${findings.map((f) => `${f.file}:${f.line} ${f.says}`).join('; ')}`
        : message,
    );
    this.name = 'ThemeError';
  }
}
