import { Injectable } from '@nestjs/common';
import { invalidField } from '#platform/kernel';
import { type Look, ThemeLibrary } from '#platform/themes';
import { TenantDirectory } from '../tenant-directory.js';
import { LookAssets } from './look-assets.service.js';
import { compileSafely, lookInput } from './look-compile.js';
import type {
  LegalPage,
  LogoShape,
  LookContent,
  MailBlock,
  NavigationEntry,
  NavigationPortal,
} from './look-content.js';
import { LookDrafts } from './look-drafts.service.js';
import { offeredThemes } from './offered-themes.js';

/** The label's words that its staff may choose, each with its plural. */
export const TERMS = ['influencer', 'influencers', 'brand', 'brands'] as const;

export interface EditableToken {
  readonly path: string;
  readonly group: 'colour' | 'type' | 'shape';
  readonly description: string | null;
  readonly light: string;
  readonly dark: string;
  /** Whether the label's own, in either scheme. */
  readonly own: boolean;
}

const SHAPE = /^(?:radius|face\.radius|density\.|rule\.width|nav\.width|logo\.height|measure\.)/;
const TYPE = /^(?:font\.|heading\.|caption\.|button\.)/;

/** What the studio's pages show of the draft, and what each of their forms changes in it. */
@Injectable()
export class LookEditing {
  constructor(
    private readonly drafts: LookDrafts,
    private readonly themes: ThemeLibrary,
    private readonly directory: TenantDirectory,
    private readonly assets: LookAssets,
  ) {}

  async tokens(): Promise<EditableToken[]> {
    const { content } = await this.drafts.open();
    const theme = this.themes.theme(content.theme);
    const look = this.lookOf(content);
    const described = new Map(
      [...theme.tokens.values()].map(({ path, type }) => [path, { type: type ?? 'string' }] as const),
    );
    return [...described].flatMap(([path, { type }]): EditableToken[] => {
      const group =
        type === 'color' ? 'colour' : TYPE.test(path) ? 'type' : SHAPE.test(path) ? 'shape' : null;
      const [light, dark] = [look.token(path, 'light'), look.token(path, 'dark')];
      if (group === null || light === null || dark === null) return [];
      const own = [path, `light.${path}`, `dark.${path}`].some((key) => key in content.tokens);
      return [{ path, group, description: null, light, dark, own }];
    });
  }

  /** What says the same as now changes nothing; what says the same as the theme is the label's own no longer. */
  setTokens(given: readonly { path: string; value?: string | undefined }[]) {
    const touched = given.length === 1 ? `tokens ${given[0]?.path ?? ''}` : 'tokens';
    return this.drafts.change(touched, (content) => {
      const now = this.lookOf(content);
      const plain = this.lookOf({ ...content, tokens: {} });
      const tokens = { ...content.tokens };
      for (const { path, value } of given) {
        const [, scheme = 'light', name = path] = /^(?:(light|dark)\.)?(.+)$/.exec(path) ?? [];
        const side = scheme === 'dark' ? 'dark' : 'light';
        if (plain.token(name, side) === null) throw invalidField('tokens', 'look_token_unknown', { path });
        if (value === now.token(name, side)) continue;
        const { [path]: _former, ...others } = tokens;
        for (const key of Object.keys(tokens)) if (!(key in others)) Reflect.deleteProperty(tokens, key);
        if (value !== undefined && value !== plain.token(name, side)) tokens[path] = value;
      }
      return { ...content, tokens };
    });
  }

  /** What may be chosen instead of the present theme, which comes first. */
  themesOffered(): string[] {
    return offeredThemes(this.themes, this.directory.current.theme);
  }

  setTheme(theme: string) {
    if (!this.themesOffered().includes(theme))
      throw invalidField('theme', 'not_an_option', { options: theme });
    return this.drafts.change('theme', (content) => ({ ...content, theme }));
  }

  setWords(given: readonly { locale: string; term: string; word?: string | undefined }[]) {
    return this.drafts.change('words', (content) => {
      const words = structuredClone(content.words);
      for (const { locale, term, word } of given) {
        const { [term]: _former, ...rest } = words[locale] ?? {};
        words[locale] = word === undefined ? rest : { ...rest, [term]: word };
        if (Object.keys(words[locale]).length === 0) Reflect.deleteProperty(words, locale);
      }
      return { ...content, words };
    });
  }

  async setLogo(shape: LogoShape, asset: string) {
    const [found] = await this.assets.of([asset]);
    if (!found) throw invalidField('asset', 'not_an_option', { options: '' });
    const { width, height } = found;
    return this.drafts.change(`logo ${shape}`, (content) => ({
      ...content,
      logos: { ...content.logos, [shape]: { asset, width, height } },
    }));
  }

  removeLogo(shape: LogoShape) {
    return this.drafts.change(`logo ${shape}`, (content) => {
      const { [shape]: _former, ...logos } = content.logos;
      return { ...content, logos };
    });
  }

  setNavigation(portal: NavigationPortal, entries: readonly NavigationEntry[]) {
    return this.drafts.change(`navigation ${portal}`, (content) => ({
      ...content,
      navigation: { ...content.navigation, [portal]: [...entries] },
    }));
  }

  setBlock(block: MailBlock, locale: string, source: string | undefined) {
    return this.drafts.change(`mail ${block} ${locale}`, (content) => {
      const { [locale]: _former, ...rest } = content.mail[block] ?? {};
      const texts = source === undefined ? rest : { ...rest, [locale]: source };
      const { [block]: _old, ...blocks } = content.mail;
      return { ...content, mail: Object.keys(texts).length > 0 ? { ...blocks, [block]: texts } : blocks };
    });
  }

  setLegal(page: LegalPage, locale: string, text: string | undefined, mustAccept: boolean) {
    return this.drafts.change(`legal ${page} ${locale}`, (content) => {
      const { [locale]: _former, ...rest } = content.legal[page]?.texts ?? {};
      const texts = text === undefined ? rest : { ...rest, [locale]: text };
      const { [page]: _old, ...pages } = content.legal;
      const legal = Object.keys(texts).length > 0 ? { ...pages, [page]: { mustAccept, texts } } : pages;
      return { ...content, legal };
    });
  }

  /** The look of a content as the label's own, for what its pages show of it. */
  lookOf(content: LookContent): Look {
    return compileSafely(this.themes, lookInput(this.directory.current, { ...content, legal: {} }));
  }
}
