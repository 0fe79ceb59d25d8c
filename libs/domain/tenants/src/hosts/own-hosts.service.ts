import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import {
  addDays,
  allowedActions,
  type Config,
  conflict,
  currentTenant,
  gone,
  newId,
  newSecret,
  notFound,
  now,
  type PortalKind,
  transition,
} from '#platform/kernel';
import { DomainNames } from '#platform/outbound';
import { CONFIG } from '#platform/web';
import { TENANT_CHANNEL } from '../releases/release-writing.js';
import { TenantDirectory } from '../tenant-directory.js';
import { claimableName, isApex, readable } from './host-names.js';
import { askForHost, hostRecords } from './host-records.js';
import { HOST_TRANSITIONS, type HostState } from './host.states.js';
import type { DnsRecord, Findings, HostInput, HostList, HostView } from './hosts.dto.js';
import { nameTroubled } from './hosts.events.js';
import * as sql from './hosts.queries.js';
import { beside, isAnswered, isRight, suspensionOf } from './records.js';

interface HostRow {
  readonly id: string;
  readonly host: string;
  readonly kind: PortalKind;
  readonly state: HostState;
  readonly origin: 'file' | 'own';
  readonly token: string | null;
  readonly token_expires_at: Date | null;
  readonly checked_at: Date | null;
  readonly failing_since: Date | null;
  readonly seen: Findings | null;
}

const KINDS: readonly PortalKind[] = ['brand', 'influencer', 'studio', 'edge'];
/** How long a claim may wait for its record. */
const TOKEN_DAYS = 7;
const TOKEN_BYTES = 32;
const MOST_HOSTS = 50;

/** A label's own hosts: claimed, proven by a record that only who holds the name can set, and looked after daily. */
@Injectable()
export class OwnHosts {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
    private readonly dns: DomainNames,
    private readonly audit: Audit,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(): Promise<HostList['data']> {
    const rows = await this.db.query<HostRow & object>({ ...sql.HOSTS, values: [currentTenant()] });
    const neutral = this.directory.current.hosts;
    return KINDS.map((portal) => ({
      portal,
      neutral: neutral[portal],
      front: this.directory.frontHost(portal),
      hosts: rows.filter(({ kind }) => kind === portal).map(facts),
    }));
  }

  async get(id: string): Promise<HostView> {
    const row = await this.row(id);
    const expires = row.token_expires_at;
    return {
      ...facts(row),
      tokenExpiresAt: expires?.toISOString() ?? null,
      tokenExpired: isExpired(row),
      checkedAt: row.checked_at?.toISOString() ?? null,
      suspendsAt: suspensionOf(row.failing_since)?.toISOString() ?? null,
      apex: isApex(row.host),
      records: row.token === null ? [] : beside(hostRecords(row.host, row.token, this.target(row)), row.seen),
      allowed: allowedActions(HOST_TRANSITIONS, row.state),
    };
  }

  /** Anybody may claim any name that is not refused: a claim routes nothing until it is proven. */
  async claim(input: HostInput): Promise<{ id: string }> {
    const others = this.directory.hostsOfOthers(currentTenant());
    const host = claimableName(input.host, 'host', { zones: [this.config.neutralDomain], others });
    const count = await this.db.one<{ count: number }>({ ...sql.HOST_COUNT, values: [currentTenant()] });
    if ((count?.count ?? 0) >= MOST_HOSTS) throw conflict('host_limit', { limit: MOST_HOSTS });
    const known = await this.db.one<HostRow & object>({
      ...sql.HOST_BY_NAME,
      values: [currentTenant(), host],
    });
    if (known && (known.origin === 'file' || known.state !== 'released')) throw conflict('host_yours');
    if (known) transition(HOST_TRANSITIONS, known.state, 'claim');
    const id = await this.write(known?.id ?? newId(), host, input.portal);
    await this.audit.record('host.claimed', 'Host', id, { host, portal: input.portal });
    return { id };
  }

  /** Another token, for another week; the one before proves nothing any more. */
  async renew(id: string): Promise<void> {
    const row = await this.locked(id);
    transition(HOST_TRANSITIONS, row.state, 'claim');
    await this.write(id, row.host, row.kind);
    await this.audit.record('host.renewed', 'Host', id, { host: row.host });
  }

  /** Asks DNS now, and draws the consequence; without an answer nothing changes. */
  async check(id: string): Promise<{ id: string; state: HostState }> {
    const before = await this.db.transaction(() => this.row(id), { readOnly: true });
    const { token } = before;
    if (token === null) throw notFound('host');
    const findings = await askForHost(this.dns, before.host, token, this.target(before));
    try {
      return await this.db.transaction(async () => {
        const row = await this.locked(id);
        // Claimed anew or given up while DNS was asked: the answer is about something else.
        if (row.token !== token) throw conflict('host_changed');
        return { id, state: await this.conclude(row, findings) };
      });
    } catch (error) {
      if (isTaken(error)) throw conflict('host_taken');
      throw error;
    }
  }

  /** What DNS says now of a host that is routed, or was; nothing follows from it. */
  async look(id: string): Promise<DnsRecord[]> {
    const row = await this.db.transaction(() => this.row(id), { readOnly: true });
    if (row.token === null) return [];
    const target = this.target(row);
    const seen = await askForHost(this.dns, row.host, row.token, target);
    return beside(hostRecords(row.host, row.token, target), seen);
  }

  /** The name stays as a tombstone: whoever claims it next, this label too, proves it anew. */
  async release(id: string): Promise<void> {
    const row = await this.locked(id);
    transition(HOST_TRANSITIONS, row.state, 'release');
    await this.db.query({ ...sql.HOST_RELEASED, values: [currentTenant(), id, now()] });
    await this.announce();
    await this.audit.record('host.released', 'Host', id, { host: row.host });
  }

  private async conclude(row: HostRow, findings: Findings): Promise<HostState> {
    const at = now();
    const proven = isRight(findings, 'ownership');
    const leads = isRight(findings, 'route');
    let { state, failing_since: failingSince } = row;
    if (state === 'pending' && proven && isExpired(row)) throw gone('host_token_expired');
    if (proven && (state === 'pending' || state === 'suspended'))
      state = transition(HOST_TRANSITIONS, state, 'prove');
    if (proven && leads && state === 'verified') state = transition(HOST_TRANSITIONS, state, 'lead');
    const fine = state === 'active' ? proven && leads : proven;
    if (fine || state === 'pending' || state === 'suspended') failingSince = null;
    else if (isAnswered(findings)) {
      failingSince ??= at;
      if ((suspensionOf(failingSince) ?? at) <= at) state = transition(HOST_TRANSITIONS, state, 'suspend');
    }
    const values = [currentTenant(), row.id, state, JSON.stringify(findings), at, failingSince];
    await this.db.query({ ...sql.HOST_CHECKED, values });
    if (state !== row.state || (failingSince === null) !== (row.failing_since === null))
      await this.announce();
    if (state !== row.state) await this.tell(row, state);
    const suspended = state === 'suspended' && row.state !== 'suspended';
    if (suspended || (failingSince && !row.failing_since))
      await this.events.emit(nameTroubled, {
        what: 'host',
        id: row.id,
        name: row.host,
        suspended,
        suspendsAt: suspensionOf(failingSince)?.toISOString() ?? null,
      });
    return state;
  }

  private async tell({ id, host }: HostRow, state: HostState): Promise<void> {
    if (state === 'suspended') await this.audit.record('host.suspended', 'Host', id, { host });
    else await this.audit.record(state === 'active' ? 'host.active' : 'host.verified', 'Host', id, { host });
  }

  private async write(id: string, host: string, kind: PortalKind): Promise<string> {
    const at = now();
    const values = [currentTenant(), id, host, kind, newSecret(TOKEN_BYTES), addDays(at, TOKEN_DAYS), at];
    const row = await this.db.one<{ id: string }>({ ...sql.HOST_CLAIM, values });
    if (!row) throw conflict('host_yours');
    return row.id;
  }

  /** Every process hears of it at the commit, and this one has it before it answers. */
  private async announce(): Promise<void> {
    const tenantId = currentTenant();
    await this.db.query({ ...sql.NOTIFY, values: [TENANT_CHANNEL, tenantId] });
    this.db.afterCommit(() => this.directory.reload(tenantId));
  }

  private target({ kind }: HostRow): string {
    return this.directory.current.hosts[kind];
  }

  private async row(id: string): Promise<HostRow> {
    const row = await this.db.one<HostRow & object>({ ...sql.HOST_BY_ID, values: [currentTenant(), id] });
    if (!row || row.state === 'released') throw notFound('host');
    return row;
  }

  private async locked(id: string): Promise<HostRow> {
    const row = await this.db.one<HostRow & object>({ ...sql.HOST_LOCKED, values: [currentTenant(), id] });
    if (!row || row.state === 'released') throw notFound('host');
    return row;
  }
}

function facts({ id, host, kind, state, failing_since }: HostRow): HostList['data'][number]['hosts'][number] {
  const failingSince = failing_since?.toISOString() ?? null;
  return { id, host, shown: readable(host), portal: kind, state, failingSince };
}

function isExpired({ state, token_expires_at: expires }: HostRow): boolean {
  return state === 'pending' && (expires === null || expires <= now());
}

/** Another label has proved the same name before. */
function isTaken(error: unknown): boolean {
  const { driverError, constraint } = error as { constraint?: string; driverError?: { constraint?: string } };
  return (constraint ?? driverError?.constraint) === 'tenant_host_routed';
}
