import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import { newId, runForTenant, systemActor } from '#platform/kernel';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { defineEvent, Events, EventsModule, OnEvent } from './index.js';

const approved = defineEvent<{ campaignId: string }>('test.approved');
const ended = defineEvent<{ campaignId: string }>('test.ended');
const seen: string[] = [];

@Injectable()
class Early {
  @OnEvent(approved, ended)
  async both({ campaignId }: { campaignId: string }): Promise<void> {
    seen.push(`early ${campaignId}`);
  }
}

@Injectable()
class Late {
  constructor(private readonly db: Db) {}

  @OnEvent(approved)
  async approve({ campaignId }: { campaignId: string }): Promise<void> {
    const row = await this.db.one<{ id: string }>({
      name: 'spec.transaction',
      text: 'SELECT pg_current_xact_id()::text AS id',
    });
    seen.push(`late ${campaignId} in ${row?.id}`);
    if (campaignId === 'bad') throw new Error('refused below');
  }
}

let database: TestDatabase;
let app: TestingModule;
let events: Events;
let db: Db;
const inLabel = <T>(fn: () => Promise<T>) => runForTenant(newId(), systemActor, () => db.transaction(fn));

beforeAll(async () => {
  database = await freshDatabase();
  app = await Test.createTestingModule({
    imports: [DatabaseModule.forRoot({ urls: database.urls, poolSize: 4, poolWaitMs: 10_000 }), EventsModule],
    providers: [Early, Late],
  }).compile();
  await app.init();
  events = app.get(Events);
  db = app.get(Db);
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
});

beforeEach(() => {
  seen.length = 0;
});

describe('a domain event', () => {
  it('reaches its subscribers in the order of registration, inside the transaction that emits it', async () => {
    const transaction = await inLabel(async () => {
      await events.emit(approved, { campaignId: 'c1' });
      const row = await db.one<{ id: string }>({
        name: 'spec.transaction',
        text: 'SELECT pg_current_xact_id()::text AS id',
      });
      return row?.id;
    });
    expect(seen).toEqual(['early c1', `late c1 in ${transaction}`]);
  });

  it('reaches only those who asked for it', async () => {
    await inLabel(() => events.emit(ended, { campaignId: 'c2' }));
    expect(seen).toEqual(['early c2']);
  });

  it('fails with the subscriber that fails', async () => {
    await expect(inLabel(() => events.emit(approved, { campaignId: 'bad' }))).rejects.toThrow(
      'refused below',
    );
  });

  it('refuses to be emitted outside of a transaction', async () => {
    await expect(events.emit(approved, { campaignId: 'c3' })).rejects.toThrow('outside of a transaction');
  });
});
