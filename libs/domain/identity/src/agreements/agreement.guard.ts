import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC } from '#platform/access';
import { currentActor, forbidden } from '#platform/kernel';
import { exchangeOf, secretOf } from '#platform/web';
import type { FastifyRequest } from 'fastify';
import { Agreements } from './agreements.js';

const BEFORE_AGREEMENT = 'agreement:before';

/** Leaves a route open to somebody who has yet to agree. What is open to everybody is open to them too. */
export const BeforeAgreement = () => SetMetadata(BEFORE_AGREEMENT, true);

/**
 * Whoever has yet to agree to the label's terms does that first, on either door; until then only what is public (reading
 * the legal pages, signing out) answers. Staff who act for somebody are not asked in their place.
 */
@Injectable()
export class AgreementGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly agreements: Agreements,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    if (this.reflector.getAllAndOverride<boolean | undefined>(BEFORE_AGREEMENT, targets)) return true;
    const { accountId, by } = currentActor();
    if (accountId === null || by) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const secret = secretOf(request, exchangeOf(request).face)?.secret;
    if (secret === undefined || (await this.agreements.cleared(accountId, secret))) return true;
    throw forbidden('agreement_required');
  }
}
