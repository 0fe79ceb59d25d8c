import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import {
  type Actor,
  currentTenant,
  digest,
  isUuid,
  type MemberRole,
  now,
  type Portal,
  type Role,
  type StaffRole,
} from '#platform/kernel';
import type { Authenticator, Credentials } from '#platform/web';
import { MEMBERSHIPS } from './people.queries.js';

interface StaffRow {
  id: string;
  name: string;
  role: StaffRole | null;
}

interface MemberRow {
  id: string;
  name: string;
  organizations: { id: string; role: MemberRole; campaignId: string | null }[] | null;
}

interface InfluencerRow {
  id: string;
  name: string;
  influencers: string[] | null;
}

const SESSION = `FROM session s JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
  WHERE s.tenant_id = $1 AND s.secret_hash = $2 AND s.host = $3 AND s.kind = $4 AND s.expires_at > $5 AND a.state = 'active'`;

/** One statement a portal: this runs before every signed-in request. Sessions of one host are worth nothing on another. */
const STATEMENTS = {
  studio: `SELECT a.id, a.name, (SELECT m.role FROM staff_member m WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id) AS role ${SESSION}`,
  brand: `SELECT a.id, a.name,
      (SELECT json_agg(json_build_object('id', o.id, 'role', m.role, 'campaignId', m.campaign_id) ORDER BY o.name, o.id, o.id = m.organization_id DESC)
       FROM ${MEMBERSHIPS}
       WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id) AS organizations ${SESSION}`,
  influencer: `SELECT a.id, a.name,
      (SELECT array_agg(r.influencer_id) FROM representation r WHERE r.tenant_id = a.tenant_id AND r.account_id = a.id) AS influencers ${SESSION}`,
} as const;

/** Finds who a session's secret belongs to, on the very host that it was made for. */
@Injectable()
export class SessionAuthenticator implements Authenticator {
  constructor(private readonly db: Db) {}

  async authenticate(portal: Portal, credentials: Credentials): Promise<Actor | null> {
    const { kind } = portal;
    if (kind === 'edge') return null;
    const values = [currentTenant(), digest(credentials.secret), portal.host, credentials.kind, now()];
    const statement = { name: `session_${kind}`, text: STATEMENTS[kind], values };
    switch (kind) {
      case 'studio':
        return staff(await this.db.one<StaffRow>(statement));
      case 'brand':
        return member(await this.db.one<MemberRow>(statement), credentials.organizationId);
      case 'influencer':
        return influencer(await this.db.one<InfluencerRow>(statement));
    }
  }
}

function staff(row: StaffRow | null): Actor | null {
  if (!row?.role) return null;
  return actor('staff', `staff.${row.role}`, row.id, [], row.name);
}

/**
 * In `/o/:org/…` a person acts for that organization only, in the role they have there; elsewhere for none, so that
 * the role of one never reaches into another. Who has no organization (any more) is nobody here.
 */
function member(row: MemberRow | null, organizationId: string | null): Actor | null {
  const organizations = row?.organizations ?? [];
  if (!row || organizations.length === 0) return null;
  const here = isUuid(organizationId) ? organizations.find(({ id }) => id === organizationId) : undefined;
  // An actor without a party finds nothing, so every id of a foreign organization is a 404.
  if (!here) return actor('member', 'member.guest', row.id, [], row.name);
  return {
    ...actor('member', `member.${here.role}`, row.id, [here.id], row.name),
    campaignId: here.campaignId,
  };
}

function influencer(row: InfluencerRow | null): Actor | null {
  if (!row) return null;
  return actor('influencer', 'influencer.self', row.id, row.influencers ?? [], row.name);
}

function actor(kind: Actor['kind'], role: Role, accountId: string, partyIds: string[], name: string): Actor {
  return { kind, role, accountId, partyIds, name };
}
