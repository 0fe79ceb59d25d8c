import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import {
  type Config,
  conflict,
  currentActor,
  currentTenant,
  hmac,
  invalidField,
  newId,
  notFound,
  now,
} from '#platform/kernel';
import { CONFIG } from '#platform/web';
import { Budgets } from '#domain/money';
import { TenantDirectory } from '#domain/tenants';
import { z } from 'zod';
import { CampaignNews } from './campaign-news.service.js';
import { collaborationActions, INVITING, turnOf } from './campaign.rules.js';
import { collaborationContracted } from './campaigns.events.js';
import { Campaigns } from './campaigns.service.js';
import { type Collaboration, Contract } from './collaboration.entity.js';
import type { CollaborationAnswer, SignInput } from './collaborations.dto.js';
import { Collaborations } from './collaborations.service.js';
import { PeopleQueries } from './people.queries.js';
import { sameName, termsOf, termsText } from './terms.js';
import { Timeline } from './timeline.service.js';

export const TermsView = z.object({
  title: z.string(),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
  /** Of the whole text; signing names it, so that nobody signs what they have not seen. */
  sha256: z.string(),
  signed: z.object({ name: z.string(), at: z.string() }).nullable(),
  /** The name that the signature has to match. */
  signer: z.string(),
});
export type TermsView = z.infer<typeof TermsView>;

interface Terms {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly body: string;
  readonly sha256: string;
}

/** The terms between label and influencer: rendered from what was agreed, signed once, kept for ever. */
@Injectable()
export class Contracts {
  constructor(
    private readonly db: Db,
    private readonly collaborations: Collaborations,
    private readonly campaigns: Campaigns,
    private readonly budgets: Budgets,
    private readonly people: PeopleQueries,
    private readonly tenants: TenantDirectory,
    private readonly news: CampaignNews,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The terms as signed, or as they would be. They hold the net: not for brands. */
  async terms(id: string): Promise<TermsView> {
    const collaboration = await this.collaborations.get(id);
    if (currentActor().kind === 'member') throw notFound('contract');
    const contract = await this.signed(id);
    const signer = currentActor().name;
    if (contract) {
      const { title, sections } = readBack(contract.body);
      return {
        title,
        sections,
        sha256: contract.bodySha256,
        signed: { name: contract.signedName, at: contract.signedAt.toISOString() },
        signer,
      };
    }
    const { title, sections, sha256 } = await this.render(collaboration);
    return {
      title,
      sections: sections.map(({ title: head, lines }) => ({ title: head, lines: [...lines] })),
      sha256,
      signed: null,
      signer,
    };
  }

  /** Who signed and when; this is all that a brand learns of it. */
  signed(id: string): Promise<Contract | null> {
    return this.db.repo(Contract).findOne({ collaborationId: id, version: 1 });
  }

  /** Signs by typed name. Only what was read can be signed, and only once the brand's money is there. */
  async sign(id: string, { name, sha256 }: SignInput, address: string): Promise<CollaborationAnswer> {
    const collaboration = await this.collaborations.lock(id);
    const { state, campaignId, influencerId } = collaboration;
    if (!turnOf('influencer', state).includes('sign'))
      throw conflict('bad_state', { state, action: 'sign', allowed: collaborationActions(state) });
    const terms = await this.render(collaboration);
    if (terms.sha256 !== sha256) throw conflict('terms_changed', { allowed: ['sign', 'decline'] });
    const actor = currentActor();
    if (actor.accountId === null || !sameName(name, actor.name))
      throw invalidField('name', 'name_mismatch', { expected: actor.name });
    await this.requireFunds(campaignId);
    const at = now();
    await this.db.repo(Contract).insert({
      id: newId(),
      collaborationId: id,
      version: 1,
      body: terms.body,
      bodySha256: sha256,
      signedName: name,
      signedBy: actor.accountId,
      signedFrom: hmac(this.config.masterKey ?? currentTenant(), `${currentTenant()} ${address}`),
      signedAt: at,
    });
    const next = await this.collaborations.move(collaboration, 'sign', { contractedAt: at });
    const who = (await this.people.invitees([influencerId]))[0]?.name ?? name;
    await this.timeline.record({
      campaignId,
      collaborationId: id,
      influencerId,
      kind: 'signed',
      audience: 'all',
      data: { name: who },
    });
    await this.audit.record('contract_signed', 'Collaboration', id, { sha256 });
    await this.news.tellBuyer(collaboration, 'signed', who);
    await this.news.tellInfluencer(collaboration, 'signed');
    await this.events.emit(collaborationContracted, { campaignId, collaborationId: id });
    return { id, state: next };
  }

  /** Nobody starts to work for money that is not there. */
  private async requireFunds(campaignId: string): Promise<void> {
    const campaign = await this.campaigns.byId(campaignId);
    if (!INVITING.includes(campaign.state))
      throw conflict('not_inviting', { state: campaign.state, allowed: [] });
    const budget = await this.budgets.find(campaignId);
    if (!budget || budget.fundedMinor < budget.reservedMinor + budget.spentMinor)
      throw conflict('campaign_not_funded', { allowed: ['decline'] });
  }

  private async render(collaboration: Collaboration): Promise<Terms> {
    const { campaignId, influencerId, netMinor, currency } = collaboration;
    if (netMinor === null) throw conflict('nothing_offered');
    const campaign = await this.campaigns.byId(campaignId);
    const look = this.tenants.lookOf(currentTenant());
    const text = (key: string, params: Record<string, unknown> = {}) => look.text(key, params);
    const facts = {
      campaign,
      deliverables: await this.campaigns.deliverables(campaignId),
      brand: await this.campaigns.organizationName(campaign.organizationId),
      influencer: (await this.people.invitees([influencerId]))[0]?.name ?? '',
      company: this.tenants.current.legal.company,
      netMinor,
      currency,
    };
    const sections = termsOf(facts, look.locale, text);
    const title = text('terms.title', { campaign: campaign.name });
    const body = termsText(title, sections);
    return { title, sections, body, sha256: createHash('sha256').update(body).digest('hex') };
  }
}

/** A signed text as its sections again, for showing. */
function readBack(body: string): Pick<TermsView, 'title' | 'sections'> {
  const [title = '', ...parts] = body.split('\n\n');
  const sections = parts.map((part) => {
    const [head = '', ...lines] = part.split('\n');
    return { title: head.replace(/^\d+\. /, ''), lines };
  });
  return { title, sections };
}
