import { Injectable } from '@nestjs/common';
import { currentActor, notFound } from '#platform/kernel';
import type { Campaign } from './campaign.entity.js';
import { CampaignHeads } from './campaign-heads.service.js';
import { collaborationActions, turnOf } from './campaign.rules.js';
import type {
  BriefView,
  CampaignDraft,
  CampaignPage,
  CollaborationFilter,
  CollaborationPage,
  CollaborationRow,
  InvitePage,
  InviteSearch,
  StaffPersonPage,
  StaffPersonRow,
} from './campaign-views.dto.js';
import { Campaigns } from './campaigns.service.js';
import type { Offer } from './collaboration.entity.js';
import type { CollaborationState } from './collaboration.states.js';
import { Collaborations } from './collaborations.service.js';
import { CollaborationQueries, type PersonLine } from './collaborations.queries.js';
import { Contracts } from './contracts.service.js';
import { Offers } from './offers.service.js';
import { Timeline } from './timeline.service.js';

/**
 * A campaign and its people as each audience may read them. What leaves for a brand has no net, for an influencer no
 * price: `withoutNet` is the one place where a brand's copy is made.
 */
@Injectable()
export class CampaignViews {
  constructor(
    private readonly heads: CampaignHeads,
    private readonly campaigns: Campaigns,
    private readonly collaborations: Collaborations,
    private readonly queries: CollaborationQueries,
    private readonly offers: Offers,
    private readonly contracts: Contracts,
    private readonly timeline: Timeline,
  ) {}

  async overview(id: string): Promise<CampaignPage> {
    const head = await this.heads.forCampaign(id, 'overview');
    const campaign = await this.campaigns.byId(id);
    const { budgetMinor, currency, returnedNote } = campaign;
    return {
      campaign: head,
      brief: await this.brief(campaign),
      budgetMinor,
      currency,
      returnedNote,
      timeline: await this.timeline.of(id),
    };
  }

  async draft(id: string): Promise<CampaignDraft> {
    const campaign = await this.campaigns.get(id);
    const { organizationId, state, returnedNote, name, currency, budgetMinor } = campaign;
    const organizationName = await this.campaigns.organizationName(organizationId);
    const { summary, audience, keyMessages, dos, donts, references, ...rest } = await this.brief(campaign);
    const brief = { summary, audience, keyMessages, dos, donts, references };
    return {
      id,
      organizationId,
      organizationName,
      state,
      returnedNote,
      name,
      currency,
      budgetMinor,
      ...rest,
      brief,
    };
  }

  async people(campaignId: string) {
    const campaign = await this.heads.forCampaign(campaignId, 'people');
    return { campaign, data: (await this.queries.people(campaignId)).map(toPerson) };
  }

  async person(campaignId: string, id: string): Promise<StaffPersonPage> {
    const campaign = await this.heads.forCampaign(campaignId, 'people');
    const [line] = await this.queries.people(campaignId, id);
    if (!line) throw notFound('collaboration');
    const { note, dropReason } = await this.collaborations.get(id);
    const contract = await this.contracts.signed(id);
    return {
      campaign,
      person: toPerson(line),
      offers: (await this.offers.of(id)).map((offer) => ({
        ...toOffer(offer),
        priceMinor: offer.priceMinor,
        netMinor: offer.netMinor,
      })),
      note,
      dropReason,
      signed: contract && {
        name: contract.signedName,
        at: contract.signedAt.toISOString(),
        sha256: contract.bodySha256,
      },
      timeline: await this.timeline.of(campaignId, id),
    };
  }

  async invite(campaignId: string, { influencers, q }: InviteSearch): Promise<InvitePage> {
    const campaign = await this.heads.forCampaign(campaignId, 'people');
    const lines =
      influencers.length === 0 && !q ? [] : await this.queries.candidates(campaignId, influencers, q ?? null);
    const candidates = lines.map(({ has_email, asked, followers, ...line }) => ({
      ...line,
      followers: followers === null ? null : Number(followers),
      problem: asked ? ('already_invited' as const) : has_email ? null : ('no_address' as const),
    }));
    return { campaign, candidates, q: q ?? null };
  }

  async mine(
    filter: CollaborationFilter,
  ): Promise<{ data: CollaborationRow[]; next: string | null; open: boolean }> {
    const lines = await this.queries.mine(filter);
    const data = lines.slice(0, filter.limit).map((line) => ({
      id: line.id,
      campaignId: line.campaign_id,
      name: line.name,
      organizationName: line.organization_name,
      influencerName: line.influencer_name,
      state: line.state,
      currency: line.currency,
      netMinor: line.net_minor,
      offerVersion: line.offer_version,
      turn: whoseTurn(line.state),
      draftDue: line.draft_due,
      publishFrom: line.publish_from,
      publishTo: line.publish_to,
      expiresAt: line.expires_at?.toISOString() ?? null,
      unread: Number(line.unread),
    }));
    return { data, next: lines.length > filter.limit ? (data.at(-1)?.id ?? null) : null, open: filter.open };
  }

  async collaboration(id: string): Promise<CollaborationPage> {
    const head = await this.heads.forCollaboration(id, 'overview');
    const { campaignId, note, dropReason, offerVersion, expiresAt } = await this.collaborations.get(id);
    return {
      campaign: head,
      brief: await this.brief(await this.campaigns.byId(campaignId)),
      note,
      dropReason,
      offerVersion,
      expiresAt: expiresAt?.toISOString() ?? null,
      offers: (await this.offers.of(id)).map((offer) => ({ ...toOffer(offer), netMinor: offer.netMinor })),
      timeline: await this.timeline.of(campaignId, id),
    };
  }

  private async brief(campaign: Campaign): Promise<BriefView> {
    const { brief, usageRights } = campaign;
    const lines = await this.campaigns.deliverables(campaign.id);
    return {
      objective: campaign.objective,
      summary: brief.summary ?? null,
      audience: brief.audience ?? null,
      keyMessages: brief.keyMessages ?? [],
      dos: brief.dos ?? [],
      donts: brief.donts ?? [],
      references: brief.references ?? [],
      markets: campaign.markets,
      hashtags: campaign.hashtags,
      mentions: campaign.mentions,
      landingUrl: campaign.landingUrl,
      deliverables: lines.map(({ platform, format, quantity, durationSeconds, ratio }) => ({
        platform,
        format,
        quantity,
        durationSeconds,
        ratio,
      })),
      draftDue: campaign.draftDue,
      publishFrom: campaign.publishFrom,
      publishTo: campaign.publishTo,
      usageRights: {
        channels: usageRights.channels ?? [],
        territory: usageRights.territory ?? null,
        months: usageRights.months ?? null,
        starts: usageRights.starts ?? 'posting',
      },
      revisionCap: campaign.revisionCap,
      killFeePercent: campaign.killFeePercent,
      paymentTermsDays: campaign.paymentTermsDays,
    };
  }
}

/** A brand's copy: the same without the influencers' side of any amount. */
export function withoutNet<T extends { readonly netMinor?: unknown }>(row: T): Omit<T, 'netMinor'> {
  const { netMinor: _theirs, ...rest } = row;
  return rest;
}

function toPerson(line: PersonLine): StaffPersonRow {
  return {
    id: line.id,
    influencerId: line.influencer_id,
    name: line.name,
    platform: line.platform,
    handle: line.handle,
    followers: line.followers === null ? null : Number(line.followers),
    engagementPpm: line.engagement_ppm === null ? null : Number(line.engagement_ppm),
    state: line.state,
    currency: line.currency,
    priceMinor: line.price_minor,
    netMinor: line.net_minor,
    offerVersion: line.offer_version,
    turn: whoseTurn(line.state),
    actions: collaborationActions(line.state),
    threadId: line.thread_id,
    unread: Number(line.unread),
    expiresAt: line.expires_at?.toISOString() ?? null,
    updatedAt: line.updated_at.toISOString(),
  };
}

function toOffer({ version, side, currency, note, createdAt }: Offer) {
  return { version, side, currency, note, at: createdAt.toISOString() };
}

/** Whose move it is in a negotiation, seen from the current actor. */
function whoseTurn(state: CollaborationState): 'ours' | 'theirs' | 'none' {
  const influencerMoves = turnOf('influencer', state).some(
    (action) => action === 'accept' || action === 'sign',
  );
  const buyerMoves = turnOf('buyer', state).includes('accept');
  if (!influencerMoves && !buyerMoves) return 'none';
  return influencerMoves === (currentActor().kind === 'influencer') ? 'ours' : 'theirs';
}
