import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { assertNoTransaction } from '#platform/database';
import { Outbound } from '#platform/outbound';
import { createTransport } from 'nodemailer';
import type { Message } from './compose.js';
import type { MailKind } from './mail-kinds.js';

export const MAIL_OPTIONS = Symbol('mail options');

export interface MailModuleOptions {
  /** The operator's SMTP, used where a label has none of its own: `smtp[s]://user:password@host:port`. */
  readonly transportUrl: string;
  /** Where labels without a domain of their own send from, each under its key: holds no word of the engine. */
  readonly neutralDomain: string;
  /** What each template is about; one that is not named here reaches everybody. */
  readonly kinds?: Readonly<Record<string, MailKind>>;
}

/** What an SMTP library says of a failure. */
export interface SmtpFault {
  readonly responseCode?: number;
  readonly response?: string;
  readonly code?: unknown;
  /** The command that was answered. */
  readonly command?: string;
}

/** A 5xx answer to this message; one to a greeting or a sign-in is about the server, and may pass. */
export function isRefusalForGood({ responseCode = 0, command = '' }: SmtpFault): boolean {
  return responseCode >= 500 && responseCode !== 530 && /^(MAIL FROM|RCPT TO|DATA)/.test(command);
}

type Connection = ReturnType<typeof connect>;

interface Open {
  readonly connection: Promise<Connection>;
  users: number;
  timer?: NodeJS.Timeout;
}

const MAX_CONNECTIONS = 4;
/** Over one connection; servers end one of their own accord when they have had enough. */
const MAX_MESSAGES = 1_000;
const IDLE_MS = 5_000;

/**
 * Hands messages to SMTP servers, over connections that are kept for a few seconds. A server that a label names
 * passes the filter for foreign addresses.
 */
@Injectable()
export class Transport implements OnApplicationShutdown {
  private readonly open = new Map<
    string,
    { connection: Promise<Connection>; users: number; timer?: NodeJS.Timeout }
  >();

  constructor(
    @Inject(MAIL_OPTIONS) private readonly options: MailModuleOptions,
    private readonly outbound: Outbound,
  ) {}

  async send({ raw, envelope }: Message, hostDomain: string, ownUrl: string | null): Promise<void> {
    assertNoTransaction('SMTP');
    const key = `${hostDomain} ${ownUrl ?? ''}`;
    const entry: Open = this.open.get(key) ?? { connection: this.connect(hostDomain, ownUrl), users: 0 };
    this.open.set(key, entry);
    clearTimeout(entry.timer);
    entry.users++;
    try {
      const connection = await entry.connection;
      await connection.sendMail({ raw, envelope });
    } catch (error) {
      // An answer of the server leaves the connection as good as it was; anything else does not.
      if (!(error as { responseCode?: number }).responseCode) this.close(key, entry);
      throw error;
    } finally {
      entry.users--;
      if (entry.users === 0) entry.timer = setTimeout(() => this.close(key, entry), IDLE_MS).unref();
    }
  }

  onApplicationShutdown(): void {
    for (const [key, entry] of [...this.open]) this.close(key, entry);
  }

  private async connect(hostDomain: string, ownUrl: string | null): Promise<Connection> {
    const url = new URL(ownUrl ?? this.options.transportUrl);
    const name = url.hostname.replace(/^\[|\]$/g, '');
    return connect(url, name, ownUrl ? await this.outbound.resolvePublic(name) : name, hostDomain);
  }

  private close(key: string, entry: Open): void {
    if (this.open.get(key) === entry) this.open.delete(key);
    clearTimeout(entry.timer);
    entry.connection.then((connection) => connection.close()).catch(() => undefined);
  }
}

/** Connects to `address`, which stands for `name`; greets as the label's own domain. */
function connect(url: URL, name: string, address: string, hostDomain: string) {
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return createTransport({
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    maxMessages: MAX_MESSAGES,
    host: address,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    name: hostDomain,
    tls: { servername: name },
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) }, requireTLS: !secure } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
}
