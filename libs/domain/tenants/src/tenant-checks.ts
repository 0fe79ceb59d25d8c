import type { FieldError } from '#platform/kernel';
import { checkTokens, contrastFaults, type ThemeLibrary } from '#platform/themes';
import { sameJson } from './releases/look-content.js';
import { type KnownLabel, readConfig } from './tenant-plan.js';
import type { TenantSpec } from './tenants-file.js';

type Tokens = TenantSpec['tokens'];

/**
 * What this installation cannot show of the labels of a file: themes it lacks, tokens they lack, unreadable colours. Tokens
 * that a label has already were found right when they came: ten thousand labels are not judged anew at each start.
 */
export function lookFaults(
  themes: ThemeLibrary,
  specs: readonly TenantSpec[],
  stored: ReadonlyMap<string, KnownLabel>,
): FieldError[] {
  const names = themes.names();
  const known = new Map<string, readonly Omit<FieldError, 'params'>[]>();
  return specs.flatMap(({ key, theme, tokens }, index) => {
    if (!names.includes(theme))
      return [
        {
          path: `/tenants/${index}/theme`,
          code: 'unknown_theme',
          message: `no such theme; there are ${names.join(', ')}`,
        },
      ];
    const before = readConfig(stored.get(key)?.file_config ?? '{}');
    if (before['theme'] === theme && sameJson(before['tokens'], tokens)) return [];
    // Many labels have the same tokens: mostly none.
    const name = `${theme} ${JSON.stringify(tokens)}`;
    const found = known.get(name) ?? tokenFaults(themes, theme, tokens);
    known.set(name, found);
    return found.map((fault) => ({ ...fault, path: `/tenants/${index}/tokens${fault.path}` }));
  });
}

/** With paths from the tokens on. What a theme ships with is its author's, and told by its own check. */
function tokenFaults(themes: ThemeLibrary, name: string, tokens: Tokens): FieldError[] {
  if (Object.keys(tokens).length === 0) return [];
  const theme = themes.theme(name);
  const unusable = checkTokens(theme, tokens).filter(({ rule }) => rule !== 'T403');
  if (unusable.length > 0)
    return unusable.map(({ file, says, fix }) => ({
      path: pointerTo(tokens, file),
      code: 'bad_token',
      message: `${says}; ${fix}`,
    }));
  const shipped = new Set(contrastFaults(theme, {}).map(({ index, scheme }) => `${index} ${scheme}`));
  return contrastFaults(theme, tokens)
    .filter(({ index, scheme }) => !shipped.has(`${index} ${scheme}`))
    .map(({ foreground, background, scheme, says, fix }) => ({
      path: pointerTo(tokens, `${scheme}.${foreground}`, foreground, `${scheme}.${background}`, background),
      code: 'contrast',
      message: `${says}; ${fix}`,
    }));
}

/** The first of these tokens that the file sets; the colour at fault may follow from another one. */
function pointerTo(tokens: Tokens, ...candidates: readonly string[]): string {
  const own = candidates.find((path) => path in tokens);
  return own === undefined ? '' : `/${own.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}
