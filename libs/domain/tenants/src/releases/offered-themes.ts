import type { ThemeLibrary } from '#platform/themes';

/**
 * The themes that a label's staff may choose: the one that it wears and those that this one stands on. The others of the
 * installation are other labels' own, and their very names would tell of them.
 */
export function offeredThemes(themes: ThemeLibrary, worn: string): string[] {
  return themes.names().includes(worn) ? themes.theme(worn).chain.map(({ name }) => name) : ['base'];
}
