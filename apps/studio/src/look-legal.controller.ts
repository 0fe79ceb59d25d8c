import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Input, Portal, Search, View } from '#platform/web';
import { LEGAL_PAGES, Locale, LookDrafts, LookEditing, TenantDirectory } from '#domain/tenants';
import { z } from 'zod';
import { LookDesk, LookSearch, LookSide, ownTexts, Texts } from './look-desk.js';

const Changed = z.object({ changed: z.boolean() });
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

/** A label's legal pages. */
@Portal('studio')
@Controller('look/legal')
export class LookLegalController {
  constructor(
    private readonly editing: LookEditing,
    private readonly drafts: LookDrafts,
    private readonly desk: LookDesk,
    private readonly directory: TenantDirectory,
  ) {}

  @Can('read', 'Label')
  @View('look/legal', Legal)
  @Get()
  async legal(@Search(LookSearch) { see }: z.infer<typeof LookSearch>) {
    const { content } = await this.drafts.open();
    const pages = LEGAL_PAGES.map((page) => ({
      page,
      mustAccept: content.legal[page]?.mustAccept ?? false,
      texts: ownTexts(this.directory.current.locales, content.legal[page]?.texts),
    }));
    return { side: await this.desk.side(see), pages };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/legal', done: '/look/legal' }, Changed)
  @Post()
  setLegal(@Input(LegalInput) { page, locale, text, mustAccept }: z.infer<typeof LegalInput>) {
    return this.editing.setLegal(page, locale, text, mustAccept);
  }
}
