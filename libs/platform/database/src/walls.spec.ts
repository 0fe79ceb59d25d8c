import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, runForTenant, systemActor } from '#platform/kernel';
import pg from 'pg';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';
import { Db } from './db.js';
import { guardPool, sourceOptions } from './sources.js';
import { assertNoTransaction } from './unit.js';

@Entity('boat')
class Boat {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
}

@Entity('sail')
class Sail {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'boat_id' }) boatId!: string;
}

const [one, two] = [newId(), newId()];
let database: TestDatabase;
let owner: pg.Client;
const open: DataSource[] = [];

/** A pool of its own, as the product makes it. */
async function pool(size: number, statementTimeoutMs = 5_000): Promise<{ db: Db; source: DataSource }> {
  const make = async (url: string) => {
    const source = new DataSource({
      ...sourceOptions(url, size, statementTimeoutMs),
      entities: [Boat, Sail],
    });
    await source.initialize();
    guardPool(source);
    open.push(source);
    return source;
  };
  const source = await make(database.urls.runtime);
  return { db: new Db(source, await make(database.urls.platform)), source };
}

const inLabel = <T>(db: Db, tenantId: string, fn: () => Promise<T>): Promise<T> =>
  runForTenant(tenantId, systemActor, () => db.transaction(fn));

const namesIn = (db: Db, tenantId: string) =>
  inLabel(db, tenantId, async () => (await db.repo(Boat).find({})).map(({ name }) => name).sort());

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: superuserUrl(database) });
  await owner.connect();
  await owner.query(`
    CREATE TABLE boat (tenant_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL, PRIMARY KEY (tenant_id, id),
      UNIQUE (tenant_id, name));
    CREATE TABLE sail (tenant_id uuid NOT NULL, id uuid NOT NULL, boat_id uuid NOT NULL, PRIMARY KEY (tenant_id, id),
      FOREIGN KEY (tenant_id, boat_id) REFERENCES boat (tenant_id, id));
    ALTER TABLE boat OWNER TO app_owner;
    ALTER TABLE sail OWNER TO app_owner;
    SELECT app.protect('boat'), app.protect('sail')`);
});
beforeEach(async () => {
  await owner.query('TRUNCATE boat, sail');
  await owner.query('INSERT INTO boat VALUES ($1, $2, $3), ($4, $5, $6)', [
    one,
    newId(),
    'first of one',
    two,
    newId(),
    'first of two',
  ]);
});
afterAll(async () => {
  await Promise.all(open.map((source) => source.destroy()));
  await owner.end();
  await database.drop();
});

describe('the label wall', () => {
  it('shows a label its own rows only, and nothing where there is no label', async () => {
    const { db, source } = await pool(2);
    expect(await namesIn(db, one)).toEqual(['first of one']);
    expect(await namesIn(db, two)).toEqual(['first of two']);
    expect(await source.query('SELECT * FROM boat')).toEqual([]);
  });

  it('holds under the policy alone, for a statement that forgets the label', async () => {
    const { db } = await pool(1);
    const rows = await inLabel(db, one, () => db.query({ name: 'spec_all', text: 'SELECT name FROM boat' }));
    expect(rows).toEqual([{ name: 'first of one' }]);
  });

  it('destroys a connection that comes back without its commit, so that the next borrower sees nothing of it', async () => {
    const { db, source } = await pool(1);
    const runner = source.createQueryRunner();
    const client = (await runner.connect()) as pg.PoolClient;
    await client.query(`BEGIN; SET LOCAL app.tenant_id = '${one}'`);
    await runner.release();
    expect(await source.query('SELECT name FROM boat')).toEqual([]);
    expect(await namesIn(db, two)).toEqual(['first of two']);
  });

  it('leaves nothing of a label after a statement that timed out', async () => {
    const { db, source } = await pool(1, 150);
    const slow = inLabel(db, one, () => db.query({ name: 'spec_slow', text: 'SELECT pg_sleep(5)' }));
    await expect(slow).rejects.toMatchObject({ code: '57014' });
    expect(await source.query("SELECT current_setting('app.tenant_id', true) AS label")).not.toEqual([
      { label: one },
    ]);
    expect(await source.query('SELECT name FROM boat')).toEqual([]);
    expect(await namesIn(db, two)).toEqual(['first of two']);
  });

  it('sets no time limit on the client, which would leave the label on the wire', async () => {
    const options = (await pool(1)).source.options as { cache?: unknown; extra: Record<string, unknown> };
    expect(options.extra['query_timeout']).toBeUndefined();
    expect(options.cache).toBeUndefined();
  });

  it.each([1, 2])('keeps two labels apart that take turns on a pool of %i', async (size) => {
    const { db } = await pool(size);
    const turns = Array.from({ length: 40 }, async (_, turn) => {
      const [label, foreign] = turn % 2 ? [one, 'of two'] : [two, 'of one'];
      const names = await inLabel(db, label, async () => {
        await db.repo(Boat).insert({ id: newId(), name: `${turn} ${label === one ? 'of one' : 'of two'}` });
        return (await db.repo(Boat).find({})).map(({ name }) => name);
      });
      expect(names.filter((name) => name.endsWith(foreign))).toEqual([]);
    });
    await Promise.all(turns);
    expect((await namesIn(db, one)).length).toBe(21);
  });

  it('refuses a transaction of another label inside one', async () => {
    const { db } = await pool(2);
    const nested = inLabel(db, one, () =>
      runForTenant(two, systemActor, () => db.transaction(() => namesIn(db, two))),
    );
    await expect(nested).rejects.toThrow('cannot change its label');
    const borrowed = inLabel(db, one, () => runForTenant(two, systemActor, () => db.repo(Boat).find({})));
    await expect(borrowed).rejects.toThrow('two labels');
    const platform = inLabel(db, one, async () => {
      await db.repo(Boat).count({});
      await db.asPlatform('spec', () => Promise.resolve());
    });
    await expect(platform).rejects.toThrow('inside a transaction');
  });

  it('shows a global repository nothing, even inside a transaction', async () => {
    const { db, source } = await pool(2);
    expect(await source.getRepository(Boat).find()).toEqual([]);
    expect(await inLabel(db, one, () => source.getRepository(Boat).find())).toEqual([]);
  });

  it('refuses a parent of another label, and tells nothing of rows that are another label’s', async () => {
    const { db } = await pool(1);
    const { id } = (await owner.query<{ id: string }>('SELECT id FROM boat WHERE tenant_id = $1', [two]))
      .rows[0]!;
    const stolen = inLabel(db, one, () => db.repo(Sail).insert({ id: newId(), boatId: id }));
    await expect(stolen).rejects.toMatchObject({ code: '23503' });
    await inLabel(db, one, () => db.repo(Boat).insert({ id, name: 'first of two' }));
    expect(await namesIn(db, one)).toEqual(['first of one', 'first of two']);
  });

  it('throws at a condition that is undefined instead of dropping it', async () => {
    const { db } = await pool(1);
    const acts: (() => Promise<unknown>)[] = [
      () => db.repo(Boat).find({ name: undefined as never }),
      () => db.repo(Boat).update({ id: undefined as never }, { name: 'all' }),
      () => db.repo(Boat).delete({ id: undefined as never }),
    ];
    for (const act of acts) await expect(inLabel(db, one, act)).rejects.toThrow();
    expect(await namesIn(db, one)).toEqual(['first of one']);
  });

  it('writes into its own label, whatever label the values name', async () => {
    const { db } = await pool(1);
    await inLabel(db, one, () => db.repo(Boat).insert({ id: newId(), name: 'mine', tenantId: two } as never));
    expect(await namesIn(db, one)).toContain('mine');
    expect(await namesIn(db, two)).not.toContain('mine');
    const foreign = inLabel(db, one, () =>
      db.query({
        name: 'spec_foreign',
        text: 'INSERT INTO boat VALUES ($1, $2, $3)',
        values: [two, newId(), 'x'],
      }),
    );
    await expect(foreign).rejects.toMatchObject({ code: '42501' });
  });

  it('changes no row of another label, by repository or by hand', async () => {
    const { db } = await pool(1);
    const { id } = (await owner.query<{ id: string }>('SELECT id FROM boat WHERE tenant_id = $1', [two]))
      .rows[0]!;
    expect(await inLabel(db, one, () => db.repo(Boat).update({ id }, { name: 'taken' }))).toBe(0);
    expect(await inLabel(db, one, () => db.repo(Boat).delete({ id }))).toBe(0);
    const rows = await inLabel(db, one, () =>
      db.query({
        name: 'spec_take',
        text: 'UPDATE boat SET tenant_id = $1 WHERE id = $2 RETURNING id',
        values: [one, id],
      }),
    );
    expect(rows).toEqual([]);
    expect(await namesIn(db, two)).toEqual(['first of two']);
  });

  it('names the label in each statement of a repository, besides the policy', async () => {
    const { db, source } = await pool(1);
    const asked: string[] = [];
    source.setOptions({
      logging: true,
      logger: { ...silent, logQuery: (text: string) => void asked.push(text) },
    } as never);
    await inLabel(db, one, async () => {
      await db.repo(Boat).find({ name: 'x' });
      await db.repo(Boat).findOne({ name: 'x' });
      await db.repo(Boat).count({ name: 'x' });
      await db.repo(Boat).lock({ name: 'x' });
      await db.repo(Boat).update({ name: 'x' }, { name: 'y' });
      await db.repo(Boat).delete({ name: 'x' });
    });
    expect(asked.length).toBe(6);
    expect(asked.filter((text) => !/"tenant_id" = \$\d/.test(text))).toEqual([]);
  });
});

describe('a unit of work', () => {
  it('refuses the database after its end, so that rendering cannot ask', async () => {
    const { db } = await pool(1);
    await runForTenant(one, systemActor, async () => {
      const unit = db.open(true);
      await unit.run(() => db.repo(Boat).count({}));
      await unit.commit();
      await expect(unit.run(() => db.repo(Boat).count({}))).rejects.toThrow(
        'after its transaction had ended',
      );
    });
  });

  it('writes nothing where it only reads', async () => {
    const { db } = await pool(1);
    const write = runForTenant(one, systemActor, () =>
      db.transaction(() => db.repo(Boat).insert({ id: newId(), name: 'x' }), { readOnly: true }),
    );
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('does not say done when a swallowed error has undone everything', async () => {
    const { db } = await pool(1);
    const swallowed = inLabel(db, one, async () => {
      await db.repo(Boat).insert({ id: newId(), name: 'lost' });
      await db.query({ name: 'spec_bad', text: 'SELECT 1 / 0' }).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('failed before its commit');
    expect(await namesIn(db, one)).toEqual(['first of one']);
  });

  it('gives up after two seconds when no connection is free, and recovers', async () => {
    const { db } = await pool(1);
    let release = () => {};
    const held = inLabel(db, one, async () => {
      await db.repo(Boat).count({});
      await new Promise<void>((resolve) => (release = resolve));
    });
    const from = Date.now();
    await expect(namesIn(db, two)).rejects.toThrow('timeout exceeded when trying to connect');
    expect(Date.now() - from).toBeLessThan(4_000);
    release();
    await held;
    expect(await namesIn(db, two)).toEqual(['first of two']);
  });

  it('tells network, file and hashing code that a transaction is open', async () => {
    const { db } = await pool(1);
    await expect(
      inLabel(db, one, async () => {
        await db.repo(Boat).count({});
        assertNoTransaction('this');
      }),
    ).rejects.toThrow('this inside a database transaction');
    await runForTenant(one, systemActor, () => Promise.resolve(assertNoTransaction('this')));
  });

  it('throws where there is neither a transaction nor a label', async () => {
    const { db } = await pool(1);
    expect(() => runForTenant(one, systemActor, () => db.repo(Boat))).toThrow('no unit of work');
    await expect(db.transaction(() => Promise.resolve())).rejects.toThrow('no context');
  });

  it('runs hooks after the commit, and none after a rollback', async () => {
    const { db } = await pool(1);
    const ran: string[] = [];
    await inLabel(db, one, () => Promise.resolve(db.afterCommit(() => void ran.push('done'))));
    const failing = inLabel(db, one, () => {
      db.afterCommit(() => void ran.push('never'));
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(ran).toEqual(['done']);
  });
});

const silent = {
  log: () => undefined,
  logMigration: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
};
