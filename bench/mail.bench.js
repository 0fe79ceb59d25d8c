// Themed, signed messages to a local SMTP sink by the job that sends them (it reads the mail, renders it in the label's
// look, signs, hands it over and records that and what it said), against a bare nodemailer loop that sends texts made
// before, signed with the same key. Both keep four connections busy.
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { createTransport } from 'nodemailer';
import { AppModule } from '../dist/apps/halyard/src/app.module.js';
import { parseTenantsFile, TenantApply, TenantDirectory } from '../dist/libs/domain/tenants/src/index.js';
import { Db } from '../dist/libs/platform/database/src/index.js';
import {
  APPS,
  loadConfig,
  newId,
  runForTenant,
  systemActor,
} from '../dist/libs/platform/kernel/src/index.js';
import { Mail, MailRenderer, Senders } from '../dist/libs/platform/mail/src/index.js';
import { MailJobs } from '../dist/libs/platform/mail/src/mail.jobs.js';
import { startDatabases } from './support/database.js';
import { EXAMPLES } from './support/labels.js';
import { median, round } from './support/measure.js';

const MESSAGES = 400;
const ROUNDS = 5;
const AT_ONCE = 4;
const TEMPLATE = 'campaign-invitation';

export default async function run({ log }) {
  const databases = await startDatabases();
  const sink = fork(join(import.meta.dirname, 'mail/sink.js'));
  const [{ port }] = await once(sink, 'message');
  const { urls, dataDir, secret } = await databases.database('mail');
  const apps = APPS.filter((app) => app !== 'worker');
  const config = loadConfig({ dataDir, demo: true, masterKey: secret, logLevel: 'error', apps });
  const transportUrl = `smtp://127.0.0.1:${port}`;
  const way = { transportUrl, mailbox: null, close: () => Promise.resolve() };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config, urls, way), {
    logger: ['error'],
  });
  try {
    await app.get(TenantApply).apply(parseTenantsFile(JSON.stringify({ tenants: EXAMPLES })));
    const tenantId = app.get(TenantDirectory).idOf(EXAMPLES[0].key);
    const inLabel = (fn) => runForTenant(tenantId, systemActor, fn);
    const bare = await bareSender(app, tenantId, inLabel, port);
    const counted = async () => {
      sink.send('count');
      return (await once(sink, 'message'))[0];
    };
    const sides = { ours: () => ours(app, inLabel), baseline: bare };
    const found = { ours: [], baseline: [] };
    const sizes = {};
    for (let at = 0; at <= ROUNDS; at++) {
      for (const name of at % 2 ? ['ours', 'baseline'] : ['baseline', 'ours']) {
        const perSecond = await sides[name]();
        const { messages, bytes } = await counted();
        if (messages !== MESSAGES) throw new Error(`${name}: ${messages} of ${MESSAGES} messages came`);
        sizes[name] = Math.round(bytes / messages);
        if (at > 0) found[name].push(perSecond);
      }
      if (at > 0)
        log(`round ${at}: ours ${round(found.ours.at(-1), 0)}/s, bare ${round(found.baseline.at(-1), 0)}/s`);
    }
    if (Math.abs(sizes.ours - sizes.baseline) > sizes.baseline * 0.02)
      throw new Error(`not the same: ${sizes.ours} and ${sizes.baseline} bytes a message`);
    const [a, b] = [median(found.ours), median(found.baseline)];
    return [
      {
        name: 'mail',
        ours: round(a, 0),
        baseline: round(b, 0),
        ratio: round(a / b, 3),
        unit: 'messages/s',
        bytes: sizes.ours,
      },
    ];
  } finally {
    sink.disconnect();
    await app.close();
    await databases.stop();
  }
}

/** What each mail is filled with; no two are alike. */
function dataOf(index) {
  return {
    portal: 'influencer',
    link: `/collaborations/${newId()}`,
    name: `Maya ${index}`,
    organization: `Client ${index}`,
    campaign: `Harbour ${index}`,
    note: `We liked your post number ${index}.`,
    fee: { minor: 100_000 + index, currency: 'USD' },
    expiresAt: '2031-05-01T10:00:00.000Z',
  };
}

/** Queues the mails, and measures sending them. */
async function ours(app, inLabel) {
  const [db, mail, jobs] = [app.get(Db), app.get(Mail), app.get(MailJobs)];
  const ids = await inLabel(() =>
    db.transaction(async () => {
      const queued = [];
      for (let index = 0; index < MESSAGES; index++) {
        const to = { address: `maya${index}@creators.example`, name: `Maya ${index}` };
        queued.push(await mail.send({ to, template: TEMPLATE, locale: 'en-US', data: dataOf(index) }));
      }
      return queued;
    }),
  );
  const run = { id: '', attempt: 1, last: false, signal: new AbortController().signal };
  return perSecond(ids, (mailId) => inLabel(() => jobs.send({ mailId }, run)));
}

async function bareSender(app, tenantId, inLabel, port) {
  const texts = await inLabel(() =>
    Promise.all(
      Array.from({ length: MESSAGES }, (_, index) => {
        const data = { ...dataOf(index), recipient: `Maya ${index}` };
        return app.get(MailRenderer).render(tenantId, TEMPLATE, data, 'en-US', 'unsubscribe-token-00001');
      }),
    ),
  );
  const { from, replyTo, hostDomain, key } = await inLabel(() => app.get(Senders).of(texts[0]));
  const connection = createTransport({
    pool: true,
    maxConnections: AT_ONCE,
    maxMessages: Infinity,
    host: '127.0.0.1',
    port,
    name: hostDomain,
    ignoreTLS: true,
    dkim: { domainName: key.domain, keySelector: key.selector, privateKey: key.privateKey },
  });
  return () =>
    perSecond(texts, ({ subject, html, text, unsubscribeUrl }, index) =>
      connection.sendMail({
        from,
        to: { name: `Maya ${index}`, address: `maya${index}@creators.example` },
        replyTo,
        subject,
        html,
        text,
        messageId: `<${newId()}@${hostDomain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      }),
    );
}

async function perSecond(items, send) {
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      await send(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return (items.length / (performance.now() - started)) * 1_000;
}
