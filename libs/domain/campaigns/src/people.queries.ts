import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
}

export interface Invitee {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly visibility: 'shared' | 'private';
}

/** Whom to write to. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly db: Db) {}

  invitees(ids: readonly string[]): Promise<Invitee[]> {
    return this.db.query<{
      id: string;
      name: string;
      email: string | null;
      visibility: 'shared' | 'private';
    }>({
      name: 'invitees',
      text: `SELECT i.id, i.display_name AS name, i.email, i.visibility FROM influencer i WHERE i.tenant_id = $1 AND i.id = ANY($2)`,
      values: [currentTenant(), ids],
    });
  }

  /** Those who speak for an influencer; none while the profile is unclaimed. */
  ofInfluencer(influencerId: string): Promise<Person[]> {
    return this.db.query<{ name: string; email: string; locale: string | null }>({
      name: 'people_of_influencer',
      text: `SELECT a.name, a.email, a.locale FROM representation r
             JOIN account a ON a.tenant_id = $1 AND a.id = r.account_id AND a.state = 'active'
             WHERE r.tenant_id = $1 AND r.influencer_id = $2`,
      values: [currentTenant(), influencerId],
    });
  }

  /** Those who decide for a brand. */
  ofOrganization(organizationId: string): Promise<Person[]> {
    return this.db.query<{ name: string; email: string; locale: string | null }>({
      name: 'people_of_organization',
      text: `SELECT a.name, a.email, a.locale FROM membership m
             JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id AND a.state = 'active'
             WHERE m.tenant_id = $1 AND m.organization_id = $2 AND m.role = 'admin'`,
      values: [currentTenant(), organizationId],
    });
  }

  ofLabel(): Promise<Person[]> {
    return this.db.query<{ name: string; email: string; locale: string | null }>({
      name: 'people_of_label',
      text: `SELECT a.name, a.email, a.locale FROM staff_member s
             JOIN account a ON a.tenant_id = $1 AND a.id = s.account_id AND a.state = 'active'
             WHERE s.tenant_id = $1 AND s.role IN ('owner', 'manager') AND s.state = 'active'`,
      values: [currentTenant()],
    });
  }
}
