import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Input, Portal, Search, View } from '#platform/web';
import { invalidField } from '#platform/kernel';
import { Locale, LookDrafts, LookEditing, NAVIGATIONS, TenantDirectory, TERMS } from '#domain/tenants';
import { z } from 'zod';
import { LookDesk, LookSearch, LookSide } from './look-desk.js';
import { NAVIGATION_KEYS } from './look-navigation.js';

const Changed = z.object({ changed: z.boolean() });
type Seen = z.infer<typeof LookSearch>;

const Tokens = z.object({
  side: LookSide,
  theme: z.string(),
  themes: z.array(z.string()),
  tokens: z.array(
    z.object({
      path: z.string(),
      group: z.enum(['colour', 'type', 'shape']),
      description: z.string().nullable(),
      light: z.string(),
      dark: z.string(),
      own: z.boolean(),
      /** Where its light and its dark value stand in the form. */
      index: z.number(),
      darkIndex: z.number(),
    }),
  ),
});
const TokensInput = z.object({
  tokens: z
    .array(
      z.object({
        path: z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/),
        value: z.string().trim().max(120).optional(),
      }),
    )
    .min(1)
    .max(300),
});
const Words = z.object({
  side: LookSide,
  locales: z.array(
    z.object({
      locale: z.string(),
      terms: z.array(z.object({ term: z.string(), word: z.string().nullable(), shown: z.string() })),
    }),
  ),
});
const WordsInput = z.object({
  words: z
    .array(z.object({ locale: Locale, term: z.enum(TERMS), word: z.string().trim().max(60).optional() }))
    .min(1)
    .max(200),
});
const Navigation = z.object({
  side: LookSide,
  locale: z.string(),
  portals: z.array(
    z.object({
      portal: z.enum(NAVIGATIONS),
      entries: z.array(
        z.object({ key: z.string(), text: z.string(), name: z.string().nullable(), hidden: z.boolean() }),
      ),
    }),
  ),
});
const NavigationInput = z.object({
  portal: z.enum(NAVIGATIONS),
  locale: Locale,
  entries: z
    .array(
      z.object({
        key: z.string().regex(/^[a-z-]{1,40}$/),
        name: z.string().trim().max(40).optional(),
        hidden: z.boolean().default(false),
        position: z.number().int().min(0).max(99).optional(),
      }),
    )
    .max(30),
});
/** Colours, type, words and navigation of a look. Each form changes the draft at once; nothing is seen by anybody until it is published. */
@Portal('studio')
@Controller('look')
export class LookEditorController {
  constructor(
    private readonly editing: LookEditing,
    private readonly drafts: LookDrafts,
    private readonly desk: LookDesk,
    private readonly directory: TenantDirectory,
  ) {}

  @Can('read', 'Label')
  @View('look/tokens', Tokens)
  @Get('tokens')
  async tokens(@Search(LookSearch) { see }: Seen) {
    const { content } = await this.drafts.open();
    const editable = await this.editing.tokens();
    const tokens = editable.map((token, index) => ({ ...token, index, darkIndex: index + editable.length }));
    return {
      side: await this.desk.side(see),
      theme: content.theme,
      themes: this.editing.themesOffered(),
      tokens,
    };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/tokens', done: '/look/tokens' }, Changed)
  @Post('tokens')
  setTokens(@Input(TokensInput) { tokens }: z.infer<typeof TokensInput>) {
    return this.editing.setTokens(tokens);
  }

  @Can('update', 'Label')
  @Form({ page: '/look/tokens', done: '/look/tokens' }, Changed)
  @Post('theme')
  setTheme(@Input(z.object({ theme: z.string().max(60) })) { theme }: { theme: string }) {
    return this.editing.setTheme(theme);
  }

  @Can('read', 'Label')
  @View('look/words', Words)
  @Get('words')
  async words(@Search(LookSearch) { see }: Seen) {
    const { content } = await this.drafts.open();
    const look = this.editing.lookOf(content);
    const locales = this.directory.current.locales.map((locale) => {
      const language = locale.split('-', 1)[0] ?? locale;
      const own = { ...content.words[language], ...content.words[locale] };
      return {
        locale,
        terms: TERMS.map((term) => ({
          term,
          word: own[term] ?? null,
          shown: look.in(locale).text(`words.${term}`),
        })),
      };
    });
    return { side: await this.desk.side(see), locales };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/words', done: '/look/words' }, Changed)
  @Post('words')
  setWords(@Input(WordsInput) { words }: z.infer<typeof WordsInput>) {
    return this.editing.setWords(words);
  }

  @Can('read', 'Label')
  @View('look/navigation', Navigation)
  @Get('navigation')
  async navigation(@Search(LookSearch) { see }: Seen) {
    const { content } = await this.drafts.open();
    const look = this.editing.lookOf(content);
    const locale = look.locale;
    const portals = NAVIGATIONS.map((portal) => {
      const listed = content.navigation[portal] ?? [];
      const known = NAVIGATION_KEYS[portal];
      const order = [
        ...listed.map(({ key }) => key).filter((key) => key in known),
        ...Object.keys(known).filter((key) => !listed.some((entry) => entry.key === key)),
      ];
      const entries = order.map((key) => {
        const own = listed.find((entry) => entry.key === key);
        return {
          key,
          text: look.text(known[key] ?? key),
          name: own?.names[locale] ?? null,
          hidden: own?.hidden ?? false,
        };
      });
      return { portal, entries };
    });
    return { side: await this.desk.side(see), locale, portals };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/navigation', done: '/look/navigation' }, Changed)
  @Post('navigation')
  async setNavigation(@Input(NavigationInput) input: z.infer<typeof NavigationInput>) {
    const { portal, locale, entries } = input;
    const { content } = await this.drafts.open();
    const former = new Map((content.navigation[portal] ?? []).map((entry) => [entry.key, entry.names]));
    const ordered = [...entries].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    for (const { key } of ordered)
      if (!(key in NAVIGATION_KEYS[portal])) throw invalidField('entries', 'not_an_option', { options: key });
    return this.editing.setNavigation(
      portal,
      ordered.map(({ key, name, hidden }) => {
        const { [locale]: _former, ...others } = former.get(key) ?? {};
        // Home is where everybody begins.
        return {
          key,
          names: name ? { ...others, [locale]: name } : others,
          hidden: hidden && key !== 'home',
        };
      }),
    );
  }
}
