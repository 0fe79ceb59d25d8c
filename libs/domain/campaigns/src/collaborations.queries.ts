import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant } from '#platform/kernel';
import type { CollaborationState } from './collaboration.states.js';

export interface PersonLine {
  id: string;
  influencer_id: string;
  name: string;
  platform: string | null;
  handle: string | null;
  followers: string | number | null;
  engagement_ppm: string | number | null;
  state: CollaborationState;
  currency: string;
  price_minor: number | null;
  net_minor: number | null;
  offer_version: number;
  thread_id: string | null;
  unread: number;
  expires_at: Date | null;
  updated_at: Date;
}

export interface CollaborationLine {
  id: string;
  campaign_id: string;
  name: string;
  organization_name: string;
  influencer_name: string;
  state: CollaborationState;
  currency: string;
  net_minor: number | null;
  offer_version: number;
  draft_due: string | null;
  publish_from: string | null;
  publish_to: string | null;
  expires_at: Date | null;
  unread: number;
}

export interface CandidateLine {
  id: string;
  name: string;
  platform: string | null;
  handle: string | null;
  followers: string | number | null;
  has_email: boolean;
  asked: boolean;
}

const COLUMNS = {
  organizationId: 'k.organization_id',
  influencerId: 'k.influencer_id',
  campaignId: 'k.campaign_id',
};

const UNREAD = `(SELECT count(*) FROM message m LEFT JOIN thread_read r ON r.tenant_id = $1 AND r.thread_id = m.thread_id AND r.account_id = $2
  WHERE m.tenant_id = $1 AND m.thread_id = t.id AND m.author_id IS DISTINCT FROM $2 AND m.side <> 'system' AND m.created_at > coalesce(r.read_at, '-infinity'))`;

@Injectable()
export class CollaborationQueries {
  constructor(private readonly db: Db) {}

  /** The people of a campaign, those who wait for an answer first. */
  people(campaignId: string, collaborationId: string | null = null): Promise<PersonLine[]> {
    const scope = accessible('read', 'Collaboration', COLUMNS, 5);
    return this.db.query<PersonLine>({
      name: `campaign_people_${currentActor().kind}_${scope.key}`,
      text: `SELECT k.id, k.influencer_id, i.display_name AS name, i.top_platform AS platform, i.top_handle AS handle,
               i.top_followers AS followers, i.top_engagement_ppm AS engagement_ppm, k.state, k.currency, k.price_minor, k.net_minor,
               k.offer_version, t.id AS thread_id, ${UNREAD} AS unread, k.expires_at, k.updated_at
             FROM collaboration k
             JOIN influencer i ON i.tenant_id = $1 AND i.id = k.influencer_id
             LEFT JOIN thread t ON t.tenant_id = $1 AND t.subject_kind = 'collaboration' AND t.subject_id = k.id
             WHERE k.tenant_id = $1 AND k.campaign_id = $3 AND ($4::uuid IS NULL OR k.id = $4) AND ${scope.sql}
             ORDER BY (k.state = 'countered') DESC, (k.state IN ('declined', 'expired', 'withdrawn', 'dropped')), k.id LIMIT 500`,
      values: [currentTenant(), currentActor().accountId, campaignId, collaborationId, ...scope.values],
    });
  }

  /** The influencer's own, those that wait for them first. */
  mine(filter: { open: boolean; cursor?: string | undefined; limit: number }): Promise<CollaborationLine[]> {
    const scope = accessible('read', 'Collaboration', COLUMNS, 6);
    return this.db.query<CollaborationLine>({
      name: `collaborations_mine_${currentActor().kind}_${scope.key}`,
      text: `SELECT k.id, k.campaign_id, c.name, o.name AS organization_name, i.display_name AS influencer_name, k.state, k.currency, k.net_minor, k.offer_version,
               c.draft_due, c.publish_from, c.publish_to, k.expires_at, ${UNREAD} AS unread
             FROM collaboration k
             JOIN campaign c ON c.tenant_id = $1 AND c.id = k.campaign_id
             JOIN organization o ON o.tenant_id = $1 AND o.id = k.organization_id
             JOIN influencer i ON i.tenant_id = $1 AND i.id = k.influencer_id
             LEFT JOIN thread t ON t.tenant_id = $1 AND t.subject_kind = 'collaboration' AND t.subject_id = k.id
             WHERE k.tenant_id = $1 AND k.state <> 'shortlisted' AND ($3::uuid IS NULL OR k.id < $3)
               AND (NOT $4 OR k.state NOT IN ('completed', 'declined', 'expired', 'withdrawn', 'dropped')) AND ${scope.sql}
             ORDER BY k.id DESC LIMIT $5`,
      values: [
        currentTenant(),
        currentActor().accountId,
        filter.cursor ?? null,
        filter.open,
        filter.limit + 1,
        ...scope.values,
      ],
    });
  }

  /** Influencers to ask: those that were chosen, or who fit a few letters. Brands meet the shared roster only. */
  candidates(campaignId: string, ids: readonly string[], q: string | null): Promise<CandidateLine[]> {
    return this.db.query<CandidateLine>({
      name: 'campaign_candidates',
      text: `SELECT i.id, i.display_name AS name, i.top_platform AS platform, i.top_handle AS handle, i.top_followers AS followers,
               i.email IS NOT NULL AS has_email,
               EXISTS (SELECT FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = $2 AND k.influencer_id = i.id AND k.state NOT IN ('shortlisted', 'expired', 'withdrawn')) AS asked
             FROM influencer i
             WHERE i.tenant_id = $1 AND ($5 OR i.visibility = 'shared')
               AND (i.id = ANY($3) OR ($4::text IS NOT NULL AND (i.display_name ILIKE $4 || '%' OR i.top_handle ILIKE $4 || '%')))
             ORDER BY i.id = ANY($3) DESC, i.top_followers DESC NULLS LAST, i.id DESC LIMIT 200`,
      values: [
        currentTenant(),
        campaignId,
        ids,
        q === null || q === '' ? null : q.replace(/^@/, '').replace(/[\\%_]/g, '\\$&'),
        currentActor().kind === 'staff',
      ],
    });
  }
}
