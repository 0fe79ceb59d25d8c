import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { invalidField } from '#platform/kernel';
import { Form, Input, Portal, Search, View } from '#platform/web';
import { AuditNames } from '#domain/identity';
import {
  type Acceptance,
  LEGAL_PAGES,
  LegalPages,
  type LegalVersion,
  Locale,
  LookDrafts,
  LookEditing,
  TenantDirectory,
} from '#domain/tenants';
import { z } from 'zod';
import { LookDesk, LookSearch, LookSide, ownTexts, Texts } from './look-desk.js';

const Version = z.object({
  version: z.number(),
  mustAccept: z.boolean(),
  publishedAt: z.string(),
  /** So many people agreed to it. */
  agreed: z.number(),
});
const Legal = z.object({
  side: LookSide,
  pages: z.array(
    z.object({
      page: z.enum(LEGAL_PAGES),
      mustAccept: z.boolean(),
      texts: Texts,
      versions: z.array(Version),
    }),
  ),
});
const LegalInput = z.object({
  page: z.enum(LEGAL_PAGES),
  locale: Locale,
  text: z.string().max(60_000).optional(),
  mustAccept: z.boolean().default(false),
});
const Agreements = z.object({
  page: z.enum(LEGAL_PAGES).nullable(),
  pages: z.array(z.enum(LEGAL_PAGES)),
  data: z.array(
    z.object({
      accountId: z.uuid(),
      /** Null for somebody who is no longer there. */
      name: z.string().nullable(),
      page: z.enum(LEGAL_PAGES),
      version: z.number(),
      host: z.string(),
      at: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
const AgreementSearch = z.object({
  page: z.enum(LEGAL_PAGES).optional(),
  cursor: z.string().max(120).optional(),
});

/** A label's legal pages: their texts, the versions they had, and who agreed to which. */
@Portal('studio')
@Controller('look/legal')
export class LookLegalController {
  constructor(
    private readonly editing: LookEditing,
    private readonly drafts: LookDrafts,
    private readonly desk: LookDesk,
    private readonly directory: TenantDirectory,
    private readonly pages: LegalPages,
    private readonly names: AuditNames,
  ) {}

  @Can('read', 'Label')
  @View('look/legal', Legal)
  @Get()
  async legal(@Search(LookSearch) { see }: z.infer<typeof LookSearch>) {
    const { content } = await this.drafts.open();
    const versions = await this.pages.versions(null);
    const pages = LEGAL_PAGES.map((page) => ({
      page,
      mustAccept: content.legal[page]?.mustAccept ?? false,
      texts: ownTexts(this.directory.current.locales, content.legal[page]?.texts),
      versions: versions.filter((version) => version.page === page).map(row),
    }));
    return { side: await this.desk.side(see), pages };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/legal', done: '/look/legal' }, z.object({ changed: z.boolean() }))
  @Post()
  setLegal(@Input(LegalInput) { page, locale, text, mustAccept }: z.infer<typeof LegalInput>) {
    return this.editing.setLegal(page, locale, text, mustAccept);
  }

  /** The newest first. */
  @Can('read', 'Label')
  @View('look/agreements', Agreements)
  @Get('agreements')
  async agreements(@Search(AgreementSearch) { page, cursor }: z.infer<typeof AgreementSearch>) {
    const { data, more } = await this.pages.acceptances(page ?? null, cursor ? before(cursor) : null);
    const names = await this.names.of(data.map(({ accountId }) => accountId));
    const last = data.at(-1);
    return {
      page: page ?? null,
      pages: [...LEGAL_PAGES],
      data: data.map(({ acceptedAt, ...one }) => ({
        ...one,
        name: names.get(one.accountId) ?? null,
        at: acceptedAt.toISOString(),
      })),
      next: more && last ? cursorOf(last) : null,
    };
  }
}

function row({ version, mustAccept, publishedAt, agreed }: LegalVersion): z.infer<typeof Version> {
  return { version, mustAccept, publishedAt: publishedAt.toISOString(), agreed };
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid(), z.enum(LEGAL_PAGES)]);

function cursorOf({ acceptedAt, accountId, page }: Acceptance): string {
  return [acceptedAt.toISOString(), accountId, page].join('_');
}

function before(cursor: string): Acceptance {
  const parsed = Cursor.safeParse(cursor.split('_'));
  if (!parsed.success) throw invalidField('cursor', 'invalid');
  const [at, accountId, page] = parsed.data;
  return { acceptedAt: new Date(at), accountId, page, version: 0, host: '' };
}
