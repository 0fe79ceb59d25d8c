import { generateKeyPairSync } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { MailStage, to, wish } from './support/mail-stage.js';
import { TELLTALES } from '../apps/halyard/src/doctor/telltales.js';

/** A label's verified domain, with a key of each kind that there is (RFC 6376, RFC 8463). */
const senderWith = (type: 'rsa' | 'ed25519') => {
  const { privateKey, publicKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const shown = type === 'rsa' ? der : der.subarray(-32);
  return {
    sender: {
      domain: 'fjord.example',
      selector: `s-${type}`,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    },
    record: [
      `s-${type}._domainkey.fjord.example`,
      `v=DKIM1; k=${type}; p=${shown.toString('base64')}`,
    ] as const,
  };
};
const RSA = senderWith('rsa');
const ED25519 = senderWith('ed25519');

let stage: MailStage;
let received = 0;
beforeAll(async () => {
  stage = await MailStage.open();
});
afterAll(() => stage?.close());
afterEach(() => {
  wish.mail = {};
});

interface Came {
  readonly raw: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly returnPath: string;
  readonly greeting: string;
}

/** Sends a mail to somebody new and answers what the SMTP server was given. */
async function came(more: Parameters<typeof to>[1] = {}): Promise<Came> {
  const address = `p${++received}@example.com`;
  const raw = await stage.deliver(to(address, more.to ? { ...more, to: { ...more.to, address } } : more));
  const [summary] = stage.mailbox.list({ to: address });
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  const headers = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
  return { raw, headers, returnPath: summary?.from ?? '', greeting: summary?.host ?? '' };
}

const valueOf = ({ headers }: Came, name: string) => headers.find(([one]) => one === name)?.[1];

/** What a receiver's check of the signature says, with only this record in DNS. */
async function verdict(raw: string, [name, value]: readonly [string, string]) {
  const { results } = await dkimVerify(Buffer.from(raw, 'latin1'), {
    resolver: (asked: string) =>
      asked === name
        ? Promise.resolve([[value]])
        : Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
  });
  return results.map(({ status, signingDomain, info }) => ({ result: status.result, signingDomain, info }));
}

describe.each([
  ['neutral sender', null, 'fjord.post.example', 'hello@fjord.post.example', 'answers@fjord.example'],
  ['verified domain', RSA.sender, 'fjord.example', 'hello@fjord.example', 'answers@fjord.example'],
] as const)('from the label’s %s', (_name, sender, host, from, replyTo) => {
  const news = { template: 'news', thread: 't1' };
  let mail: Came;
  beforeAll(async () => {
    wish.mail = { sender };
    mail = await came(news);
  });

  it.each([
    ['From', `Fjord Studio <${from}>`],
    ['To', /^=\?UTF-8\?Q\?.+\?= <p\d+@example\.com>$/],
    ['Reply-To', replyTo],
    ['Subject', /^=\?UTF-8\?Q\?news.+\?=$/],
    ['Message-ID', new RegExp(`^<[0-9a-f-]{36}@${host.replaceAll('.', '\\.')}>$`)],
    ['References', `<thread.t1@${host}>`],
    ['In-Reply-To', `<thread.t1@${host}>`],
    ['Auto-Submitted', 'auto-generated'],
    ['List-Unsubscribe', /^<https:\/\/go\.fjord\.example\/u\/[\w-]{22}>$/],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ['MIME-Version', '1.0'],
    ['Content-Type', /^multipart\/alternative; boundary="[^"]+"$/],
    ['Date', /^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$/],
    ['DKIM-Signature', new RegExp(`a=rsa-sha256; .*d=${host.replaceAll('.', '\\.')};`)],
  ])('%s is %s', (name, value) => {
    const found = valueOf(mail, name);
    if (typeof value === 'string') expect(found).toBe(value);
    else expect(found).toMatch(value);
  });

  it('has no header besides', () => {
    const names = mail.headers.map(([name]) => name);
    expect(names).toHaveLength(14);
    expect(new Set(names).size).toBe(names.length);
  });

  it('greets by the label’s name, and comes back to the mail’s own address', () => {
    expect(mail.greeting).toBe(host);
    expect(mail.returnPath).toMatch(/^bounce-[0-9a-f]{24}@fjord\.post\.example$/);
  });

  it('has one line, short enough never to be folded, for the one click', () => {
    const line = /^List-Unsubscribe: .*$/m.exec(mail.raw)?.[0] ?? '';
    expect(line.length).toBeLessThan(76);
  });

  it('shows nothing of the engine, its libraries or the machine', () => {
    const text = mail.raw.toLowerCase();
    const words = [
      ...TELLTALES,
      'x-mailer',
      'user-agent',
      'received:',
      'smtp-server',
      `@${hostname()}`,
      `${userInfo().username}@`,
    ];
    expect(words.filter((word) => text.includes(word.toLowerCase()))).toEqual([]);
  });
});

describe('the signature', () => {
  it.each([
    ['RSA', RSA],
    ['Ed25519', ED25519],
  ])('by %s is right for the record of the label’s domain', async (_name, { sender, record }) => {
    wish.mail = { sender };
    for (const template of ['news', 'welcome']) {
      const { raw } = await came({ template });
      expect(await verdict(raw, record)).toMatchObject([{ result: 'pass', signingDomain: 'fjord.example' }]);
    }
  });

  it('of the neutral sender is right for the record that the operator is told to set', async () => {
    const { raw } = await came();
    const records = await stage.senders.neutralRecords();
    const mine = records.find(({ name }) => name.endsWith('._domainkey.fjord.post.example'));
    expect(await verdict(raw, [mine!.name, mine!.value])).toMatchObject([
      { result: 'pass', signingDomain: 'fjord.post.example' },
    ]);
    const { rows } = await stage.admin.query<{ sealed: string }>(
      'SELECT private_key_sealed AS sealed FROM mail_signing_key',
    );
    expect(rows.map(({ sealed }) => sealed).join()).not.toContain('PRIVATE KEY');
  });

  it.each([
    ['another word in the body', (raw: string) => raw.replace('Gr', 'Gx')],
    ['another subject', (raw: string) => raw.replace('Subject: ', 'Subject: x')],
    ['a second From', (raw: string) => `From: evil@evil.example\r\n${raw}`],
    ['a second Subject', (raw: string) => `Subject: evil\r\n${raw}`],
    ['another way to unsubscribe', (raw: string) => raw.replace('/u/', '/x/')],
  ])('does not hold for %s', async (_name, change) => {
    wish.mail = { sender: RSA.sender };
    const { raw } = await came({ template: 'news' });
    const changed = change(raw);
    expect(changed).not.toBe(raw);
    const results = await verdict(changed, RSA.record);
    expect(results.filter(({ result }) => result === 'pass')).toEqual([]);
  });

  it('holds for texts with long lines, blank lines at the end and other alphabets', async () => {
    wish.mail = {
      sender: RSA.sender,
      subject:
        'مرحبًا بك في الحملة — eine sehr lange Betreffzeile, die über mehr als eine Zeile geht, sicherlich',
      text: `${'أ'.repeat(500)}\n\n  trailing \t \n.\n\n\n`,
      html: `<p>${'x '.repeat(2_000)}</p>\n\n`,
    };
    const { raw } = await came();
    expect(await verdict(raw, RSA.record)).toMatchObject([{ result: 'pass' }]);
  });

  it('is not made with a domain that the sender’s address does not belong to', async () => {
    wish.mail = { sender: RSA.sender, from: { name: 'Fjord Studio', address: 'hello@other.example' } };
    const mail = await came();
    expect(valueOf(mail, 'From')).toBe('Fjord Studio <hello@fjord.post.example>');
    expect(valueOf(mail, 'DKIM-Signature')).toContain('d=fjord.post.example;');
  });
});

describe('no header can be smuggled in', () => {
  const ADDED = /^(Bcc|Cc|X-Evil|Content-Transfer-Encoding: evil):/im;
  const ENDS = [
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '\u2028',
    '\u2029',
    '\u0085',
    '\v',
    '\f',
    '\0',
    '\r\n ',
    '%0d%0a',
  ];

  it.each(ENDS.map((end) => [JSON.stringify(end), end]))(
    'through a name or the subject with %s',
    async (_name, end) => {
      const evil = `Hi${end}Bcc: victim@example.com${end}X-Evil: 1`;
      wish.mail = { subject: evil, from: { name: evil, address: 'hello@fjord.example' } };
      const mail = await came({ to: { address: '', name: evil } });
      expect(mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'))).not.toMatch(ADDED);
      expect(stage.mailbox.list({ to: 'victim@example.com' })).toEqual([]);
    },
  );

  it.each([
    'a@b.example, c@d.example',
    'a@b.example;c@d.example',
    'a@b.example c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\nBcc: c@d.example',
    'a@b.example\rBcc: c@d.example',
    'a@b.example\u2028Bcc: c@d.example',
    'a@b.example>\r\nRCPT TO:<c@d.example',
    '<a@b.example>',
    'A <a@b.example>',
    '"a@evil.example"@b.example',
    '"a b"@b.example',
    'a(comment)@b.example',
    'group: a@b.example;',
    'a@b@c.example',
    '@b.example',
    'a@',
    'a b@c.example',
    'a@b example',
    'a\0@b.example',
    'a@b.example\0',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@b.example`,
    '',
  ])('through the address %j', async (address) => {
    for (const message of [to(address), to('fine@example.com', { replyTo: address })])
      await expect(stage.inLabel(() => stage.mail.send(message))).rejects.toMatchObject({
        errors: [{ code: 'bad_email' }],
      });
  });
});
