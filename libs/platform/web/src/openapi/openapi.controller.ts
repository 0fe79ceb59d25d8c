import { Controller, Get, Req } from '@nestjs/common';
import { Public } from '#platform/access';
import { notFound, type PortalKind } from '#platform/kernel';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { exchangeOf } from '../exchange.js';
import { RouteCatalogue } from '../route-catalogue.js';
import { Api } from '../routes.js';
import { documentOf, type OpenApi } from './document.js';

/** Bumped when a change would break a program that keeps to the contract. */
const VERSION = '1';

/** The contract of a portal's JSON door, in the label's name. */
@Controller()
export class OpenApiController {
  private readonly documents = new Map<PortalKind, OpenApi>();

  constructor(private readonly routes: RouteCatalogue) {}

  @Public()
  @Api(z.looseObject({ openapi: z.string(), info: z.object({ title: z.string(), version: z.string() }) }))
  @Get('api/openapi.json')
  show(@Req() request: FastifyRequest) {
    const { portal, look } = exchangeOf(request);
    if (!portal || !look) throw notFound('page');
    const { openapi, ...rest } = this.documentFor(portal.kind);
    return { openapi, info: { title: look.name, version: VERSION }, ...rest };
  }

  /** Made at first use and kept: the routes of a kind of portal are the same for every label. */
  private documentFor(kind: PortalKind): OpenApi {
    let document = this.documents.get(kind);
    if (!document) {
      document = documentOf(this.routes.of(kind), kind === 'edge' ? '/' : '/api/v1');
      this.documents.set(kind, document);
    }
    return document;
  }
}
