import { Injectable } from '@nestjs/common';
import { accessible, type Subject } from '#platform/access';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { conflict, currentActor, currentTenant, newId, notFound, now } from '#platform/kernel';
import { Not } from 'typeorm';
import { Organization } from './identity.entities.js';
import {
  organizationCreated,
  organizationResumed,
  organizationSetUp,
  organizationSuspended,
} from './identity.events.js';
import { Invitations } from './invitations.service.js';
import type {
  ClientFilter,
  ClientInput,
  ClientList,
  ClientRow,
  OrganizationProfile,
  OrganizationView,
  OwnOrganizations,
} from './people.dto.js';
import { CLIENTS, OWN_ORGANIZATIONS, told } from './people.queries.js';

/** The buying side: brands and agencies. */
@Injectable()
export class Organizations {
  constructor(
    private readonly db: Db,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** One that the actor may see for `subject`'s sake; another party's does not exist. */
  async get(id: string, subject: Subject = 'Organization'): Promise<Organization> {
    const scope = accessible('read', subject, { organizationId: 'o.id', campaignId: 'NULL::uuid' }, 3);
    const found = await this.db.one<{ id: string }>({
      name: `organization_seen_${currentActor().kind}_${scope.key}`,
      text: `SELECT o.id FROM organization o WHERE o.tenant_id = $1 AND o.id = $2 AND ${scope.sql}`,
      values: [currentTenant(), id, ...scope.values],
    });
    const organization = found && (await this.db.repo(Organization).findOne({ id }));
    if (!organization) throw notFound('organization');
    return organization;
  }

  /** The organizations that the actor works for, by name. */
  async own(): Promise<OwnOrganizations['data']> {
    const values = [currentTenant(), currentActor().accountId];
    return this.db.query<OwnOrganizations['data'][number]>({ ...OWN_ORGANIZATIONS, values });
  }

  /** The same as people see it. */
  async view(id: string): Promise<OrganizationView> {
    const { tenantId: _label, updatedAt: _changed, createdAt, ...organization } = await this.get(id);
    return { ...organization, createdAt: createdAt.toISOString() };
  }

  async list({ q, state, kind, cursor, limit }: ClientFilter): Promise<ClientList> {
    const values = [
      currentTenant(),
      q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null,
      state ?? null,
      cursor ?? null,
      limit + 1,
      kind ?? null,
    ];
    const rows = told<ClientRow>(await this.db.query({ ...CLIENTS, values }));
    const data = rows.slice(0, limit);
    return {
      data,
      next: rows.length > limit ? (data.at(-1)?.id ?? null) : null,
      q: q ?? null,
      state: state ?? null,
    };
  }

  /** A new client of the label; its first admin is invited by mail. */
  async create(input: ClientInput): Promise<{ id: string }> {
    const { contactName, contactEmail, parentId = null, website = null, ...rest } = input;
    if (parentId) await this.agency(parentId);
    const id = newId();
    await this.db.repo(Organization).insert({ id, ...rest, parentId, website, updatedAt: now() });
    await this.audit.record('organization.created', 'Organization', id, { kind: rest.kind });
    await this.events.emit(organizationCreated, { organizationId: id });
    const grants = { organizationId: id, memberRole: 'admin' as const };
    const details = { party: input.name };
    await this.invitations.invite({
      email: contactEmail,
      name: contactName,
      portal: 'brand',
      grants,
      details,
    });
    return { id };
  }

  /** What the organization says of itself; saying it the first time completes its set-up. */
  async describe(id: string, profile: OrganizationProfile): Promise<{ id: string }> {
    const organization = await this.get(id);
    const first = organization.state === 'invited';
    const { taxId = null, ...rest } = profile;
    await this.db
      .repo(Organization)
      .update({ id }, { ...rest, taxId, ...(first && { state: 'active' }), updatedAt: now() });
    await this.audit.record(first ? 'organization.setUp' : 'organization.changed', 'Organization', id);
    if (first) await this.events.emit(organizationSetUp, { organizationId: id });
    return { id };
  }

  /** Its people see nothing of it any more; nothing of it is lost. */
  async suspend(id: string): Promise<void> {
    const patch = { state: 'suspended' as const, updatedAt: now() };
    const changed = await this.db.repo(Organization).update({ id, state: Not('suspended') }, patch);
    if (changed === 0)
      throw conflict('bad_state', {
        state: (await this.get(id)).state,
        action: 'suspend',
        allowed: ['resume'],
      });
    await this.audit.record('organization.suspended', 'Organization', id);
    await this.events.emit(organizationSuspended, { organizationId: id });
  }

  async resume(id: string): Promise<void> {
    const { state, legalName } = await this.get(id);
    if (state !== 'suspended') throw conflict('bad_state', { state, action: 'resume', allowed: ['suspend'] });
    await this.db
      .repo(Organization)
      .update({ id }, { state: legalName ? 'active' : 'invited', updatedAt: now() });
    await this.audit.record('organization.resumed', 'Organization', id);
    await this.events.emit(organizationResumed, { organizationId: id });
  }

  private async agency(id: string): Promise<void> {
    const parent = await this.db.repo(Organization).findOne({ id, kind: 'agency' });
    if (!parent) throw notFound('organization');
  }
}
