import { Controller, Get, Post, Req, type Type } from '@nestjs/common';
import { Can } from '#platform/access';
import { currentActor } from '#platform/kernel';
import { exchangeOf, Form, Input, Portal, Redirect, safeNext, View } from '#platform/web';
import { type Asked, LEGAL_PAGES, nameOf } from '#domain/tenants';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PeoplePortal } from '../mailed-token.entity.js';
import { BeforeAgreement } from './agreement.guard.js';
import { Agreements } from './agreements.js';

/** Named as they were shown, `terms.3`, so that nobody agrees to what came meanwhile. */
export const Agreed = z.array(z.string().max(40)).max(10).default([]);
export const AskedPage = z.object({ page: z.enum(LEGAL_PAGES), version: z.number(), name: z.string() });

export function shownToAgree({ page, version }: Asked): z.infer<typeof AskedPage> {
  return { page, version, name: nameOf({ page, version }) };
}

const AgreementPage = z.object({ next: z.string(), asked: z.array(AskedPage) });
const Agreement = z.object({ agreed: Agreed, next: z.string().max(500).optional() });

/** Agreeing to a new version of the label's terms, on the way to where one was going. */
export function agreementController(portal: PeoplePortal): Type {
  @Portal(portal)
  @Controller('agreement')
  class AgreementController {
    constructor(private readonly agreements: Agreements) {}

    @Can('read', 'Account')
    @BeforeAgreement()
    @View('shared/agreement', AgreementPage)
    @Get()
    async show(@Req() request: FastifyRequest) {
      const { face, formState } = exchangeOf(request);
      const query = request.query as Record<string, unknown>;
      const next = safeNext(formState?.values['next'] ?? query['next']);
      const owed = await this.agreements.owed(currentActor().accountId);
      if (owed.length === 0 && face === 'page') return new Redirect(next);
      return { next, asked: owed.map(shownToAgree) };
    }

    @Can('read', 'Account')
    @BeforeAgreement()
    // Its own page leads on, now that nothing is owed.
    @Form({ page: '/agreement', done: '/agreement?next=:next' }, z.object({ next: z.string() }))
    @Post()
    async agree(@Input(Agreement) { agreed, next }: z.infer<typeof Agreement>) {
      await this.agreements.acceptOwn(agreed);
      return { next: safeNext(next) };
    }
  }
  return AgreementController;
}
