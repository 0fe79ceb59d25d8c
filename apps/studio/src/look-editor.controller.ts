import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import { Api, Form, Input, Multipart, Portal, readUpload, Search, Stream, View } from '#platform/web';
import { invalidField } from '#platform/kernel';
import {
  LEGAL_PAGES,
  Locale,
  LOGO_SHAPES,
  LookAssets,
  LookDrafts,
  LookEditing,
  MAIL_BLOCKS,
  NAVIGATIONS,
  TenantDirectory,
  TERMS,
} from '#domain/tenants';
import type { FastifyRequest } from 'fastify';
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
const Logos = z.object({
  side: LookSide,
  logos: z.array(
    z.object({
      shape: z.enum(LOGO_SHAPES),
      asset: z.string().nullable(),
      path: z.string().nullable(),
      width: z.number(),
      height: z.number(),
    }),
  ),
});
const LogoInput = z.object({ shape: z.enum(LOGO_SHAPES), asset: z.string().max(80) });
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
const Texts = z.array(z.object({ locale: z.string(), text: z.string() }));
const MailBlocks = z.object({
  side: LookSide,
  blocks: z.array(z.object({ block: z.enum(MAIL_BLOCKS), texts: Texts })),
});
const BlockInput = z.object({
  block: z.enum(MAIL_BLOCKS),
  locale: Locale,
  text: z.string().max(4_000).optional(),
});
const Legal = z.object({
  side: LookSide,
  pages: z.array(z.object({ page: z.enum(LEGAL_PAGES), mustAccept: z.boolean(), texts: Texts })),
});
const LegalInput = z.object({
  page: z.enum(LEGAL_PAGES),
  locale: Locale,
  text: z.string().max(60_000).optional(),
  mustAccept: z.boolean().default(false),
});

/** The pages on which a look is edited. Each form changes the draft at once; nothing is seen by anybody until it is published. */
@Portal('studio')
@Controller('look')
export class LookEditorController {
  constructor(
    private readonly editing: LookEditing,
    private readonly drafts: LookDrafts,
    private readonly desk: LookDesk,
    private readonly assets: LookAssets,
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
  @View('look/logos', Logos)
  @Get('logos')
  async logos(@Search(LookSearch) { see }: Seen) {
    const { content } = await this.drafts.open();
    const logos = LOGO_SHAPES.map((shape) => {
      const logo = content.logos[shape];
      return {
        shape,
        asset: logo?.asset ?? null,
        path: logo ? `/assets/own-${logo.asset}` : null,
        width: logo?.width ?? 0,
        height: logo?.height ?? 0,
      };
    });
    return { side: await this.desk.side(see), logos };
  }

  /** Takes a picture for one place; it is shown there once it is set. */
  @Can('update', 'Label')
  @Stream()
  @Multipart()
  @Api(z.object({ id: z.string(), name: z.string(), width: z.number(), height: z.number() }))
  @Post('assets')
  async receive(@Req() request: FastifyRequest) {
    const { stream, purpose, filename } = await readUpload(request);
    const asked = (request.query as Record<string, unknown>)['shape'];
    const shape = LOGO_SHAPES.find((known) => known === (purpose || asked));
    if (!shape) throw invalidField('purpose', 'not_an_option', { options: LOGO_SHAPES.join(', ') });
    const { asset, width, height } = await this.assets.receive(stream, shape);
    return { id: asset, name: filename.slice(0, 120), width, height };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/logos', done: '/look/logos' }, Changed)
  @Post('logos')
  setLogo(@Input(LogoInput) { shape, asset }: z.infer<typeof LogoInput>) {
    return this.editing.setLogo(shape, asset);
  }

  @Can('update', 'Label')
  @Form({ page: '/look/logos', done: '/look/logos' }, Changed)
  @Post('logos/remove')
  removeLogo(@Input(LogoInput.pick({ shape: true })) { shape }: Pick<z.infer<typeof LogoInput>, 'shape'>) {
    return this.editing.removeLogo(shape);
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

  @Can('read', 'Label')
  @View('look/mail', MailBlocks)
  @Get('mail')
  async mail(@Search(LookSearch) { see }: Seen) {
    const { content } = await this.drafts.open();
    const blocks = MAIL_BLOCKS.map((block) => ({ block, texts: this.texts(content.mail[block]) }));
    return { side: await this.desk.side(see), blocks };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/mail', done: '/look/mail' }, Changed)
  @Post('mail')
  setBlock(@Input(BlockInput) { block, locale, text }: z.infer<typeof BlockInput>) {
    return this.editing.setBlock(block, locale, text);
  }

  @Can('read', 'Label')
  @View('look/legal', Legal)
  @Get('legal')
  async legal(@Search(LookSearch) { see }: Seen) {
    const { content } = await this.drafts.open();
    const pages = LEGAL_PAGES.map((page) => ({
      page,
      mustAccept: content.legal[page]?.mustAccept ?? false,
      texts: this.texts(content.legal[page]?.texts),
    }));
    return { side: await this.desk.side(see), pages };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/legal', done: '/look/legal' }, Changed)
  @Post('legal')
  setLegal(@Input(LegalInput) { page, locale, text, mustAccept }: z.infer<typeof LegalInput>) {
    return this.editing.setLegal(page, locale, text, mustAccept);
  }

  private texts(own: Readonly<Record<string, string>> = {}): { locale: string; text: string }[] {
    return this.directory.current.locales.map((locale) => ({ locale, text: own[locale] ?? '' }));
  }
}
