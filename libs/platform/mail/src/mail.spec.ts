import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import { JobsModule, Jobs } from '#platform/jobs';
import { newId, runForTenant, setLogLevel, systemActor } from '#platform/kernel';
import { OutboundModule } from '#platform/outbound';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { join } from 'node:path';
import pg from 'pg';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';
import {
  DemoMailbox,
  Mail,
  MailModule,
  MailRenderer,
  type OutgoingMail,
  Mails,
  type RenderedMail,
} from './index.js';

const label = newId();
let overrides: Partial<RenderedMail> = {};

@Injectable()
class Renderer extends MailRenderer {
  async render(
    _tenantId: string,
    template: string,
    data: Readonly<Record<string, unknown>>,
    _locale: string,
    token: string | null,
  ): Promise<RenderedMail> {
    return {
      subject: `${template} für ${String(data['name'])}`,
      html: `<p>Grüße, ${String(data['name'])}</p>`,
      text: `Grüße, ${String(data['name'])}`,
      from: { name: 'Fjord Studio', address: 'hello@fjord.example' },
      replyTo: 'answers@fjord.example',
      hostDomain: 'creators.fjord.example:3000',
      postalAddress: '1 Quay, Bergen',
      transportUrl: null,
      unsubscribeUrl: token && `https://go.fjord.example/u/${token}`,
      ...overrides,
    };
  }
}

@Global()
@Module({ providers: [{ provide: MailRenderer, useClass: Renderer }], exports: [MailRenderer] })
class RendererModule {}

let database: TestDatabase;
let dataDir: string;
let mailbox: DemoMailbox;
let app: TestingModule;
let db: Db;
let mail: Mail;
let mails: Mails;
let jobs: Jobs;
let admin: pg.Client;

const inLabel = <T>(fn: () => Promise<T>, tenantId = label) =>
  runForTenant(tenantId, systemActor, () => db.transaction(fn));
const to = (address: string, more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: { address, name: 'Zoë Ümit' },
  template: 'welcome',
  data: { name: 'Zoë' },
  locale: 'de-DE',
  ...more,
});

async function deliver(message: OutgoingMail): Promise<string> {
  await inLabel(() => mail.send(message));
  await jobs.idle();
  const [found] = mailbox.list({ to: message.to.address });
  if (!found) throw new Error('nothing came');
  return (await mailbox.raw(found.id)).toString('latin1');
}

/** An SMTP server that refuses as told. */
async function refusing(options: SMTPServerOptions): Promise<{ url: string; close: () => void }> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], ...options });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, close: () => server.close() };
}

beforeAll(async () => {
  setLogLevel('silent');
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'mail-'));
  mailbox = new DemoMailbox(dataDir);
  await mailbox.start();
  app = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ urls: database.urls, poolSize: 8 }),
      JobsModule.forRoot({ platformUrl: database.urls.platform, runner: true }),
      OutboundModule.forRoot({ allowLoopback: true }),
      RendererModule,
      MailModule.forRoot({ transportUrl: mailbox.transportUrl }),
    ],
  }).compile();
  await app.init();
  [db, mail, mails, jobs] = [app.get(Db), app.get(Mail), app.get(Mails), app.get(Jobs)];
  admin = new pg.Client({ connectionString: superuserUrl(database) });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await app?.close();
  await mailbox?.stop();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

afterEach(() => {
  overrides = {};
});

describe('a mail', () => {
  it('goes out in the label’s name, once the transaction that causes it is committed', async () => {
    await deliver(to('zoe@example.com', { thread: 'c1', personal: true, replyTo: 'reply+x@fjord.example' }));
    const [summary] = mailbox.list({ to: 'ZOE@example.com', host: 'creators.fjord.example' });
    const got = await mailbox.get(summary!.id);
    expect(got).toMatchObject({
      from: 'hello@fjord.example',
      fromName: 'Fjord Studio',
      replyTo: 'reply+x@fjord.example',
      subject: 'welcome für Zoë',
    });
    expect(got.html).toContain('<p>Grüße, Zoë</p>');
    expect(got.text).toContain('Grüße, Zoë');
    const names = got.headers.map(({ name }) => name);
    expect(names).not.toContain('Auto-Submitted');
    expect(got.headers).toContainEqual({ name: 'References', value: '<thread.c1@creators.fjord.example>' });
    const { data } = await inLabel(() => mails.list({ to: 'zoe@example.com' }));
    expect(data).toMatchObject([
      { state: 'sent', subject: 'welcome für Zoë', thread: 'c1', errorCode: null },
    ]);
  });

  it('is not sent when its transaction is rolled back', async () => {
    await expect(
      inLabel(async () => {
        await mail.send(to('never@example.com'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await jobs.idle();
    expect(mailbox.list({ to: 'never@example.com' })).toEqual([]);
    expect(await inLabel(() => mails.count({ to: 'never@example.com' }))).toBe(0);
  });

  it('shows nothing of the engine, its libraries or the machine', async () => {
    const raw = await deliver(to('bare@example.com', { bulk: true }));
    for (const word of [
      'halyard',
      'nodemailer',
      '_NmP',
      'X-Mailer',
      'User-Agent',
      'Received',
      'smtp-server',
      'pg-boss',
    ]) {
      expect(raw.toLowerCase()).not.toContain(word.toLowerCase());
    }
    expect(raw).not.toContain(hostname());
    expect(raw).not.toContain(`${userInfo().username}@`);
    expect(raw).toMatch(/^Message-ID: <[0-9a-f-]{36}@creators\.fjord\.example>\r$/m);
    expect(mailbox.list({ to: 'bare@example.com' })[0]?.host).toBe('creators.fjord.example');
    const names = [...raw.slice(0, raw.indexOf('\r\n\r\n')).matchAll(/^([A-Za-z-]+):/gm)].map(
      ([, name]) => name,
    );
    expect(new Set(names)).toEqual(
      new Set([
        'From',
        'To',
        'Reply-To',
        'Subject',
        'Message-ID',
        'Date',
        'MIME-Version',
        'Content-Type',
        'Auto-Submitted',
        'List-Unsubscribe',
        'List-Unsubscribe-Post',
      ]),
    );
  });

  it('can be left with one click, on a line that does not fold, and then is not sent again', async () => {
    const raw = await deliver(to('bulk@example.com', { bulk: true }));
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    const token = /^List-Unsubscribe: <https:\/\/go\.fjord\.example\/u\/([\w-]{22})>\r$/m.exec(raw)?.[1];
    await inLabel(() => mails.unsubscribe(token!));
    await inLabel(() => mails.unsubscribe('unknown'));
    await inLabel(() => mail.send(to('BULK@example.com', { bulk: true })));
    await inLabel(() => mail.send(to('bulk@example.com', { template: 'receipt' })));
    await jobs.idle();
    const { data } = await inLabel(() => mails.list({ to: 'bulk@example.com' }));
    expect(data.map(({ template, state, errorCode }) => [template, state, errorCode])).toEqual([
      ['receipt', 'sent', null],
      ['welcome', 'suppressed', 'unsubscribe'],
      ['welcome', 'sent', null],
    ]);
    expect(
      await inLabel(() => mails.suppressedFor({ toNorm: 'bulk@example.com', bulk: true }), newId()),
    ).toBeNull();
  });

  it('is no bulk mail without a postal address', async () => {
    overrides = { postalAddress: null };
    await inLabel(() => mail.send(to('nowhere@example.com', { bulk: true })));
    await jobs.idle();
    expect((await inLabel(() => mails.list({ to: 'nowhere@example.com' }))).data).toMatchObject([
      { state: 'failed', errorCode: 'postal_address_missing' },
    ]);
  });

  it('refuses an address that would be two, or a header', async () => {
    for (const address of [
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      '<a@b.example>',
      'a@',
      'a b@c.d',
    ]) {
      await expect(inLabel(() => mail.send(to(address)))).rejects.toMatchObject({
        errors: [{ code: 'bad_email' }],
      });
    }
  });

  it('cannot be given a header through its subject or a name', async () => {
    overrides = {
      subject: 'Hi\r\nBcc: victim@example.com',
      from: { name: 'X\r\nX-Evil: 1', address: 'hello@fjord.example' },
    };
    const raw = await deliver(
      to('crlf@example.com', { to: { address: 'crlf@example.com', name: 'A\nCc: v@e.example' } }),
    );
    expect(raw).not.toMatch(/^(Bcc|Cc|X-Evil):/im);
    expect(mailbox.list({ to: 'victim@example.com' })).toEqual([]);
  });

  it('forgets what the template was filled with once it is out', async () => {
    await deliver(to('link@example.com', { data: { name: 'secret-link' } }));
    const { rows } = await admin.query(`SELECT 1 FROM mail_message WHERE data IS NOT NULL`);
    expect(rows).toEqual([]);
    const { rows: queued } = await admin.query(
      `SELECT 1 FROM pgboss.job WHERE data::text LIKE '%secret-link%'`,
    );
    expect(queued).toEqual([]);
  });

  it('keeps its Message-ID when it is sent again', async () => {
    const first = await deliver(to('again@example.com'));
    await admin.query(
      `UPDATE mail_message SET state = 'queued', sent_at = NULL, data = '{"name":"Zoë"}' WHERE to_norm = 'again@example.com'`,
    );
    await admin.query(
      `UPDATE pgboss.job SET state = 'retry', completed_on = NULL WHERE data->'payload'->>'mailId' =
        (SELECT id::text FROM mail_message WHERE to_norm = 'again@example.com')`,
    );
    await jobs.idle();
    const sent = mailbox.list({ to: 'again@example.com' });
    expect(sent).toHaveLength(2);
    const idOf = (raw: string) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1];
    expect(idOf((await mailbox.raw(sent[0]!.id)).toString())).toBe(idOf(first));
  });

  it('fails for good when the server refuses the recipient, who then gets no more', async () => {
    const server = await refusing({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 })),
    });
    overrides = { transportUrl: server.url };
    await inLabel(() => mail.send(to('gone@example.com')));
    await jobs.idle();
    server.close();
    expect((await inLabel(() => mails.list({ to: 'gone@example.com' }))).data).toMatchObject([
      { state: 'failed', errorCode: 'smtp_550', subject: null },
    ]);
    expect(await inLabel(() => mails.suppressedFor({ toNorm: 'gone@example.com', bulk: false }))).toBe(
      'bounce',
    );
    await inLabel(() => mails.release('gone@example.com'));
    expect(await inLabel(() => mails.suppressedFor({ toNorm: 'gone@example.com', bulk: false }))).toBeNull();
  });

  it('stays queued when the server is only busy', async () => {
    const server = await refusing({
      onMailFrom: (_address, _session, done) =>
        done(Object.assign(new Error('later'), { responseCode: 451 })),
    });
    overrides = { transportUrl: server.url };
    const id = await inLabel(() => mail.send(to('busy@example.com')));
    await jobs.idle();
    server.close();
    expect((await inLabel(() => mails.list({ to: 'busy@example.com' }))).data).toMatchObject([
      { id, state: 'queued' },
    ]);
    const { rows } = await admin.query(
      `DELETE FROM pgboss.job WHERE data->'payload'->>'mailId' = $1 RETURNING state`,
      [id],
    );
    expect(rows).toEqual([{ state: 'retry' }]);
  });

  it('does not go to a server of a label’s choice that is not public', async () => {
    overrides = { transportUrl: 'smtp://10.0.0.1:25' };
    const id = await inLabel(() => mail.send(to('private@example.com')));
    await jobs.idle();
    await admin.query(`DELETE FROM pgboss.job WHERE data->'payload'->>'mailId' = $1`, [id]);
    expect(mailbox.list({ to: 'private@example.com' })).toEqual([]);
  });

  it('is seen by its label alone', async () => {
    expect(await inLabel(() => mails.count())).toBeGreaterThan(5);
    expect(await inLabel(() => mails.count(), newId())).toBe(0);
  });

  it('is listed in pages', async () => {
    const all = await inLabel(() => mails.count());
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: { data: { id: string }[]; next: string | null } = await inLabel(() =>
        mails.list({}, cursor, 3),
      );
      for (const { id } of page.data) seen.add(id);
      cursor = page.next;
    } while (cursor);
    expect(seen.size).toBe(all);
  });
});

describe('the demo’s mailbox', () => {
  it('has its mails again after a restart', async () => {
    await deliver(to('kept@example.com'));
    const again = new DemoMailbox(dataDir);
    await again.start();
    try {
      const [found] = again.list({ to: 'kept@example.com' });
      expect((await again.get(found!.id)).subject).toBe('welcome für Zoë');
    } finally {
      await again.stop();
    }
  });

  it('refuses an id that is none', async () => {
    await expect(mailbox.raw('../postgres.secret')).rejects.toMatchObject({ kind: 'notFound' });
  });
});
