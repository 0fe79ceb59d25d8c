import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Db } from '#platform/database';
import { currentTenant, describeError, log, runAs } from '#platform/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import pg from 'pg';
import { HANDLED } from './answers.js';
import { exchangeOf } from './exchange.js';
import { AUTHENTICATOR, type Authenticator, secretOf } from './sessions.js';

/** The connection string that LISTEN uses: one connection a process, however many pages are open. */
export const LIVE_URL = Symbol('LiveUrl');

const CHANNEL = 'live';
const RECHECK_MS = 60_000;

type Nudge = () => void;

/**
 * Tells open pages that something changed. Only a topic's name travels; the page then reads again through all walls.
 * A nudge may be lost with its connection, so pages read again whenever they reconnect.
 */
@Injectable()
export class Live implements OnApplicationShutdown {
  private readonly listeners = new Map<string, Set<Nudge>>();
  private readonly open = new Set<FastifyReply>();
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: Db,
    private readonly modules: ModuleRef,
    @Inject(LIVE_URL) private readonly url: string,
  ) {}

  /** Says, with the current transaction's commit, that `topic` of this label changed. */
  async nudge(topic: string): Promise<void> {
    await this.db.query({
      name: 'live_nudge',
      text: 'SELECT pg_notify($1, $2)',
      values: [CHANNEL, `${currentTenant()}/${topic}`],
    });
  }

  /** Keeps the connection open and writes one event per nudge. The caller has authorised `topic`; no transaction is held. */
  async stream(
    request: FastifyRequest,
    reply: FastifyReply,
    topic: string,
    stillAllowed: () => Promise<boolean>,
  ): Promise<symbol> {
    await this.connect();
    const exchange = exchangeOf(request);
    const key = `${exchange.portal?.tenantId}/${topic}`;
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\nevent: ready\ndata: 1\n\n');
    const nudge: Nudge = () => raw.write('event: change\ndata: 1\n\n');
    const set = this.listeners.get(key) ?? new Set<Nudge>();
    this.listeners.set(key, set.add(nudge));
    this.open.add(reply);
    const recheck = setInterval(() => {
      void this.stillHere(request, stillAllowed).then(
        (allowed) => (allowed ? raw.write(': still here\n\n') : raw.end()),
        () => raw.end(),
      );
    }, RECHECK_MS);
    raw.on('close', () => {
      clearInterval(recheck);
      set.delete(nudge);
      if (set.size === 0) this.listeners.delete(key);
      this.open.delete(reply);
    });
    return HANDLED;
  }

  /** Asks again as whoever the session belongs to by now: signed out, disabled or with another role counts at once. */
  private async stillHere(request: FastifyRequest, stillAllowed: () => Promise<boolean>): Promise<boolean> {
    const { portal, face } = exchangeOf(request);
    const secret = secretOf(request, face);
    if (!portal || !secret) return false;
    const organizationId = (request.params as Record<string, string> | null)?.['org'] ?? null;
    const authenticator = this.modules.get<Authenticator>(AUTHENTICATOR, { strict: false });
    const actor = await this.db.transaction(
      () => authenticator.authenticate(portal, { ...secret, organizationId }),
      {
        readOnly: true,
      },
    );
    return actor !== null && runAs(actor, stillAllowed);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const reply of this.open) reply.raw.end();
    await this.client?.end().catch(() => undefined);
  }

  private connect(): Promise<void> {
    this.connecting ??= this.listen().catch((error: unknown) => {
      this.connecting = null;
      throw error;
    });
    return this.connecting;
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    client.on('notification', ({ payload }) => {
      for (const nudge of this.listeners.get(payload ?? '') ?? []) nudge();
    });
    client.on('error', (error) => log.warn('live.lost', describeError(error)));
    client.on('end', () => {
      this.connecting = null;
      // Whoever is connected reads again on reconnecting, so nothing that was missed stays missed.
      if (!this.stopped) for (const reply of this.open) reply.raw.end();
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
  }
}
