import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Db } from '#platform/database';
import { APPS, loadConfig, newId, runForTenant, systemActor } from '#platform/kernel';
import { createServer } from '#platform/web';
import { Organization } from '#domain/identity';
import { Budgets, Funding } from '#domain/money';
import pg from 'pg';
import { AppModule } from '../../../apps/halyard/src/app.module.js';
import { openMail } from '../../../apps/halyard/src/mail-way.js';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../support/database.js';
import { Product } from './product.js';

const LABEL = 'switchback';

/** What outlives a killed server: its database and folder, and services without a runner that look into both. */
export class Stage {
  private product: Product | null = null;

  private constructor(
    private readonly database: TestDatabase,
    private readonly dataDir: string,
    /** Past all walls. */
    readonly client: pg.Client,
    readonly tenantId: string,
    private readonly services: NestFastifyApplication,
    private readonly closeMail: () => Promise<void>,
  ) {}

  /** With the labels of `tenants.example.json`; no server runs yet. */
  static async build(): Promise<Stage> {
    const database = await freshDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'killed-'));
    const client = new pg.Client({ connectionString: superuserUrl(database) });
    await client.connect();
    await (await Product.start(database.urls, dataDir)).kill();
    const { rows } = await client.query<{ id: string }>('SELECT id FROM tenant WHERE key = $1', [LABEL]);
    const given = {
      dataDir,
      port: 0,
      demo: true,
      masterKey: 'test',
      poolSize: 4,
      logLevel: 'error',
    } as const;
    const config = loadConfig({ ...given, apps: APPS.filter((app) => app !== 'worker') });
    const mail = await openMail(config);
    const app = AppModule.forRoot(config, database.urls, mail);
    const services = await createServer(app, config);
    await services.init();
    return new Stage(database, dataDir, client, rows[0]!.id, services, () => mail.close());
  }

  async end(): Promise<void> {
    await this.kill();
    await this.services.close();
    await this.closeMail();
    await this.client.end();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async start(): Promise<Product> {
    this.product = await Product.start(this.database.urls, this.dataDir);
    return this.product;
  }

  async kill(): Promise<void> {
    await this.product?.kill();
    this.product = null;
  }

  get<T>(type: new (...parts: never[]) => T): T {
    return this.services.get<T>(type);
  }

  inLabel<T>(fn: () => Promise<T>): Promise<T> {
    return runForTenant(this.tenantId, systemActor, fn);
  }

  /** In a transaction of the label. */
  inside<T>(fn: () => Promise<T>): Promise<T> {
    return this.inLabel(() => this.get(Db).transaction(fn));
  }

  async count(sql: string): Promise<number> {
    const { rows } = await this.client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`);
    return rows[0]!.n;
  }

  /** Looks again until it holds, and leaves the machine to the server between two looks. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 80_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('it never came to that');
      await setTimeout(25);
    }
  }

  /** A campaign's budget, which the next server to run will see funded. */
  async budget(capMinor: number): Promise<{ campaignId: string; organizationId: string }> {
    const [campaignId, organizationId] = [newId(), newId()];
    await this.inside(async () => {
      const brand = { id: organizationId, name: 'Nordvik Outdoor', state: 'active' } as const;
      await this.get(Db).repo(Organization).insert(brand);
      await this.get(Budgets).open({ campaignId, organizationId, currency: 'USD', capMinor });
      await this.get(Funding).request(campaignId);
    });
    return { campaignId, organizationId };
  }
}
