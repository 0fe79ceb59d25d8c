import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { newId } from '#platform/kernel';
import { MailStage, smtpServer, to, wish } from '../../../../test/support/mail-stage.js';
import { DemoMailbox, RENDERINGS_KEPT_DAYS } from './index.js';

const KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
let stage: MailStage;

beforeAll(async () => {
  stage = await MailStage.open();
});
afterAll(() => stage?.close());
afterEach(() => {
  wish.mail = {};
});

/** The mails' job again, as a runner finds it that comes after one that died. */
async function repeatJobOf(address: string): Promise<void> {
  await stage.admin.query(
    `UPDATE pgboss.job SET state = 'retry', completed_on = NULL, start_after = now() WHERE data->'payload'->>'mailId' =
      (SELECT id::text FROM mail_message WHERE to_norm = $1)`,
    [address],
  );
}

const forgetJobOf = (id: string) =>
  stage.admin.query<{ state: string }>(
    `DELETE FROM pgboss.job WHERE data->'payload'->>'mailId' = $1 RETURNING state`,
    [id],
  );

describe('a mail', () => {
  it('goes out in the label’s name, once the transaction that causes it is committed', async () => {
    await stage.deliver(
      to('zoe@example.com', { thread: 'c1', personal: true, replyTo: 'reply+x@fjord.example' }),
    );
    const [summary] = stage.mailbox.list({ to: 'ZOE@example.com', host: 'fjord.post.example' });
    const got = await stage.mailbox.get(summary!.id);
    expect(got).toMatchObject({
      fromName: 'Fjord Studio',
      replyTo: 'reply+x@fjord.example',
      subject: 'welcome für Zoë',
    });
    expect(got.html).toContain('<p>Grüße, Zoë</p>');
    expect(got.text).toContain('Grüße, Zoë');
    expect(got.headers).toContainEqual({ name: 'References', value: '<thread.c1@fjord.post.example>' });
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'zoe@example.com' }));
    expect(data).toMatchObject([
      { state: 'sent', subject: 'welcome für Zoë', thread: 'c1', errorCode: null },
    ]);
  });

  it('can be read as it was sent for so long, and stays in the list for good', async () => {
    await stage.deliver(to('kept@example.com'));
    await stage.deliver(to('forgotten@example.com'));
    const of = async (address: string) => {
      const { data } = await stage.inLabel(() => stage.mails.list({ to: address }));
      return stage.inLabel(() => stage.mails.get(data[0]?.id ?? ''));
    };
    const age = (address: string, days: number) =>
      stage.admin.query(
        `UPDATE mail_rendering SET created_at = now() - make_interval(days => $2) WHERE id = $1`,
        [address, days],
      );
    await age((await of('kept@example.com')).id, RENDERINGS_KEPT_DAYS - 1);
    const { id } = await of('forgotten@example.com');
    await age(id, RENDERINGS_KEPT_DAYS + 1);
    await stage.retention.forget();
    await stage.retention.forget();
    expect(await of('kept@example.com')).toMatchObject({ rendered: true, resendable: true });
    expect(await of('forgotten@example.com')).toMatchObject({
      ...{ id, state: 'sent', subject: 'welcome für Zoë', rendered: false, resendable: false },
      steps: [expect.objectContaining({ step: 'queued' }), expect.objectContaining({ step: 'sent' })],
    });
    await expect(stage.inLabel(() => stage.mails.rendering(id))).rejects.toThrow('not_found');
    await expect(stage.inLabel(() => stage.mails.resend(id))).rejects.toThrow('mail_not_resendable');
  });

  it('is not sent when its transaction is rolled back', async () => {
    await expect(
      stage.inLabel(async () => {
        await stage.mail.send(to('never@example.com'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await stage.jobs.idle();
    expect(stage.mailbox.list({ to: 'never@example.com' })).toEqual([]);
    expect(await stage.fates('never@example.com')).toEqual([]);
  });

  it('that nobody has to get is not sent without a postal address', async () => {
    wish.mail = { postalAddress: null };
    await stage.inLabel(() => stage.mail.send(to('nowhere@example.com', { template: 'news' })));
    await stage.jobs.idle();
    expect(await stage.fates('nowhere@example.com')).toEqual([['failed', 'postal_address_missing']]);
  });

  it('forgets what the template was filled with, and keeps no link that lets somebody in', async () => {
    const secret = 'Zq9xW1-secret_of_a_link-8Yt3';
    await stage.deliver(to('link@example.com', { data: { name: 'Zoë', link: `/sign-in/link/${secret}` } }));
    expect(await stage.newest('link@example.com')).toContain('secret_of');
    const everything = await stage.admin.query<{ found: string }>(
      `SELECT m::text AS found FROM mail_message m UNION ALL SELECT r::text FROM mail_rendering r
       UNION ALL SELECT j.data::text FROM pgboss.job j`,
    );
    expect(everything.rows.filter(({ found }) => found?.includes('secret_of'))).toEqual([]);
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'link@example.com' }));
    const id = data[0]!.id;
    expect((await stage.inLabel(() => stage.mails.rendering(id))).text).toContain('/sign-in/link/•••');
    await expect(stage.inLabel(() => stage.mails.resend(id))).rejects.toMatchObject({
      code: 'mail_not_resendable',
    });
  });

  it('keeps links to things, which let nobody in', async () => {
    const link = `/campaigns/${newId()}`;
    await stage.deliver(to('thing@example.com', { data: { name: 'Zoë', link } }));
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'thing@example.com' }));
    expect((await stage.inLabel(() => stage.mails.rendering(data[0]!.id))).text).toContain(link);
  });

  it('is not sent again by its job once it is recorded as sent', async () => {
    await stage.deliver(to('once@example.com'));
    await repeatJobOf('once@example.com');
    await stage.jobs.idle();
    expect(stage.mailbox.list({ to: 'once@example.com' })).toHaveLength(1);
  });

  it('that a runner sent before it died goes out again under the same Message-ID', async () => {
    const first = await stage.deliver(to('again@example.com'));
    await stage.admin.query(
      `UPDATE mail_message SET state = 'queued', sent_at = NULL, data = '{"name":"Zoë"}' WHERE to_norm = 'again@example.com'`,
    );
    await repeatJobOf('again@example.com');
    await stage.jobs.idle();
    expect(stage.mailbox.list({ to: 'again@example.com' })).toHaveLength(2);
    const idOf = (raw: string) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1];
    expect(idOf(await stage.newest('again@example.com'))).toBe(idOf(first));
  });

  it('that staff send again says the same under the same Message-ID, and tells of it', async () => {
    const first = await stage.deliver(to('resent@example.com'));
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'resent@example.com' }));
    const id = data[0]!.id;
    wish.mail = { subject: 'another by now', html: '<p>another</p>', text: 'another' };
    await stage.inLabel(() => stage.mails.resend(id));
    await stage.jobs.idle();
    const again = await stage.newest('resent@example.com');
    const bodyOf = (raw: string) => [
      /^Message-ID: .*$/m.exec(raw)?.[0],
      /^Subject: .*$/m.exec(raw)?.[0],
      raw.includes('another'),
    ];
    expect(bodyOf(again)).toEqual(bodyOf(first));
    const { steps } = await stage.inLabel(() => stage.mails.get(id));
    expect(steps.map(({ step }) => step)).toEqual(['queued', 'sent', 'resent', 'sent']);
  });

  it('is seen by its label alone', async () => {
    expect(await stage.inLabel(() => stage.mails.count())).toBeGreaterThan(5);
    expect(await stage.inLabel(() => stage.mails.count(), newId())).toBe(0);
  });

  it('is found by the name of a person, and by an address only where that may be seen', async () => {
    const named = { to: { address: 'kari@nord.example', name: 'Kari Dahl' } };
    await stage.deliver(to('kari@nord.example', named));
    const found = (filter: object) => stage.inLabel(() => stage.mails.count(filter));
    expect(await found({ person: 'KARI D' })).toBe(1);
    expect(await found({ person: 'nord.ex' })).toBe(0);
    expect(await found({ person: 'nord.ex', byAddress: true })).toBe(1);
    expect(await found({ person: '%' })).toBe(0);
  });

  it('is listed in pages', async () => {
    const all = await stage.inLabel(() => stage.mails.count());
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: { data: { id: string }[]; next: string | null } = await stage.inLabel(() =>
        stage.mails.list({}, cursor, 3),
      );
      for (const { id } of page.data) seen.add(id);
      cursor = page.next;
    } while (cursor);
    expect(seen.size).toBe(all);
  });
});

describe('a server that refuses', () => {
  /** The label's own, so that only this mail goes there. */
  const own = (url: string) => ({
    transportUrl: url,
    sender: { domain: 'fjord.example', selector: 's1', privateKey: KEY },
  });

  it.each([
    ['the recipient for good', 'rcpt', 550, '5.1.1 no such user', 'failed', 'bounce'],
    ['the recipient’s full mailbox', 'rcpt', 552, '5.2.2 mailbox full', 'failed', null],
    ['our kind of mail', 'rcpt', 550, '5.7.1 blocked by policy', 'failed', null],
    ['the message', 'data', 554, '5.6.0 not in this form', 'failed', null],
    ['because it is busy', 'rcpt', 451, '4.7.1 greylisted', 'queued', null],
    ['the sender for now', 'mail', 421, '4.3.2 closing', 'queued', null],
  ] as const)('%s (%s %i %s) leaves the mail %s', async (_name, at, responseCode, text, state, obstacle) => {
    const refuse = (done: (error: Error) => void) => done(Object.assign(new Error(text), { responseCode }));
    const server = await smtpServer({
      ...(at === 'mail' && { onMailFrom: (_a, _s, done) => refuse(done) }),
      ...(at === 'rcpt' && { onRcptTo: (_a, _s, done) => refuse(done) }),
      ...(at === 'data' && {
        onData: (stream, _s, done) => void stream.resume().on('end', () => refuse(done)),
      }),
    });
    wish.mail = own(server.url);
    const address = `refused-${responseCode}-${text.slice(0, 5)}@example.com`;
    const id = await stage.inLabel(() => stage.mail.send(to(address)));
    await stage.jobs.idle();
    server.close();
    expect(await stage.fates(address)).toEqual([[state, state === 'failed' ? `smtp_${responseCode}` : null]]);
    expect(await stage.inLabel(() => stage.mail.obstacle({ toNorm: address, kind: 'account' }))).toBe(
      obstacle,
    );
    const { rows } = await forgetJobOf(id);
    expect(rows).toEqual(state === 'failed' ? expect.anything() : [{ state: 'retry' }]);
    const { steps, messageId } = await stage.inLabel(() => stage.mails.get(id));
    expect(steps.at(-1)).toMatchObject({ step: state === 'failed' ? 'failed' : 'deferred' });
    expect(messageId).toBe(`<${id}@fjord.example>`);
  });

  it('nobody, but is not there: the mail waits', async () => {
    wish.mail = own('smtp://127.0.0.1:9');
    const id = await stage.inLabel(() => stage.mail.send(to('down@example.com')));
    await stage.jobs.idle();
    expect(await stage.fates('down@example.com')).toEqual([['queued', null]]);
    expect((await forgetJobOf(id)).rows).toEqual([{ state: 'retry' }]);
  });

  it('a mail at its last repetition leaves it failed', async () => {
    wish.mail = own('smtp://127.0.0.1:9');
    const id = await stage.inLabel(() => stage.mail.send(to('last@example.com')));
    await stage.jobs.idle();
    await stage.admin.query(
      `UPDATE pgboss.job SET retry_count = retry_limit - 1, start_after = now() WHERE data->'payload'->>'mailId' = $1`,
      [id],
    );
    await stage.jobs.idle();
    expect(await stage.fates('last@example.com')).toEqual([['failed', expect.stringMatching(/^e[a-z]+$/)]]);
  });

  it('is never one of the label’s choice that is not public', async () => {
    wish.mail = own('smtp://10.0.0.1:25');
    const id = await stage.inLabel(() => stage.mail.send(to('private@example.com')));
    await stage.jobs.idle();
    await forgetJobOf(id);
    expect(stage.mailbox.list({ to: 'private@example.com' })).toEqual([]);
  });
});

describe('what somebody wants', () => {
  const news = (address: string) => to(address, { template: 'news' });

  it('is honoured by the one click, for that kind alone, and what reaches everybody still comes', async () => {
    const raw = await stage.deliver(news('tired@example.com'));
    const token = /^List-Unsubscribe: <https:\/\/go\.fjord\.example\/u\/([\w-]{22})>\r$/m.exec(raw)?.[1];
    await stage.inLabel(() => stage.preferences.stop(token!));
    await stage.inLabel(() => stage.preferences.stop('unknown'));
    for (const template of ['news', 'payment', 'receipt'])
      await stage.inLabel(() => stage.mail.send(to('TIRED@example.com', { template })));
    await stage.jobs.idle();
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'tired@example.com' }));
    expect(data.map(({ template, state, errorCode }) => [template, state, errorCode])).toEqual([
      ['receipt', 'sent', null],
      ['payment', 'sent', null],
      ['news', 'suppressed', 'preference'],
      ['news', 'sent', null],
    ]);
  });

  it('is honoured for what was queued before', async () => {
    await stage.inLabel(async () => {
      await stage.mail.send(news('late@example.com'));
      await stage.preferences.choose('late@example.com', ['money']);
    });
    await stage.jobs.idle();
    expect(stage.mailbox.list({ to: 'late@example.com' })).toEqual([]);
    expect(await stage.fates('late@example.com')).toEqual([['suppressed', 'preference']]);
  });

  it('can be taken back, and is another label’s business in no case', async () => {
    await stage.inLabel(() => stage.preferences.choose('back@example.com', []));
    const elsewhere = newId();
    expect(await stage.inLabel(() => stage.preferences.of('back@example.com'), elsewhere)).toContainEqual({
      kind: 'campaigns',
      wanted: true,
    });
    await stage.inLabel(() => stage.preferences.choose('BACK@example.com', ['campaigns']));
    await stage.deliver(news('back@example.com'));
    expect(await stage.fates('back@example.com')).toEqual([['sent', null]]);
  });
});

describe('the demo’s mailbox', () => {
  it('has its mails again after a restart', async () => {
    await stage.deliver(to('kept@example.com'));
    const again = new DemoMailbox(stage.folder);
    await again.start();
    try {
      const [found] = again.list({ to: 'kept@example.com' });
      expect((await again.get(found!.id)).subject).toBe('welcome für Zoë');
    } finally {
      await again.stop();
    }
  });

  it('refuses an id that is none', async () => {
    await expect(stage.mailbox.raw('../postgres.secret')).rejects.toMatchObject({ kind: 'notFound' });
  });
});
