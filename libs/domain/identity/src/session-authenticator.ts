import { Injectable } from '@nestjs/common';
import { grantsOf } from '#platform/access';
import { Db } from '#platform/database';
import {
  type ActingStaff,
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

/** Staff on somebody else's account: null once they may not be there any more. */
interface Acted {
  actingId: string | null;
  by: (ActingStaff & { role: StaffRole }) | null;
}

interface MemberRow extends Acted {
  id: string;
  name: string;
  organizations: { id: string; role: MemberRole; campaignId: string | null }[] | null;
}

interface InfluencerRow extends Acted {
  id: string;
  name: string;
  influencers: string[] | null;
}

const SESSION = `FROM session s JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
  WHERE s.tenant_id = $1 AND s.secret_hash = $2 AND s.host = $3 AND s.kind = $4 AND s.expires_at > $5 AND a.state = 'active'`;

/** Of the session's act, as long as it lasts and whoever acts is still of the label's staff. */
const ACTED = `s.acting_id AS "actingId", CASE WHEN s.acting_id IS NOT NULL THEN
    (SELECT json_build_object('actingId', g.id, 'accountId', b.id, 'name', b.name, 'until', to_char(g.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'role', m.role)
     FROM acting g JOIN account b ON b.tenant_id = g.tenant_id AND b.id = g.staff_account_id AND b.state = 'active'
     JOIN staff_member m ON m.tenant_id = g.tenant_id AND m.account_id = b.id AND m.state = 'active'
     WHERE g.tenant_id = s.tenant_id AND g.id = s.acting_id AND g.ended_at IS NULL AND g.expires_at > $5) END AS by`;

/** One statement a portal: this runs before every signed-in request. Sessions of one host are worth nothing on another. */
const STATEMENTS = {
  studio: `SELECT a.id, a.name, (SELECT m.role FROM staff_member m WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id AND m.state = 'active') AS role ${SESSION} AND s.acting_id IS NULL`,
  brand: `SELECT a.id, a.name, ${ACTED},
      (SELECT json_agg(json_build_object('id', o.id, 'role', m.role, 'campaignId', m.campaign_id) ORDER BY o.name, o.id, o.id = m.organization_id DESC)
       FROM ${MEMBERSHIPS}
       WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id) AS organizations ${SESSION}`,
  influencer: `SELECT a.id, a.name, ${ACTED},
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
        return acted(await this.db.one<MemberRow>(statement), (row) =>
          member(row, credentials.organizationId),
        );
      case 'influencer':
        return acted(await this.db.one<InfluencerRow>(statement), influencer);
    }
  }
}

function staff(row: StaffRow | null): Actor | null {
  if (!row?.role) return null;
  return actor('staff', `staff.${row.role}`, row.id, [], row.name);
}

/** The person; with the staff who act for them, who are nobody here once they may not any more. */
function acted<Row extends Acted>(row: Row | null, person: (row: Row) => Actor | null): Actor | null {
  if (!row || row.actingId === null) return row && person(row);
  if (!row.by || !mayActFor(row.by.role)) return null;
  const { role: _own, ...by } = row.by;
  const found = person(row);
  return found && { ...found, by };
}

function mayActFor(role: StaffRole): boolean {
  return (grantsOf({ role: `staff.${role}` }).Account ?? []).includes('actFor');
}

/**
 * In `/o/:org/…` a person acts for that organization only, in the role they have there; elsewhere for none, so that
 * the role of one never reaches into another. Who has no organization (any more) is nobody here.
 */
function member(row: MemberRow, organizationId: string | null): Actor | null {
  const organizations = row.organizations ?? [];
  if (organizations.length === 0) return null;
  const here = isUuid(organizationId) ? organizations.find(({ id }) => id === organizationId) : undefined;
  // An actor without a party finds nothing, so every id of a foreign organization is a 404.
  if (!here) return actor('member', 'member.guest', row.id, [], row.name);
  return {
    ...actor('member', `member.${here.role}`, row.id, [here.id], row.name),
    campaignId: here.campaignId,
  };
}

function influencer(row: InfluencerRow): Actor {
  return actor('influencer', 'influencer.self', row.id, row.influencers ?? [], row.name);
}

function actor(kind: Actor['kind'], role: Role, accountId: string, partyIds: string[], name: string): Actor {
  return { kind, role, accountId, partyIds, name };
}
