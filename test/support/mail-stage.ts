import { Global, Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import { Jobs, JobsModule } from '#platform/jobs';
import { newId, runForTenant, setLogLevel, systemActor, Vault } from '#platform/kernel';
import { OutboundModule } from '#platform/outbound';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { freshDatabase, superuserUrl, type TestDatabase } from './database.js';
import {
  Bounces,
  DemoMailbox,
  type LabelSender,
  Mail,
  MailModule,
  MailPreferences,
  MailRenderer,
  MailRetention,
  Mails,
  type OutgoingMail,
  type RenderedMail,
  Senders,
} from '#platform/mail';

/** What a test wishes otherwise than the label below has it. */
export const wish: { mail: Partial<RenderedMail> } = { mail: {} };

/** A label that has a name and a neutral sender. */
@Injectable()
class Renderer extends MailRenderer {
  override sender(token: string | null): Promise<LabelSender> {
    return Promise.resolve({
      from: { name: 'Fjord Studio', address: 'hello@fjord.example' },
      replyTo: 'answers@fjord.example',
      label: 'fjord',
      sender: null,
      postalAddress: '1 Quay, Bergen',
      transportUrl: null,
      unsubscribeUrl: token && `https://go.fjord.example/u/${token}`,
      ...wish.mail,
    });
  }

  override async render(
    template: string,
    data: Readonly<Record<string, unknown>>,
    _locale: string,
    token: string | null,
  ): Promise<RenderedMail> {
    const link = typeof data['link'] === 'string' ? ` https://fjord.example${data['link']}` : '';
    return {
      ...(await this.sender(token)),
      subject: `${template} für ${String(data['name'])}`,
      html: `<p>Grüße, ${String(data['name'])}</p><p>${link}</p>`,
      text: `Grüße, ${String(data['name'])}${link}`,
      ...wish.mail,
    };
  }
}

@Global()
@Module({
  providers: [
    { provide: MailRenderer, useClass: Renderer },
    { provide: Vault, useValue: new Vault('a master key of tests') },
  ],
  exports: [MailRenderer, Vault],
})
class LabelModule {}

/** The product's mail on a database of its own, with a mailbox that is a real SMTP server. */
export class MailStage {
  private constructor(
    private readonly database: TestDatabase,
    private readonly dataDir: string,
    readonly mailbox: DemoMailbox,
    private readonly app: TestingModule,
    readonly admin: pg.Client,
  ) {}

  readonly label = newId();

  get db(): Db {
    return this.app.get(Db);
  }
  get mail(): Mail {
    return this.app.get(Mail);
  }
  get mails(): Mails {
    return this.app.get(Mails);
  }
  get jobs(): Jobs {
    return this.app.get(Jobs);
  }
  get bounces(): Bounces {
    return this.app.get(Bounces);
  }
  get preferences(): MailPreferences {
    return this.app.get(MailPreferences);
  }
  get retention(): MailRetention {
    return this.app.get(MailRetention);
  }
  get senders(): Senders {
    return this.app.get(Senders);
  }

  static async open(): Promise<MailStage> {
    setLogLevel('silent');
    const database = await freshDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'mail-'));
    const mailbox = new DemoMailbox(dataDir);
    await mailbox.start();
    const app = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({ urls: database.urls, poolSize: 8, poolWaitMs: 10_000 }),
        JobsModule.forRoot({ platformUrl: database.urls.platform, runner: true }),
        OutboundModule.forRoot({ allowLoopback: true }),
        LabelModule,
        MailModule.forRoot({
          transportUrl: mailbox.transportUrl,
          neutralDomain: 'post.example',
          kinds: { welcome: 'account', receipt: 'account', news: 'campaigns', payment: 'money' },
        }),
      ],
    }).compile();
    await app.init();
    const admin = new pg.Client({ connectionString: superuserUrl(database) });
    await admin.connect();
    return new MailStage(database, dataDir, mailbox, app, admin);
  }

  async close(): Promise<void> {
    await this.admin.end();
    await this.app.close();
    await this.mailbox.stop();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  get folder(): string {
    return this.dataDir;
  }

  inLabel<T>(fn: () => Promise<T>, tenantId = this.label): Promise<T> {
    return runForTenant(tenantId, systemActor, () => this.db.transaction(fn));
  }

  /** Queues a mail and waits until it is out; answers it as it came. */
  async deliver(message: OutgoingMail, tenantId = this.label): Promise<string> {
    await this.inLabel(() => this.mail.send(message), tenantId);
    await this.jobs.idle();
    return this.newest(message.to.address);
  }

  async newest(to: string): Promise<string> {
    const [found] = this.mailbox.list({ to });
    if (!found) throw new Error('nothing came');
    return (await this.mailbox.raw(found.id)).toString('latin1');
  }

  /** What became of the mails to an address, the newest first. */
  async fates(to: string): Promise<(readonly [string, string | null])[]> {
    const { data } = await this.inLabel(() => this.mails.list({ to }));
    return data.map(({ state, errorCode }) => [state, errorCode] as const);
  }
}

export function to(address: string, more: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    to: { address, name: 'Zoë Ümit' },
    template: 'welcome',
    data: { name: 'Zoë' },
    locale: 'de-DE',
    ...more,
  };
}

/** An SMTP server that answers as told. */
export async function smtpServer(options: SMTPServerOptions): Promise<{ url: string; close: () => void }> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], ...options });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, close: () => server.close() };
}
