import type { ThemeDrafts } from '../drafts.js';
import type { LoadFault, Theme } from '../theme.js';
import type { Finding } from '../theme-error.js';
import { withOverrides, type TokenOverrides } from '../tokens.js';
import { contrastFaults } from './contrast-pairs.js';
import { Findings, identity } from './rule.js';
import { CHECKED, UNREADABLE } from './rules.js';
import { subjectOf } from './subject.js';

/** Where themes to check come from: a library, or folders anywhere. */
export interface CheckedThemes {
  readonly forbiddenWords: readonly string[];
  readonly drafts: () => ThemeDrafts;
}

export interface CheckOptions {
  /** What the product asks for: `pages/brand/campaigns/list`, `emails/welcome`. */
  readonly required?: readonly string[];
  /** Most bytes of one file, by its ending; of all styles together for `css`. */
  readonly budgets?: Readonly<Record<string, number>>;
}

const BUDGETS: Readonly<Record<string, number>> = {
  css: 150_000,
  js: 120_000,
  svg: 40_000,
  png: 200_000,
  jpg: 250_000,
  jpeg: 250_000,
  webp: 200_000,
  avif: 200_000,
  woff2: 200_000,
};

/**
 * What is wrong with themes as their files stand now, each fault by rule, file and line with its fix. What a parent is
 * at fault for is the parent's, and not told again.
 */
export function checkThemes(
  themes: CheckedThemes,
  names: readonly string[],
  options: CheckOptions = {},
): Map<string, Finding[]> {
  const drafts = themes.drafts();
  const done = new Map<string, ReturnType<typeof checkAlone>>();
  const alone = (name: string): ReturnType<typeof checkAlone> => {
    const found = done.get(name) ?? checkAlone(themes, drafts, name, options);
    done.set(name, found);
    return found;
  };
  return new Map(
    names.map((name) => {
      const { findings, parent } = alone(name);
      const inherited = new Set(parent === null ? [] : alone(parent).findings.map(identity));
      return [name, findings.filter((finding) => !inherited.has(identity(finding)))];
    }),
  );
}

export function checkTheme(themes: CheckedThemes, name: string, options: CheckOptions = {}): Finding[] {
  return checkThemes(themes, [name], options).get(name)!;
}

function checkAlone(
  themes: CheckedThemes,
  drafts: ThemeDrafts,
  name: string,
  options: CheckOptions,
): { findings: Finding[]; parent: string | null } {
  const findings = new Findings();
  const faults: LoadFault[] = [];
  const theme = drafts.draft(name, (fault) => faults.push(fault));
  if (!theme) {
    for (const { file, line, says } of faults)
      findings.add(UNREADABLE.id, UNREADABLE.level, file, line ?? 1, says, 'mend this first');
    return { findings: findings.list(), parent: null };
  }
  const subject = subjectOf(theme, faults, {
    forbiddenWords: themes.forbiddenWords,
    required: options.required ?? [],
    budgets: { ...BUDGETS, ...options.budgets },
  });
  for (const { id, level, check } of CHECKED)
    check(subject, (file, line, says, fix) => findings.add(id, level, file, line, says, fix));
  tellUnexplained(faults, findings);
  return { findings: findings.list(), parent: theme.chain[1]?.name ?? null };
}

/** A template that did not load has a rule that says why; should none have, it is told all the same. */
function tellUnexplained(faults: readonly LoadFault[], findings: Findings): void {
  const named = new Set(findings.list().map(({ file }) => file));
  for (const { file, line, says } of faults)
    if (file.endsWith('.hbs') && !named.has(file))
      findings.add('T101', 'error', file, line ?? 1, says.split('\n')[0]!, 'mend the template');
}

/** What a label's own tokens would break: unknown ones, values out of type, contrast, each with what would pass. */
export function checkTokens(theme: Theme, overrides: TokenOverrides): Finding[] {
  const { findings } = withOverrides(theme.tokens, overrides);
  if (findings.length > 0) return findings;
  return contrastFaults(theme, overrides).map(({ foreground, says, fix }) => ({
    rule: 'T403',
    level: 'error',
    file: foreground,
    line: 0,
    says,
    fix,
  }));
}
