import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import { Api, Form, Input, Multipart, Portal, readUpload, Search, Stream, View } from '#platform/web';
import { invalidField } from '#platform/kernel';
import { LOGO_SHAPES, LookAssets, LookDrafts, LookEditing } from '#domain/tenants';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LookDesk, LookSearch, LookSide } from './look-desk.js';

const Changed = z.object({ changed: z.boolean() });
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

/** A label's pictures, one for each place that needs a shape of its own. */
@Portal('studio')
@Controller('look')
export class LookLogosController {
  constructor(
    private readonly editing: LookEditing,
    private readonly drafts: LookDrafts,
    private readonly desk: LookDesk,
    private readonly assets: LookAssets,
  ) {}

  @Can('read', 'Label')
  @View('look/logos', Logos)
  @Get('logos')
  async logos(@Search(LookSearch) { see }: z.infer<typeof LookSearch>) {
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
}
