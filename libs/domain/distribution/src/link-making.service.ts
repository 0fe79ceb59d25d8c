import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import { currentTenant, newId, notFound, now } from '#platform/kernel';
import {
  type Campaign,
  Campaigns,
  collaborationContracted,
  collaborationDropped,
  type CollaborationFact,
  Collaborations,
} from '#domain/campaigns';
import { Organization } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import { numbered, slugFor } from './slug.js';
import { TrackedLink } from './tracked-link.entity.js';

/** Names that routes of the edge host have, or may come to have. */
const TAKEN = new Set([
  'feeds',
  'healthz',
  'assets',
  'reports',
  'report',
  'share',
  'embed',
  'pixel',
  'postback',
  'robots',
]);

/** Signing gives a collaboration its link, dropping ends it. */
@Injectable()
export class LinkMaking {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly collaborations: Collaborations,
    private readonly tenants: TenantDirectory,
    private readonly audit: Audit,
  ) {}

  /** One link a collaboration. Repeating it changes nothing. */
  @OnEvent(collaborationContracted)
  async make({ collaborationId, campaignId }: CollaborationFact): Promise<void> {
    if ((await this.db.repo(TrackedLink).count({ collaborationId })) > 0) return;
    const { organizationId, influencerId } = await this.collaborations.byId(collaborationId);
    const campaign = await this.campaigns.byId(campaignId);
    const targetUrl = await this.targetOf(campaign);
    const slug = slugFor(await this.influencer(influencerId), campaign.name);
    for (let attempt = TAKEN.has(slug) ? 2 : 1; attempt <= 1_000; attempt++) {
      const taken = await this.db.query({
        name: 'link_make',
        text: `INSERT INTO tracked_link (tenant_id, id, slug, campaign_id, collaboration_id, organization_id, influencer_id, target_url, active_from, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT (tenant_id, slug) DO NOTHING RETURNING id`,
        values: [
          currentTenant(),
          newId(),
          numbered(slug, attempt),
          campaignId,
          collaborationId,
          organizationId,
          influencerId,
          targetUrl,
          now(),
        ],
      });
      if (taken.length > 0) return;
    }
    throw new Error('no free name for a link');
  }

  @OnEvent(collaborationDropped)
  async end({ collaborationId }: CollaborationFact): Promise<void> {
    await this.db
      .repo(TrackedLink)
      .update({ collaborationId, state: 'active' }, { state: 'ended', activeTo: now() });
  }

  /** Staff lead a link elsewhere; what was printed stays good. */
  async redirect(id: string, campaignId: string, targetUrl: string): Promise<{ id: string }> {
    const changed = await this.db.repo(TrackedLink).update({ id, campaignId }, { targetUrl });
    if (changed === 0) throw notFound('link');
    await this.audit.record('link_redirected', 'Link', id, {});
    return { id };
  }

  /** The campaign's landing page, else the brand's site; until there is either, the edge host's own front. */
  private async targetOf(campaign: Campaign): Promise<string> {
    if (campaign.landingUrl) return campaign.landingUrl;
    const brand = await this.db.repo(Organization).findOne({ id: campaign.organizationId });
    const site = brand?.website?.trim();
    const url = site ? URL.parse(/^https?:\/\//i.test(site) ? site : `https://${site}`) : null;
    return url?.href ?? this.tenants.linkTo('edge', '/');
  }

  private async influencer(influencerId: string): Promise<{ name: string; handle: string | null }> {
    const row = await this.db.one<{ name: string; handle: string | null }>({
      name: 'link_influencer',
      text: 'SELECT display_name AS name, top_handle AS handle FROM influencer WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), influencerId],
    });
    return row ?? { name: '', handle: null };
  }
}
