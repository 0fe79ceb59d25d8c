import { Injectable } from '@nestjs/common';
import { Mail } from '#platform/mail';
import { OnEvent } from '#platform/events';
import { TenantDirectory } from '#domain/tenants';
import { campaignApproved, type CampaignFact, campaignSubmitted } from './campaigns.events.js';
import { Campaigns } from './campaigns.service.js';
import type { Collaboration } from './collaboration.entity.js';
import { PeopleQueries, type Person } from './people.queries.js';

export type CollaborationNews =
  'offer' | 'counter' | 'agreed' | 'signed' | 'declined' | 'withdrawn' | 'dropped';

/** Mails about what happened; each side reads its own amount only. */
@Injectable()
export class CampaignNews {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly people: PeopleQueries,
    private readonly mail: Mail,
    private readonly tenants: TenantDirectory,
  ) {}

  @OnEvent(campaignSubmitted)
  async onSubmitted({ campaignId }: CampaignFact): Promise<void> {
    const { name } = await this.campaigns.byId(campaignId);
    await this.send(await this.people.ofLabel(), 'campaign-news', {
      portal: 'studio',
      link: `/campaigns/${campaignId}`,
      kind: 'submitted',
      campaign: name,
      note: null,
    });
  }

  @OnEvent(campaignApproved)
  onApproved({ campaignId }: CampaignFact): Promise<void> {
    return this.tellBrand(campaignId, 'approved');
  }

  async tellBrand(
    campaignId: string,
    kind: 'approved' | 'returned',
    note: string | null = null,
  ): Promise<void> {
    const { name, organizationId } = await this.campaigns.byId(campaignId);
    const link = `/o/${organizationId}/campaigns/${campaignId}`;
    await this.send(await this.people.ofOrganization(organizationId), 'campaign-news', {
      portal: 'brand',
      link,
      kind,
      campaign: name,
      note,
    });
  }

  /** To the influencer, with the net. */
  async tellInfluencer(
    collaboration: Collaboration,
    kind: CollaborationNews,
    note: string | null = null,
  ): Promise<void> {
    const { id, campaignId, influencerId, netMinor, currency } = collaboration;
    const { name } = await this.campaigns.byId(campaignId);
    await this.send(await this.people.ofInfluencer(influencerId), 'collaboration-news', {
      portal: 'influencer',
      link: `/collaborations/${id}`,
      kind,
      campaign: name,
      side: 'influencer',
      who: '',
      amount: netMinor === null ? null : { minor: netMinor, currency },
      note,
    });
  }

  /** To the brand, with the price; where a brand has no people here, to the staff who act for it. */
  async tellBuyer(
    collaboration: Collaboration,
    kind: CollaborationNews,
    who: string,
    note: string | null = null,
  ): Promise<void> {
    const { id, campaignId, organizationId, priceMinor, currency } = collaboration;
    const { name } = await this.campaigns.byId(campaignId);
    const members = await this.people.ofOrganization(organizationId);
    const path = `/campaigns/${campaignId}/people/${id}`;
    await this.send(members.length > 0 ? members : await this.people.ofLabel(), 'collaboration-news', {
      portal: members.length > 0 ? 'brand' : 'studio',
      link: members.length > 0 ? `/o/${organizationId}${path}` : path,
      kind,
      campaign: name,
      side: 'buyer',
      who,
      amount: priceMinor === null ? null : { minor: priceMinor, currency },
      note,
    });
  }

  private async send(
    people: readonly Person[],
    template: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    for (const { name, email, locale } of people) {
      await this.mail.send({
        to: { address: email, name },
        template,
        locale: locale ?? this.tenants.current.locales[0] ?? 'en',
        data: { ...data, name },
      });
    }
  }
}
