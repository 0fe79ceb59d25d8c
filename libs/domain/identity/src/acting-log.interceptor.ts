import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { PUBLIC } from '#platform/access';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { currentActor } from '#platform/kernel';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';

/**
 * Whatever staff change while they act for somebody is written down in its transaction, under both names. What is open to
 * all (leaving, signing out) changes nothing of the person's.
 */
@Injectable()
export class ActingLog implements NestInterceptor {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { by } = currentActor();
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!by || reads || Reflect.hasMetadata(PUBLIC, context.getHandler())) return next.handle();
    return from(this.logged(by.actingId, request, next));
  }

  private async logged(actingId: string, request: FastifyRequest, next: CallHandler): Promise<unknown> {
    const result: unknown = await lastValueFrom(next.handle() as Observable<unknown>, {
      defaultValue: undefined,
    });
    const details = { route: request.routeOptions.url ?? '', ...(request.params as object) };
    await this.db.transaction(() => this.audit.record('acting.changed', 'Acting', actingId, details));
    return result;
  }
}
