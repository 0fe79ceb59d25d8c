import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, digest, newId, now, Vault } from '#platform/kernel';
import { oneLine } from './addresses.js';
import type { RenderedMail, SigningKey } from './mail-renderer.js';
import { MailSigningKey } from './mail-signing-key.entity.js';
import { KEEP_KEY, NEUTRAL_KEYS } from './mails.queries.js';
import { MAIL_OPTIONS, type MailModuleOptions } from './transport.js';

const newKeyPair = promisify(generateKeyPair);

/** Who a mail is from, in every place that tells it. */
export interface Sender {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  /** In Message-ID and EHLO. */
  readonly hostDomain: string;
  /** Of the Return-Path: where bounces are counted. */
  readonly returnDomain: string;
  readonly key: SigningKey;
  readonly transportUrl: string | null;
}

/** A record that the operator sets in the neutral domain's zone. */
export interface NeutralRecord {
  readonly name: string;
  readonly type: 'TXT';
  readonly value: string;
}

/** The neutral sender's part before the @. */
const NEUTRAL_NAME = 'hello';
const KEPT_KEYS = 20_000;

/**
 * In whose name a label's mail goes out: its verified domain's, or its neutral sender's. Bounces come back to the
 * operator's domain, where they are counted, unless the label has its own server, which takes its own domain only.
 */
@Injectable()
export class Senders {
  private readonly keys = new Map<string, Promise<SigningKey>>();

  constructor(
    private readonly db: Db,
    private readonly vault: Vault,
    @Inject(MAIL_OPTIONS) private readonly options: MailModuleOptions,
  ) {}

  async of({ from, replyTo, label, sender, transportUrl }: RenderedMail): Promise<Sender> {
    const neutral = `${label}.${this.options.neutralDomain}`;
    const name = oneLine(from.name);
    if (sender && belongsTo(from.address, sender.domain))
      return {
        from: { name, address: from.address },
        replyTo,
        hostDomain: sender.domain,
        returnDomain: transportUrl === null ? neutral : sender.domain,
        key: sender,
        transportUrl,
      };
    return {
      from: { name, address: `${NEUTRAL_NAME}@${neutral}` },
      replyTo: replyTo ?? from.address,
      hostDomain: neutral,
      returnDomain: neutral,
      key: await this.neutralKey(neutral),
      transportUrl: null,
    };
  }

  /** What the neutral domain's zone must hold for the keys that labels have made so far. */
  async neutralRecords(): Promise<NeutralRecord[]> {
    const keys = await this.db.asPlatform('records of neutral senders', (db) =>
      db.query<{ domain: string; selector: string; publicKey: string }>({ ...NEUTRAL_KEYS, values: [] }),
    );
    return keys.map(({ domain, selector, publicKey }) => ({
      name: `${selector}._domainkey.${domain}`,
      type: 'TXT',
      value: `v=DKIM1; k=rsa; p=${publicKey}`,
    }));
  }

  /** The current label's neutral key: made at first use; two processes that make one at once agree on one. */
  private neutralKey(domain: string): Promise<SigningKey> {
    const name = `${currentTenant()} ${domain}`;
    let key = this.keys.get(name);
    if (key) return key;
    key = this.readOrMake(domain);
    key.catch(() => this.keys.delete(name));
    if (this.keys.size >= KEPT_KEYS) this.keys.delete(this.keys.keys().next().value ?? '');
    this.keys.set(name, key);
    return key;
  }

  private async readOrMake(domain: string): Promise<SigningKey> {
    return (await this.read(domain)) ?? this.make(domain);
  }

  private async read(domain: string): Promise<SigningKey | null> {
    const row = await this.db.transaction(() => this.db.repo(MailSigningKey).findOne({ domain }));
    if (!row) return null;
    const privateKey = this.vault.open(row.privateKeySealed, aboutKey(domain));
    return { domain, selector: row.selector, privateKey };
  }

  private async make(domain: string): Promise<SigningKey> {
    const { publicKey, privateKey } = await newKeyPair('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const selector = `n${digest(publicKey)
      .replace(/[^a-z0-9]/gi, '')
      .slice(0, 8)
      .toLowerCase()}`;
    const sealed = this.vault.seal(privateKey, aboutKey(domain));
    const values = [currentTenant(), newId(), domain, selector, publicKey.toString('base64'), sealed, now()];
    await this.db.transaction(() => this.db.query({ ...KEEP_KEY, values }));
    const kept = await this.read(domain);
    if (!kept) throw new Error(`no signing key for ${domain}`);
    return kept;
  }
}

function belongsTo(address: string, domain: string): boolean {
  const own = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return own === domain || own.endsWith(`.${domain}`);
}

function aboutKey(domain: string): string {
  return `mail key of ${domain}`;
}
