import { z } from 'zod';
import { checkTokens, checkUntrusted, contrastFaults, type ThemeLibrary } from '#platform/themes';
import { LEGAL_PAGES, type LookContent, MAIL_BLOCKS } from './look-content.js';

/** One thing wrong with a look, or worth knowing before it is published. Errors keep it from being published. */
export const LookFinding = z.object({
  /** Its sentence is `look.findings.<code>`. */
  code: z.enum([
    'theme_unknown',
    'theme_failed',
    'token_unknown',
    'contrast',
    'block_forbidden',
    'legal_empty',
    'navigation_empty',
  ]),
  level: z.enum(['error', 'warning']),
  part: z.enum(['theme', 'tokens', 'words', 'navigation', 'logos', 'mail', 'legal']),
  name: z.string(),
  says: z.string(),
  fix: z.string(),
  /** What one click would take: the token and the nearest colour that passes. */
  offer: z.object({ token: z.string(), value: z.string() }).nullable(),
  /** For the sentence: both colours, what they reach and what they owe. */
  contrast: z
    .object({
      scheme: z.enum(['light', 'dark']),
      background: z.string(),
      front: z.string(),
      back: z.string(),
      found: z.number(),
      owed: z.number(),
    })
    .nullable(),
});
export type LookFinding = z.infer<typeof LookFinding>;

type Plain = Omit<LookFinding, 'offer' | 'contrast'>;
const plainly = (found: Plain): LookFinding => ({ ...found, offer: null, contrast: null });

/** Everything wrong with a look, before anybody sees it. The sandbox reads what staff typed in a thread of its own. */
export async function judgeLook(
  themes: ThemeLibrary,
  content: LookContent,
  owner: string,
): Promise<LookFinding[]> {
  return [
    ...judgeTheme(themes, content),
    ...(await judgeBlocks(content, owner)),
    ...judgeLegal(content),
    ...judgeNavigation(content),
  ];
}

function judgeTheme(themes: ThemeLibrary, { theme: name, tokens }: LookContent): LookFinding[] {
  if (!themes.names().includes(name))
    return [
      plainly({
        code: 'theme_unknown',
        level: 'error',
        part: 'theme',
        name,
        says: `there is no theme ${name}`,
        fix: 'choose one that this installation has',
      }),
    ];
  const theme = themes.theme(name);
  const broken = themes.failures().get(name);
  const failed = broken
    ? [
        plainly({
          code: 'theme_failed',
          level: 'warning',
          part: 'theme',
          name,
          says: `the files of ${name} do not load; its last good version is shown`,
          fix: broken.message.slice(0, 300),
        }),
      ]
    : [];
  const unusable = checkTokens(theme, tokens).filter(({ rule }) => rule !== 'T403');
  if (unusable.length > 0)
    return [
      ...failed,
      ...unusable.map(({ file, says, fix }) =>
        plainly({ code: 'token_unknown', level: 'error', part: 'tokens', name: file, says, fix }),
      ),
    ];
  // What a theme ships with is its author's, and told by its own check.
  const shipped = new Set(contrastFaults(theme, {}).map((fault) => `${fault.index} ${fault.scheme}`));
  return [
    ...failed,
    ...contrastFaults(theme, tokens)
      .filter(({ index, scheme }) => !shipped.has(`${index} ${scheme}`))
      .map((fault): LookFinding => {
        const { foreground, background, scheme, says, fix, measured } = fault;
        return {
          code: 'contrast',
          level: 'error',
          part: 'tokens',
          name: foreground,
          says,
          fix,
          offer: measured && { token: tokenToChange(tokens, foreground, scheme), value: measured.nearest },
          contrast: measured && {
            scheme,
            background,
            front: measured.front,
            back: measured.back,
            found: Math.floor(measured.found * 100) / 100,
            owed: measured.owed,
          },
        };
      }),
  ];
}

/** The nearest colour is offered for the foreground, in the scheme in which it fails. */
function tokenToChange(tokens: LookContent['tokens'], foreground: string, scheme: 'light' | 'dark'): string {
  if (scheme === 'dark') return `dark.${foreground}`;
  return `light.${foreground}` in tokens ? `light.${foreground}` : foreground;
}

async function judgeBlocks({ mail }: LookContent, owner: string): Promise<LookFinding[]> {
  const found: LookFinding[] = [];
  for (const block of MAIL_BLOCKS)
    for (const [locale, source] of Object.entries(mail[block] ?? {}))
      for (const { says, fix, line } of await checkUntrusted(source, owner))
        found.push(
          plainly({
            code: 'block_forbidden',
            level: 'error',
            part: 'mail',
            name: `${block}.${locale}`,
            says: `line ${line}: ${says}`,
            fix,
          }),
        );
  return found;
}

function judgeLegal({ legal }: LookContent): LookFinding[] {
  return LEGAL_PAGES.flatMap((page) => {
    const known = legal[page];
    if (!known || Object.values(known.texts).some((text) => text.trim() !== '')) return [];
    return [
      plainly({
        code: 'legal_empty',
        level: 'error',
        part: 'legal',
        name: page,
        says: `${page} has no text in any language`,
        fix: 'write it or remove the page',
      }),
    ];
  });
}

function judgeNavigation({ navigation }: LookContent): LookFinding[] {
  return Object.entries(navigation).flatMap(([portal, entries]) =>
    entries.length > 0 && entries.every(({ hidden }) => hidden)
      ? [
          plainly({
            code: 'navigation_empty',
            level: 'warning',
            part: 'navigation',
            name: portal,
            says: `every entry of ${portal} is hidden`,
            fix: 'show at least one',
          }),
        ]
      : [],
  );
}
