import 'reflect-metadata';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DatabaseUrls, Db } from '#platform/database';
import { type Config, loadConfig, newId, runForTenant, systemActor } from '#platform/kernel';
import { createServer } from '#platform/web';
import {
  Account,
  hashPassword,
  Membership,
  Organization,
  Representation,
  StaffMember,
} from '#domain/identity';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import type { MemberRole, PortalKind, StaffRole } from '#platform/kernel';
import type { DemoMailbox } from '#platform/mail';
import { AppModule } from '../../apps/halyard/src/app.module.js';
import { openMail } from '../../apps/halyard/src/mail-way.js';
import { freshDatabase } from './database.js';
import { Browser } from './http.js';

export const PASSWORD = 'correct horse battery';

/** The whole product on a database of its own, with the labels of `tenants.example.json`. */
export class TestApplication {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: Config,
    readonly port: number,
    /** Where the mails of this application arrive. */
    readonly mailbox: DemoMailbox,
    readonly urls: DatabaseUrls,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async start(overrides: Partial<Config> = {}): Promise<TestApplication> {
    const database = await freshDatabase();
    return TestApplication.launch(database.urls, overrides, () => database.drop());
  }

  /** A second process, as it were, on the database of the first. */
  static startBeside(first: TestApplication, overrides: Partial<Config> = {}): Promise<TestApplication> {
    return TestApplication.launch(first.urls, overrides, () => Promise.resolve());
  }

  private static async launch(
    urls: DatabaseUrls,
    overrides: Partial<Config>,
    dropDatabase: () => Promise<void>,
  ): Promise<TestApplication> {
    const dataDir = await mkdtemp(join(tmpdir(), 'app-'));
    const config = loadConfig({
      dataDir,
      port: 0,
      demo: true,
      validateViews: true,
      masterKey: 'test',
      poolSize: 8,
      // A machine that runs all tests at once stalls now and then; what a full pool answers has its own test.
      poolWaitMs: 10_000,
      logLevel: 'error',
      // Nobody is there: what a test does not say stands in no DNS.
      dnsServers: ['127.0.0.1:9'],
      ...overrides,
    });
    const mail = await openMail(config);
    const { mailbox } = mail;
    if (!mailbox) throw new Error('tests run in demo mode, which has a mailbox');
    const app = await createServer(AppModule.forRoot(config, urls, mail), config);
    await app.get(TenantApply).apply(parseTenantsFile(await readFile(config.tenantsFile, 'utf8')));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    app.get(TenantDirectory).listensAt('http', port);
    return new TestApplication(app, config, port, mailbox, urls, async () => {
      await app.close();
      await mail.close();
      await dropDatabase();
      await rm(dataDir, { recursive: true, force: true });
    });
  }

  stop(): Promise<void> {
    return this.cleanUp();
  }

  /** Waits until `condition` holds; fails with a time-out that names what did not happen. */
  async until(condition: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (Date.now() > deadline)
        throw new Error(`did not come true in ${timeoutMs} ms: ${condition.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  tenantId(label: string): string {
    return this.app.get(TenantDirectory).idOf(label);
  }

  /** Runs `fn` in a transaction of a label, as the system. */
  inside<T>(label: string, fn: (db: Db) => Promise<T>): Promise<T> {
    const db = this.app.get(Db);
    return runForTenant(this.tenantId(label), systemActor, () => db.transaction(() => fn(db)));
  }

  host(label: string, kind: PortalKind): string {
    return this.app.get(TenantDirectory).spec(this.tenantId(label)).hosts[kind];
  }

  /** A browser on one portal, nobody signed in. */
  browser(label: string, kind: PortalKind): Browser {
    return new Browser(this.port, this.host(label, kind));
  }

  async account(label: string, email: string, name = email.split('@')[0] ?? 'x'): Promise<string> {
    const passwordHash = await hashOnce();
    const id = newId();
    await this.inside(label, (db) =>
      db.repo(Account).insert({ id, email, emailNorm: email.toLowerCase(), name, passwordHash }),
    );
    return id;
  }

  async organization(label: string, name: string, parentId: string | null = null): Promise<string> {
    const id = newId();
    await this.inside(label, (db) => db.repo(Organization).insert({ id, name, state: 'active', parentId }));
    return id;
  }

  /** A member of an organization, signed in on the brand portal. */
  async member(
    label: string,
    organizationId: string,
    role: MemberRole,
    email = `${role}-${newId()}@client.example`,
  ): Promise<Browser> {
    const accountId = await this.account(label, email);
    await this.inside(label, (db) =>
      db.repo(Membership).insert({ id: newId(), accountId, organizationId, role }),
    );
    return this.browser(label, 'brand').signIn(email, PASSWORD);
  }

  async staff(label: string, role: StaffRole, email = `${role}-${newId()}@label.example`): Promise<Browser> {
    const accountId = await this.account(label, email);
    await this.inside(label, (db) => db.repo(StaffMember).insert({ id: newId(), accountId, role }));
    return this.browser(label, 'studio').signIn(email, PASSWORD);
  }

  async influencer(
    label: string,
    influencerId: string,
    email = `i-${newId()}@creator.example`,
  ): Promise<Browser> {
    const accountId = await this.account(label, email);
    await this.inside(label, (db) =>
      db.repo(Representation).insert({ id: newId(), accountId, influencerId, kind: 'self' }),
    );
    return this.browser(label, 'influencer').signIn(email, PASSWORD);
  }
}

let hashed: Promise<string> | null = null;
/** Hashing costs 30 ms; all test people share one password. */
function hashOnce(): Promise<string> {
  hashed ??= hashPassword(PASSWORD);
  return hashed;
}
