import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { conflict, currentActor, currentTenant, digest, invalid } from '#platform/kernel';
import type { FastifyRequest } from 'fastify';
import { exchangeOf } from './exchange.js';

const KEY = /^[\w-]{8,100}$/;

/** Same key, same body: the same answer, and the work is done once. Same key, other body: refused. */
@Injectable()
export class Idempotency {
  constructor(private readonly db: Db) {}

  /** The key this request carries: a hidden field of a form, a header on the API. */
  keyOf(request: FastifyRequest): string | null {
    const exchange = exchangeOf(request);
    const actor = currentActor();
    if (!exchange.portal || actor.accountId === null) return null;
    const key =
      exchange.face === 'api'
        ? request.headers['idempotency-key']
        : ((request.body as Record<string, unknown> | undefined)?.['_key'] ?? null);
    if (key === null || key === undefined || key === '') return null;
    if (typeof key !== 'string' || !KEY.test(key)) throw invalid('bad_idempotency_key');
    return key;
  }

  /**
   * Runs `work` once per key. A second request with the key waits here for the first one's transaction, since both
   * insert the same row, and then gets its answer.
   */
  async once(request: FastifyRequest, key: string, work: () => Promise<unknown>): Promise<unknown> {
    const identity = [currentTenant(), currentActor().accountId, key];
    const hash = digest(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`);
    const inserted = await this.db.query({
      name: 'idempotency_claim',
      text: 'INSERT INTO idempotency (tenant_id, actor, key, body_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING key',
      values: [...identity, hash],
    });
    if (inserted.length === 0) return this.replay(identity, hash);
    const answer = await work();
    await this.db.query({
      name: 'idempotency_answer',
      text: 'UPDATE idempotency SET answer = $4 WHERE tenant_id = $1 AND actor = $2 AND key = $3',
      values: [...identity, JSON.stringify(answer ?? null)],
    });
    return answer;
  }

  private async replay(identity: unknown[], hash: string): Promise<unknown> {
    const found = await this.db.one<{ body_hash: string; answer: unknown }>({
      name: 'idempotency_find',
      text: 'SELECT body_hash, answer FROM idempotency WHERE tenant_id = $1 AND actor = $2 AND key = $3',
      values: identity,
    });
    if (!found) throw conflict('try_again');
    if (found.body_hash !== hash) throw invalid('idempotency_mismatch');
    return found.answer;
  }
}
