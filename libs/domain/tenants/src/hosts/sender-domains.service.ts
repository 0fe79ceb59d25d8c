import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import {
  allowedActions,
  type Config,
  conflict,
  currentTenant,
  newId,
  notFound,
  now,
  transition,
  Vault,
} from '#platform/kernel';
import { DomainNames } from '#platform/outbound';
import { CONFIG } from '#platform/web';
import { TenantDirectory } from '../tenant-directory.js';
import { openTransport } from '../tenant-secrets.js';
import { claimableName, readable } from './host-names.js';
import { SENDER_TRANSITIONS, type SenderState } from './host.states.js';
import type { DnsRecord, Findings, HostList, SenderView } from './hosts.dto.js';
import { nameTroubled } from './hosts.events.js';
import * as sql from './hosts.queries.js';
import { beside, isAnswered, suspensionOf } from './records.js';
import { askForSender, type MailServers, senderRecords } from './sender-records.js';

interface SenderRow {
  readonly id: string;
  readonly domain: string;
  readonly state: SenderState;
  readonly selector: string;
  readonly public_key: string;
  readonly verified_at: Date | null;
  readonly checked_at: Date | null;
  readonly failing_since: Date | null;
  readonly seen: Findings | null;
}

/** What signs a label's mail (DKIM, RFC 6376); the key is PKCS #8 PEM. */
export interface SigningKey {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: string;
}

const newKeyPair = promisify(generateKeyPair);

/** Domains that a label sends mail from: used once their records say so, and no longer than they do. */
@Injectable()
export class SenderDomains {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
    private readonly vault: Vault,
    private readonly dns: DomainNames,
    private readonly audit: Audit,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The current label's verified domain and its key; null while there is none, and its neutral sender is used. */
  async current(): Promise<SigningKey | null> {
    const row = await this.db.transaction(
      () =>
        this.db.one<{ id: string; domain: string; selector: string; private_key_sealed: string }>({
          ...sql.SENDER_IN_USE,
          values: [currentTenant()],
        }),
      { readOnly: true },
    );
    if (!row) return null;
    const privateKey = this.vault.open(row.private_key_sealed, aboutKey(row.id));
    return { domain: row.domain, selector: row.selector, privateKey };
  }

  async list(): Promise<HostList['senders']> {
    const rows = await this.db.query<SenderRow & object>({ ...sql.SENDERS, values: [currentTenant()] });
    return rows.map(({ id, domain, state, failing_since }) => ({
      id,
      domain,
      shown: readable(domain),
      state,
      failingSince: failing_since?.toISOString() ?? null,
    }));
  }

  async get(id: string): Promise<SenderView> {
    const row = await this.row(id);
    const inUse = await this.db.one<{ id: string }>({ ...sql.SENDER_IN_USE, values: [currentTenant()] });
    return {
      id,
      domain: row.domain,
      shown: readable(row.domain),
      state: row.state,
      inUse: inUse?.id === id,
      checkedAt: row.checked_at?.toISOString() ?? null,
      failingSince: row.failing_since?.toISOString() ?? null,
      suspendsAt: suspensionOf(row.failing_since)?.toISOString() ?? null,
      records: beside(senderRecords(asSender(row), this.servers(), row.seen?.spf?.found), row.seen),
      allowed: allowedActions(SENDER_TRANSITIONS, row.state),
    };
  }

  /** Makes a key of its own for the domain; outside of a transaction, since that takes a while. */
  async add(given: string): Promise<{ id: string }> {
    const domain = claimableName(given, 'domain', { zones: [this.config.neutralDomain], others: [] });
    const { publicKey, privateKey } = await newKeyPair('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const id = newId();
    const sealed = this.vault.seal(privateKey, aboutKey(id));
    const selector = `s${id.replaceAll('-', '').slice(-12)}`;
    const key = publicKey.toString('base64');
    await this.db.transaction(async () => {
      const values = [currentTenant(), id, domain, selector, key, sealed, now()];
      if (!(await this.db.one({ ...sql.SENDER_ADD, values }))) throw conflict('sender_yours');
      await this.audit.record('sender.added', 'SenderDomain', id, { domain });
    });
    return { id };
  }

  /** Asks DNS now, and draws the consequence; without an answer nothing changes. */
  async check(id: string): Promise<{ id: string; state: SenderState }> {
    const before = await this.db.transaction(() => this.row(id), { readOnly: true });
    if (before.state === 'released') throw notFound('sender');
    const findings = await askForSender(this.dns, asSender(before), this.servers());
    return this.db.transaction(async () => {
      const row = await this.locked(id);
      if (row.state === 'released') throw notFound('sender');
      return { id, state: await this.conclude(row, findings) };
    });
  }

  /** What DNS says now of a domain; nothing follows from it. */
  async look(id: string): Promise<DnsRecord[]> {
    const row = await this.db.transaction(() => this.row(id), { readOnly: true });
    const seen = await askForSender(this.dns, asSender(row), this.servers());
    return beside(senderRecords(asSender(row), this.servers(), seen.spf?.found), seen);
  }

  /** Forgets its key: mail goes out in the neutral sender's name, or another domain's. */
  async release(id: string): Promise<void> {
    const row = await this.locked(id);
    transition(SENDER_TRANSITIONS, row.state, 'release');
    await this.db.query({ ...sql.SENDER_RELEASED, values: [currentTenant(), id, now()] });
    await this.audit.record('sender.released', 'SenderDomain', id, { domain: row.domain });
  }

  private async conclude(row: SenderRow, findings: Findings): Promise<SenderState> {
    const at = now();
    const good = Object.values(findings).every(({ verdict }) => verdict === 'right');
    let { state } = row;
    let failingSince = row.failing_since;
    if (good) {
      if (state !== 'verified') state = transition(SENDER_TRANSITIONS, state, 'prove');
      failingSince = null;
    } else if (state === 'verified' && isAnswered(findings)) {
      failingSince ??= at;
      if ((suspensionOf(failingSince) ?? at) <= at) state = transition(SENDER_TRANSITIONS, state, 'suspend');
    }
    const values = [currentTenant(), row.id, state, JSON.stringify(findings), at, failingSince];
    await this.db.query({ ...sql.SENDER_CHECKED, values });
    const details = { domain: row.domain };
    if (state !== row.state && state === 'verified')
      await this.audit.record('sender.verified', 'SenderDomain', row.id, details);
    const suspended = state !== row.state && state === 'suspended';
    if (suspended) await this.audit.record('sender.suspended', 'SenderDomain', row.id, details);
    if (suspended || (failingSince && !row.failing_since))
      await this.events.emit(nameTroubled, {
        what: 'sender',
        id: row.id,
        name: row.domain,
        suspended,
        suspendsAt: suspensionOf(failingSince)?.toISOString() ?? null,
      });
    return state;
  }

  /** Whose servers SPF must allow: a label's own, where it has them. */
  private servers(): MailServers {
    const url = openTransport(this.directory.current, currentTenant(), this.vault);
    return url === null
      ? { mechanism: `include:_spf.${this.config.neutralDomain}`, required: true }
      : { mechanism: `a:${new URL(url).hostname}`, required: false };
  }

  private async row(id: string): Promise<SenderRow> {
    const row = await this.db.one<SenderRow & object>({ ...sql.SENDER_BY_ID, values: [currentTenant(), id] });
    if (!row || row.state === 'released') throw notFound('sender');
    return row;
  }

  private async locked(id: string): Promise<SenderRow> {
    const row = await this.db.one<SenderRow & object>({
      ...sql.SENDER_LOCKED,
      values: [currentTenant(), id],
    });
    if (!row) throw notFound('sender');
    return row;
  }
}

function asSender({ domain, selector, public_key: publicKey }: SenderRow) {
  return { domain, selector, publicKey };
}

function aboutKey(id: string): string {
  return `signing key of ${id}`;
}
