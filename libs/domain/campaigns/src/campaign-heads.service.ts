import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant, notFound } from '#platform/kernel';
import {
  CAMPAIGN_TABS,
  type CampaignHead,
  type CampaignTab,
  type CollaborationHead,
  type NextThing,
} from './campaign-heads.dto.js';
import { campaignActions, collaborationActions } from './campaign.rules.js';
import type { CampaignState } from './campaign.states.js';
import { Campaigns } from './campaigns.service.js';
import { Collaborations } from './collaborations.service.js';
import type { CollaborationState } from './collaboration.states.js';
import { NextThings } from './next-things.js';

interface Row {
  name: string;
  state: CampaignState;
  organization_id: string;
  organization_name: string;
  currency: string;
  returned_note: string | null;
  budget_minor: number;
  cap_minor: number | null;
  reserved_minor: number;
  spent_minor: number;
  funded_minor: number;
  people: number;
  invited: number;
  countered: number;
  documents: number;
  unread: number;
}

/** The head of a campaign's pages: one statement, one shape, whichever room shows the tab below it. */
@Injectable()
export class CampaignHeads {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly collaborations: Collaborations,
    private readonly others: NextThings,
  ) {}

  /** For brands and staff; a campaign that the actor may not see does not exist. */
  async forCampaign(id: string, current: CampaignTab): Promise<CampaignHead> {
    await this.campaigns.get(id);
    const row = await this.row(id, null);
    const base =
      currentActor().kind === 'staff' ? `/campaigns/${id}` : `/o/${row.organization_id}/campaigns/${id}`;
    const capMinor = row.cap_minor ?? row.budget_minor;
    const [heldMinor, spentMinor] = [row.reserved_minor, row.spent_minor];
    const next =
      nextForBuyer(row, base) ??
      (await this.others.first({ campaignId: id, collaborationId: null, base })) ??
      idleForBuyer(row, base);
    return {
      id,
      name: row.name,
      state: row.state,
      organizationId: row.organization_id,
      organizationName: row.organization_name,
      base,
      money:
        capMinor > 0
          ? {
              currency: row.currency,
              capMinor,
              spentMinor,
              heldMinor,
              leftMinor: capMinor - heldMinor - spentMinor,
              fundedMinor: row.funded_minor,
            }
          : null,
      next,
      actions: campaignActions(row.state),
      tabs: tabs(base, current, { people: row.people, messages: row.unread, documents: row.documents }),
    };
  }

  /** For the influencer of a collaboration: their own fee, and nothing of the brand's money. */
  async forCollaboration(id: string, current: CampaignTab): Promise<CollaborationHead> {
    const { campaignId, state, netMinor, currency } = await this.collaborations.get(id);
    const row = await this.row(campaignId, id);
    const base = `/collaborations/${id}`;
    const next =
      nextForInfluencer(state, base) ??
      (await this.others.first({ campaignId, collaborationId: id, base })) ??
      idleForInfluencer(state);
    return {
      id,
      campaignId,
      name: row.name,
      state,
      campaignState: row.state,
      organizationName: row.organization_name,
      base,
      fee: netMinor === null ? null : { currency, netMinor },
      next,
      actions: collaborationActions(state),
      tabs: tabs(base, current, { messages: row.unread, documents: row.documents }).filter(
        ({ key }) => key !== 'people',
      ),
    };
  }

  private async row(campaignId: string, collaborationId: string | null): Promise<Row> {
    const row = await this.db.one<Row>({
      name: 'campaign_head',
      text: `SELECT c.name, c.state, c.organization_id, o.name AS organization_name, c.currency, c.returned_note, c.budget_minor,
               b.cap_minor, coalesce(b.reserved_minor, 0) AS reserved_minor, coalesce(b.spent_minor, 0) AS spent_minor,
               coalesce(b.funded_minor, 0) AS funded_minor,
               (SELECT count(*) FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = c.id) AS people,
               (SELECT count(*) FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = c.id AND k.state NOT IN ('declined', 'expired', 'withdrawn', 'dropped')) AS invited,
               (SELECT count(*) FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = c.id AND k.state = 'countered') AS countered,
               (SELECT count(*) FROM campaign_document d WHERE d.tenant_id = $1 AND d.campaign_id = c.id) AS documents,
               (SELECT count(*) FROM thread t LEFT JOIN thread_read r ON r.tenant_id = $1 AND r.thread_id = t.id AND r.account_id = $3
                WHERE t.tenant_id = $1 AND t.campaign_id = c.id AND ($4::uuid IS NULL OR t.subject_id = $4)
                  AND EXISTS (SELECT FROM message m WHERE m.tenant_id = $1 AND m.thread_id = t.id AND m.side <> 'system'
                    AND m.author_id IS DISTINCT FROM $3 AND m.created_at > coalesce(r.read_at, '-infinity'))) AS unread
             FROM campaign c
             JOIN organization o ON o.tenant_id = $1 AND o.id = c.organization_id
             LEFT JOIN budget b ON b.tenant_id = $1 AND b.id = c.id
             WHERE c.tenant_id = $1 AND c.id = $2`,
      values: [currentTenant(), campaignId, currentActor().accountId, collaborationId],
    });
    if (!row) throw notFound('campaign');
    return row;
  }
}

function tabs(base: string, current: CampaignTab, counts: Partial<Record<CampaignTab, number>>) {
  return CAMPAIGN_TABS.map((key) => ({
    key,
    path: key === 'overview' ? base : `${base}/${key}`,
    current: key === current,
    ...(counts[key] && { count: counts[key] }),
  }));
}

/** What only this person's side can do, most urgent first. */
function nextForBuyer(row: Row, base: string): NextThing | null {
  const staff = currentActor().kind === 'staff';
  const waiting = (path: string, allowed: boolean) => (allowed ? path : null);
  if (row.countered > 0)
    return {
      code: 'answer_counter',
      path: waiting(`${base}/people`, may('negotiate', 'Collaboration')),
      count: row.countered,
    };
  if (row.state === 'draft' && row.returned_note)
    return {
      code: 'returned',
      path: waiting(`${base}/edit`, may('update', 'Campaign')),
      note: row.returned_note,
    };
  if (row.state === 'draft')
    return { code: 'finish_draft', path: waiting(`${base}/edit`, may('update', 'Campaign')) };
  if (row.state === 'submitted')
    return staff
      ? { code: 'approve', path: waiting(`${base}#decide`, may('approve', 'Campaign')) }
      : { code: 'being_read', path: null };
  if (row.state === 'approved')
    return { code: 'fund', path: waiting(`${base}/money`, may('fund', 'Campaign')) };
  return null;
}

function idleForBuyer(row: Row, base: string): NextThing | null {
  if (row.state === 'funded' && row.invited > 0)
    return { code: 'launch', path: may('submit', 'Campaign') ? `${base}#decide` : null };
  if ((row.state === 'funded' || row.state === 'live') && row.invited === 0)
    return { code: 'invite', path: may('invite', 'Collaboration') ? `${base}/people` : null };
  return null;
}

function nextForInfluencer(state: CollaborationState, base: string): NextThing | null {
  if (state === 'invited' || state === 'offered') return { code: 'answer_offer', path: `${base}#offer` };
  if (state === 'accepted') return { code: 'sign', path: `${base}/contract` };
  return null;
}

function idleForInfluencer(state: CollaborationState): NextThing | null {
  return state === 'countered' ? { code: 'counter_sent', path: null } : null;
}
