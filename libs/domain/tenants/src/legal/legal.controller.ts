import { Controller, Get, Req, type Type } from '@nestjs/common';
import { Public } from '#platform/access';
import { notFound, type PortalKind } from '#platform/kernel';
import { exchangeOf, Portal, Search, View } from '#platform/web';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LEGAL_PAGES, type LegalPage } from '../releases/look-content.js';
import type { PreviewFacts } from '../releases/look-compile.js';
import { LegalPages } from './legal-pages.service.js';

const Page = z.object({
  page: z.enum(LEGAL_PAGES),
  text: z.string(),
  /** 0 where it was never published from the studio. */
  version: z.number(),
  publishedAt: z.string().nullable(),
  /** Whether this is the version in force. */
  inForce: z.boolean(),
  versions: z.array(z.object({ version: z.number(), publishedAt: z.string() })),
});
const Which = z.object({ version: z.number().int().positive().max(1e6).optional() });

/** The label's legal pages, open to everybody who reaches one of its hosts, each with its earlier versions. */
export function legalController(portal: PortalKind): Type {
  @Portal(portal)
  @Controller('legal')
  class LegalController {
    constructor(private readonly pages: LegalPages) {}

    @Public()
    @View('shared/legal', Page)
    @Get('terms')
    terms(@Search(Which) which: z.infer<typeof Which>, @Req() request: FastifyRequest) {
      return this.show('terms', which, request);
    }

    @Public()
    @View('shared/legal', Page)
    @Get('privacy')
    privacy(@Search(Which) which: z.infer<typeof Which>, @Req() request: FastifyRequest) {
      return this.show('privacy', which, request);
    }

    @Public()
    @View('shared/legal', Page)
    @Get('imprint')
    imprint(@Search(Which) which: z.infer<typeof Which>, @Req() request: FastifyRequest) {
      return this.show('imprint', which, request);
    }

    private async show(page: LegalPage, { version }: z.infer<typeof Which>, request: FastifyRequest) {
      const { look } = exchangeOf(request);
      if (!look) throw notFound('page');
      const preview = look.facts['preview'] as PreviewFacts | undefined;
      const view = preview
        ? await this.pages.preview(page, look.locale, preview.number)
        : await this.pages.read(page, look.locale, version);
      const versions = await this.pages.versions(page);
      return {
        ...view,
        publishedAt: view.publishedAt?.toISOString() ?? null,
        inForce: version === undefined || version === this.pages.inForce(page),
        versions: versions.map((one) => ({
          version: one.version,
          publishedAt: one.publishedAt.toISOString(),
        })),
      };
    }
  }
  return LegalController;
}
