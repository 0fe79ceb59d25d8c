import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnSchedule } from '#platform/jobs';
import { addDays, conflict, currentActor, currentTenant, invalid, log, now, Vault } from '#platform/kernel';
import type { FastifyRequest } from 'fastify';
import { Download, HANDLED, Redirect } from './answers.js';
import { exchangeOf } from './exchange.js';
import { drainUpload, receivedBy } from './uploads.js';

const KEY = /^[\w-]{8,100}$/;
const KEPT_DAYS = 2;

/** How long a request without a transaction of its own may take before another one with its key may take over. */
const LEASE_MS = 120_000;
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 100;

type Work = () => Promise<unknown>;

interface Kept {
  body_hash: string;
  answer: string | null;
}

/**
 * Same key, same body: the same answer, and the work is done once. Same key, other body: refused. Answers are kept
 * sealed, since some tell a secret that is told once; bodies as a keyed mark only.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Db,
    private readonly vault: Vault,
  ) {}

  /** The key this request carries: a hidden field of a form, a header on the API. Of nobody, none is taken. */
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
   * Runs `work` once per key, in the request's own transaction. A second request with the key waits here for the first
   * one's, since both insert the same row, and then gets its answer.
   */
  async once(request: FastifyRequest, key: string, work: Work): Promise<unknown> {
    const mark = this.markOf(request);
    if (!(await this.claim(key, mark))) {
      const kept = await this.kept(key);
      if (!kept) throw conflict('try_again');
      return this.replay(key, kept, mark);
    }
    const answer = await work();
    await this.keep(key, mark, answer);
    return answer;
  }

  /**
   * The same for work that has no transaction around it: claimed in one of its own, the answer kept in another. A
   * second request waits a while for the first. What failed may be tried again, and so may, after the lease, what a
   * killed process left undone.
   */
  async onceApart(request: FastifyRequest, key: string, work: Work): Promise<unknown> {
    const mark = request.isMultipart() ? '' : this.markOf(request);
    if (!(await this.db.transaction(() => this.claim(key, mark)))) return this.await(request, key);
    const answer = await work().catch(async (error: unknown) => {
      await this.db.transaction(() => this.giveBack(key));
      throw error;
    });
    await this.db.transaction(() => this.keep(key, this.markOf(request), answer));
    return answer;
  }

  /** Repeating it finds nothing left to forget. */
  @OnSchedule('web.forgetAnswers', '50 3 * * *')
  async forget(): Promise<void> {
    const rows = await this.db.asPlatform('retention of answers', (db) =>
      db.query({
        name: 'idempotency_forget',
        text: 'DELETE FROM idempotency WHERE created_at < $1 RETURNING 1 AS done',
        values: [addDays(now(), -KEPT_DAYS)],
      }),
    );
    log.info('answers.forgotten', { answers: rows.length });
  }

  private async await(request: FastifyRequest, key: string): Promise<unknown> {
    if (request.isMultipart()) await drainUpload(request);
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const kept = await this.db.transaction(() => this.kept(key), { readOnly: true });
      if (kept?.answer) return this.replay(key, kept, this.markOf(request));
      if (!kept || Date.now() > deadline) throw conflict('try_again');
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  private async claim(key: string, mark: string): Promise<boolean> {
    const at = now();
    const claimed = await this.db.query({
      name: 'idempotency_claim',
      text: `INSERT INTO idempotency (tenant_id, actor, key, body_hash, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, actor, key) DO UPDATE SET body_hash = $4, created_at = $5
               WHERE idempotency.answer IS NULL AND idempotency.created_at < $6 RETURNING key`,
      values: [...identityOf(key), mark, at, new Date(at.getTime() - LEASE_MS)],
    });
    return claimed.length > 0;
  }

  private async keep(key: string, mark: string, answer: unknown): Promise<void> {
    if (answer instanceof Redirect || answer instanceof Download || answer === HANDLED)
      throw new Error('a request with a key is answered with what can be kept');
    await this.db.query({
      name: 'idempotency_answer',
      text: 'UPDATE idempotency SET body_hash = $4, answer = $5 WHERE tenant_id = $1 AND actor = $2 AND key = $3',
      values: [...identityOf(key), mark, this.vault.seal(JSON.stringify(answer ?? null), aboutOf(key))],
    });
  }

  private async giveBack(key: string): Promise<void> {
    await this.db.query({
      name: 'idempotency_give_back',
      text: 'DELETE FROM idempotency WHERE tenant_id = $1 AND actor = $2 AND key = $3 AND answer IS NULL',
      values: identityOf(key),
    });
  }

  private kept(key: string): Promise<Kept | null> {
    return this.db.one<Kept>({
      name: 'idempotency_find',
      text: 'SELECT body_hash, answer FROM idempotency WHERE tenant_id = $1 AND actor = $2 AND key = $3',
      values: identityOf(key),
    });
  }

  private replay(key: string, kept: Kept, mark: string): unknown {
    if (kept.body_hash !== mark) throw invalid('idempotency_mismatch');
    return JSON.parse(this.vault.open(kept.answer ?? '', aboutOf(key)));
  }

  private markOf(request: FastifyRequest): string {
    const body = receivedBy(request) ?? JSON.stringify(request.body ?? null);
    return this.vault.mark(`${request.method} ${request.url}\n${body}`);
  }
}

function identityOf(key: string): unknown[] {
  return [currentTenant(), currentActor().accountId, key];
}

function aboutOf(key: string): string {
  return `answer ${identityOf(key).join(' ')}`;
}
