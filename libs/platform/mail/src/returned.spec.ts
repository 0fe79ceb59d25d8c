import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import { MailStage, to } from '../../../../test/support/mail-stage.js';
import { bounceKind } from './bounce-rules.js';
import { readReport } from './delivery-reports.js';

const lines = (...text: string[]) => Buffer.from(text.join('\r\n'));

/** A delivery status notification as Postfix writes it (RFC 3464). */
function dsn(to: string, fields: { action: string; status: string; diagnostic?: string }): Buffer {
  return lines(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example.com (Mail Delivery System)',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    'Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000 (UTC)',
    '',
    'Final-Recipient: rfc822; gone@example.com',
    `Action: ${fields.action}`,
    `Status: ${fields.status}`,
    ...(fields.diagnostic ? [`Diagnostic-Code: smtp; ${fields.diagnostic}`] : []),
    '',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    'Subject: welcome',
    '',
    '--b1--',
    '',
  );
}

/** A complaint as a mailbox provider sends it to a fixed address (RFC 5965): the Return-Path stands in its fields. */
function arf(returnPath: string, type = 'abuse'): Buffer {
  return lines(
    'From: <feedback@provider.example>',
    'To: <abuse@post.example>',
    'Subject: FW: news',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b2"',
    '',
    '--b2',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '',
    '--b2',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    `Original-Mail-From: <${returnPath}>`,
    '',
    '--b2',
    'Content-Type: message/rfc822',
    '',
    'From: <hello@fjord.example>',
    'Subject: news',
    '',
    'Hello',
    '--b2--',
    '',
  );
}

const VACATION = (to: string) =>
  lines(`To: ${to}`, 'Subject: Out of office', 'Auto-Submitted: auto-replied', '', 'Back on Monday.');

describe('a refusal', () => {
  it.each([
    ['5.1.1', 'no such user', 'hard'],
    ['5.1.10', 'recipient address has null MX', 'hard'],
    ['5.2.1', 'mailbox disabled', 'hard'],
    ['5.2.2', 'mailbox full', 'soft'],
    ['5.2.3', 'message too large', 'soft'],
    ['4.4.1', 'no answer for five days', 'soft'],
    ['5.7.1', 'blocked', 'policy'],
    ['5.7.26', 'not authenticated', 'policy'],
    ['5.1.8', 'bad sender address', 'policy'],
    ['5.0.0', '550 User unknown', 'hard'],
    [null, 'mailbox unavailable', 'hard'],
    [null, 'something else', 'soft'],
  ] as const)('%s %s says of the address: %s', (status, words, kind) => {
    expect(bounceKind(status, words)).toBe(kind);
  });
});

describe('a report', () => {
  it.each([
    ['nothing of the kind', lines('Subject: Hi', '', 'Status: 5.1.1', 'Action: failed')],
    ['an answer by itself', VACATION('x@post.example')],
    ['bytes', Buffer.from([0, 255, 10, 13, 0])],
    ['nothing', Buffer.alloc(0)],
    [
      'a report without recipients',
      lines(
        'Content-Type: multipart/report; boundary=b',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; a',
        '',
        '--b--',
      ),
    ],
    ['a complaint that is taken back', arf('bounce-x@post.example', 'not-spam')],
    ['a report on records', arf('bounce-x@post.example', 'auth-failure')],
  ])('is not seen in %s', async (_name, raw) => {
    expect(await readReport(raw)).toBeNull();
  });

  it('whose code is vague is read by its words', async () => {
    const raw = dsn('x@post.example', { action: 'failed', status: '5.0.0', diagnostic: '550 5.1.1 unknown' });
    expect(await readReport(raw)).toEqual({ outcome: 'bounced', bounce: 'hard', status: '5.1.1' });
  });
});

describe('what comes back', () => {
  let stage: MailStage;
  beforeAll(async () => {
    stage = await MailStage.open();
  });
  afterAll(() => stage?.close());

  /** Sends a mail and answers its Return-Path. */
  async function sent(address: string, template = 'news', label = stage.label): Promise<string> {
    await stage.deliver(to(address, { template }), label);
    return stage.mailbox.list({ to: address })[0]!.from;
  }
  const obstacle = (toNorm: string, kind: 'account' | 'campaigns' = 'account', label = stage.label) =>
    stage.inLabel(() => stage.mail.obstacle({ toNorm, kind }), label);
  const HARD = { action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 no such user' };

  it('for good stops every mail to that address, of that label alone', async () => {
    const other = newId();
    const path = await sent('gone@example.com');
    await sent('gone@example.com', 'news', other);
    expect(await stage.bounces.receive(dsn(path, HARD), path)).toBe('bounced');
    expect(await stage.fates('gone@example.com')).toEqual([['bounced', 'hard_5.1.1']]);
    expect(await obstacle('gone@example.com')).toBe('bounce');
    expect(await obstacle('gone@example.com', 'account', other)).toBeNull();
    const before = stage.mailbox.list({ to: 'gone@example.com' }).length;
    await stage.inLabel(() => stage.mail.send(to('GONE@example.com')));
    await stage.jobs.idle();
    expect(stage.mailbox.list({ to: 'gone@example.com' })).toHaveLength(before);
    expect((await stage.fates('gone@example.com'))[0]).toEqual(['suppressed', 'bounce']);
    await stage.inLabel(() => stage.mails.release('gone@example.com'));
    expect(await obstacle('gone@example.com')).toBeNull();
  });

  it('is found by the report’s own text where no address is handed over, whatever its case', async () => {
    const path = await sent('case@example.com');
    expect(await stage.bounces.receive(dsn(path.toUpperCase(), HARD))).toBe('bounced');
  });

  it('twice counts once', async () => {
    const path = await sent('twice@example.com');
    for (let at = 0; at < 2; at++) await stage.bounces.receive(dsn(path, HARD), path);
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'twice@example.com' }));
    const { steps } = await stage.inLabel(() => stage.mails.get(data[0]!.id));
    expect(steps.map(({ step }) => step)).toEqual(['queued', 'sent', 'bounced']);
  });

  it('for now stops nothing, until it came five times', async () => {
    const full = { action: 'failed', status: '5.2.2', diagnostic: '552 5.2.2 full' };
    for (let at = 1; at <= 5; at++) {
      const path = await sent('full@example.com');
      await stage.bounces.receive(dsn(path, full), path);
      expect([at, await obstacle('full@example.com')]).toEqual([at, at < 5 ? null : 'bounce']);
    }
  });

  it('because of us says nothing of the address', async () => {
    const blocked = { action: 'failed', status: '5.7.1', diagnostic: '550 5.7.1 blocked' };
    for (let at = 1; at <= 6; at++) {
      const path = await sent('blocked@example.com');
      await stage.bounces.receive(dsn(path, blocked), path);
    }
    expect(await obstacle('blocked@example.com')).toBeNull();
  });

  it('late is a step and nothing more', async () => {
    const path = await sent('late@example.com');
    const late = dsn(path, { action: 'delayed', status: '4.4.1' });
    expect(await stage.bounces.receive(late, path)).toBe('delayed');
    await stage.bounces.receive(late, path);
    const { data } = await stage.inLabel(() => stage.mails.list({ to: 'late@example.com' }));
    const { state, steps } = await stage.inLabel(() => stage.mails.get(data[0]!.id));
    expect([state, ...steps.map(({ step }) => step)]).toEqual(['sent', 'queued', 'sent', 'delayed']);
  });

  it('as a complaint stops what nobody has to get', async () => {
    const path = await sent('angry@example.com');
    expect(await stage.bounces.receive(arf(path))).toBe('complained');
    expect(await stage.fates('angry@example.com')).toEqual([['complained', 'abuse']]);
    expect(await obstacle('angry@example.com', 'campaigns')).toBe('complaint');
    expect(await obstacle('angry@example.com', 'account')).toBeNull();
    // A bounce that comes later does not hide it.
    await stage.bounces.receive(dsn(path, HARD), path);
    expect(await stage.fates('angry@example.com')).toEqual([['complained', 'abuse']]);
  });

  it('to an address that was never given out changes nothing', async () => {
    await sent('safe@example.com');
    const forged = `bounce-${'0'.repeat(24)}@fjord.post.example`;
    expect(await stage.bounces.receive(dsn(forged, HARD), forged)).toBe('unknown');
    expect(await obstacle('safe@example.com')).toBeNull();
  });

  it('as somebody’s answer is left alone', async () => {
    const path = await sent('away@example.com');
    expect(await stage.bounces.receive(VACATION(path), path)).toBe('ignored');
    expect(await stage.fates('away@example.com')).toEqual([['sent', null]]);
  });
});
