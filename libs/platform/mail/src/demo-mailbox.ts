import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isUuid, newId, notFound } from '#platform/kernel';
import type { ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { normalAddress } from './addresses.js';

export interface StoredMailSummary {
  readonly id: string;
  readonly at: string;
  /** The name that the sender gave itself: the label's domain. */
  readonly host: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

export interface StoredMail extends StoredMailSummary {
  readonly fromName: string;
  readonly replyTo: string;
  readonly html: string;
  readonly text: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

const LIMIT_BYTES = 25 * 1024 * 1024;
const KEPT = 5_000;

/**
 * Where the demo's mail goes: a real SMTP server on this machine alone, whose messages lie in `mailbox/` of the data
 * folder and are there again after a restart.
 */
export class DemoMailbox {
  private readonly folder: string;
  private readonly server: SMTPServer;
  private readonly mails = new Map<string, StoredMailSummary>();

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'mailbox');
    this.server = new SMTPServer({
      name: 'localhost',
      banner: 'ready',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: LIMIT_BYTES,
      logger: false,
      onData: (stream, session, done) => {
        this.store(stream, session).then(
          () => done(),
          (error: Error) => done(error),
        );
      },
    });
    this.server.on('error', () => {
      // A client that broke off: the server goes on.
    });
  }

  /** Listens on a free port of the loopback, with what was there before. */
  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.json')).sort();
    for (const name of names) {
      const mail = JSON.parse(await readFile(join(this.folder, name), 'utf8')) as StoredMailSummary;
      this.mails.set(mail.id, mail);
    }
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  get transportUrl(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** The newest first; `host` as the sender named itself, `returnDomain` where bounces would go. */
  list({
    to,
    host,
    returnDomain,
  }: { to?: string; host?: string; returnDomain?: string } = {}): StoredMailSummary[] {
    const wanted = to === undefined ? null : normalAddress(to);
    return [...this.mails.values()]
      .reverse()
      .filter((mail) => wanted === null || mail.to.some((address) => normalAddress(address) === wanted))
      .filter((mail) => host === undefined || mail.host === host)
      .filter((mail) => returnDomain === undefined || mail.from.endsWith(`@${returnDomain}`));
  }

  async get(id: string): Promise<StoredMail> {
    const raw = await this.raw(id);
    const parsed = await parse(raw);
    const summary = this.summary(id);
    return {
      ...summary,
      fromName: parsed.from?.value[0]?.name ?? '',
      replyTo: parsed.replyTo?.value[0]?.address ?? '',
      html: typeof parsed.html === 'string' ? parsed.html : '',
      text: parsed.text ?? '',
      headers: parsed.headerLines.map(({ line }) => {
        const colon = line.indexOf(':');
        return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
      }),
    };
  }

  /** The message as it came over the wire. */
  async raw(id: string): Promise<Buffer> {
    return readFile(join(this.folder, `${this.summary(id).id}.eml`));
  }

  private summary(id: string): StoredMailSummary {
    const mail = isUuid(id) ? this.mails.get(id) : undefined;
    if (!mail) throw notFound('mail');
    return mail;
  }

  /** The message is on disk before the sender hears yes; its summary comes last, so that none is without a message. */
  private async store(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream);
    if (stream.sizeExceeded) throw Object.assign(new Error('message too large'), { responseCode: 552 });
    const { subject } = await parse(raw);
    const { mailFrom, rcptTo } = session.envelope;
    const mail: StoredMailSummary = {
      id: newId(),
      at: new Date().toISOString(),
      host: String(session.hostNameAppearsAs || ''),
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      subject: subject ?? '',
    };
    await this.write(`${mail.id}.eml`, raw);
    await this.write(`${mail.id}.json`, JSON.stringify(mail));
    this.mails.set(mail.id, mail);
    for (const old of this.mails.keys()) {
      if (this.mails.size <= KEPT) break;
      this.mails.delete(old);
      for (const ending of ['json', 'eml']) await rm(join(this.folder, `${old}.${ending}`), { force: true });
    }
  }

  private async write(name: string, content: string | Buffer): Promise<void> {
    const path = join(this.folder, name);
    await writeFile(`${path}.part`, content);
    await rename(`${path}.part`, path);
  }
}

/** The parser and its tables of character sets are loaded with the first mail, not at every start. */
async function parse(raw: Buffer): Promise<ParsedMail> {
  const { simpleParser } = await import('mailparser');
  return simpleParser(raw, { skipImageLinks: true, skipTextLinks: true });
}
