import { Injectable } from '@nestjs/common';
import { accessible, may } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant } from '#platform/kernel';
import { CampaignHeads, Campaigns } from '#domain/campaigns';
import { TenantDirectory } from '#domain/tenants';
import type { LinkRow } from './distribution.dto.js';
import { feedChannels } from './feed-rights.js';
import type { TrackedLink } from './tracked-link.entity.js';
import { TrackedLinks } from './tracked-links.service.js';

type Line = Omit<TrackedLink, 'tenantId'> & { influencerName: string; handle: string | null };

const COLUMNS = {
  organizationId: 'l.organization_id',
  influencerId: 'l.influencer_id',
  campaignId: 'l.campaign_id',
};

/** The links tab, for each side. */
@Injectable()
export class LinkViews {
  constructor(
    private readonly db: Db,
    private readonly heads: CampaignHeads,
    private readonly campaigns: Campaigns,
    private readonly links: TrackedLinks,
    private readonly tenants: TenantDirectory,
  ) {}

  async ofCampaign(campaignId: string) {
    const campaign = await this.heads.forCampaign(campaignId, 'links');
    const { usageRights } = await this.campaigns.byId(campaignId);
    const address = (ending: string) =>
      this.tenants.linkTo('edge', `/feeds/campaigns/${campaignId}/content.${ending}`);
    return {
      campaign,
      data: await this.rows({ campaignId }),
      next: null,
      feeds: feedChannels(usageRights).length > 0 ? { json: address('json'), rss: address('xml') } : null,
      may: { redirect: may('update', 'Link') },
    };
  }

  async ofCollaboration(collaborationId: string) {
    const campaign = await this.heads.forCollaboration(collaborationId, 'links');
    return { campaign, data: await this.rows({ collaborationId }), next: null };
  }

  private async rows(where: { campaignId?: string; collaborationId?: string }): Promise<LinkRow[]> {
    const scope = accessible('read', 'Link', COLUMNS, 4);
    const lines = await this.db.query<Line & Record<string, unknown>>({
      name: `links_${currentActor().kind}_${scope.key}`,
      text: `SELECT l.id, l.slug, l.campaign_id AS "campaignId", l.collaboration_id AS "collaborationId", l.target_url AS "targetUrl", l.state,
               l.active_from AS "activeFrom", l.active_to AS "activeTo", i.display_name AS "influencerName", i.top_handle AS handle
             FROM tracked_link l JOIN influencer i ON i.tenant_id = $1 AND i.id = l.influencer_id
             WHERE l.tenant_id = $1 AND ($2::uuid IS NULL OR l.campaign_id = $2) AND ($3::uuid IS NULL OR l.collaboration_id = $3) AND ${scope.sql}
             ORDER BY i.display_name, l.id LIMIT 500`,
      values: [currentTenant(), where.campaignId ?? null, where.collaborationId ?? null, ...scope.values],
    });
    const nowhere = this.tenants.linkTo('edge', '/');
    return lines.map((line) => ({
      id: line.id,
      collaborationId: line.collaborationId,
      influencerName: line.influencerName,
      handle: line.handle,
      slug: line.slug,
      url: this.links.addressOf(line),
      targetUrl: line.targetUrl,
      targetMissing: line.targetUrl === nowhere,
      state: line.state,
      activeFrom: line.activeFrom?.toISOString() ?? null,
      activeTo: line.activeTo?.toISOString() ?? null,
    }));
  }
}
