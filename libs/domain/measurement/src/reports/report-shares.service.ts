import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import {
  addDays,
  conflict,
  currentActor,
  digest,
  gone,
  newId,
  newSecret,
  notFound,
  now,
} from '#platform/kernel';
import { CampaignHeads, Campaigns } from '#domain/campaigns';
import { TenantDirectory } from '#domain/tenants';
import type { z } from 'zod';
import { ReportShare } from '../measurement.entities.js';
import type { ShareInput, ShareMade, ShareView } from './report.dto.js';

/** Reports handed to people without a sign-in: by a secret that is told once, until it expires or is revoked. */
@Injectable()
export class ReportShares {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly heads: CampaignHeads,
    private readonly tenants: TenantDirectory,
    private readonly audit: Audit,
  ) {}

  /** Newest first; the caller has asked the walls. */
  async of(campaignId: string): Promise<z.infer<typeof ShareView>[]> {
    const shares = await this.db.repo(ReportShare).find({ campaignId }, { order: { id: 'DESC' }, take: 50 });
    return shares.map(toView);
  }

  async create(campaignId: string, { expiresInDays, prices, note }: ShareInput): Promise<ShareMade> {
    const campaign = await this.heads.forCampaign(campaignId, 'results');
    const { organizationId } = campaign;
    const id = newId();
    const secret = newSecret();
    const createdAt = now();
    const expiresAt = addDays(createdAt, expiresInDays);
    await this.db.repo(ReportShare).insert({
      id,
      campaignId,
      organizationId,
      secretHash: digest(secret),
      prices,
      note,
      createdBy: currentActor().accountId,
      createdAt,
      expiresAt,
    });
    const details = { campaignId, prices, expiresAt: expiresAt.toISOString() };
    await this.audit.record('report_share.create', 'Report', id, details);
    const share = toView({ id, note, prices, createdAt, expiresAt, revokedAt: null });
    return { campaign, share, secret, url: this.tenants.linkTo('edge', `/reports/${secret}`) };
  }

  async revoke(campaignId: string, id: string): Promise<{ id: string }> {
    await this.campaigns.get(campaignId);
    const share = await this.db.repo(ReportShare).lock({ id, campaignId });
    if (!share) throw notFound('share');
    if (share.revokedAt) throw conflict('bad_state', { state: 'revoked', action: 'revoke', allowed: [] });
    await this.db.repo(ReportShare).update({ id }, { revokedAt: now() });
    await this.audit.record('report_share.revoke', 'Report', id, { campaignId });
    return { id };
  }

  /** Whoever has the secret; what has ended says so, what never was does not exist. */
  async open(secret: string): Promise<ReportShare> {
    const share = await this.db.repo(ReportShare).findOne({ secretHash: digest(secret) });
    if (!share) throw notFound('report');
    if (stateOf(share) !== 'open') throw gone('share_ended');
    return share;
  }
}

function stateOf({
  revokedAt,
  expiresAt,
}: Pick<ReportShare, 'revokedAt' | 'expiresAt'>): 'open' | 'expired' | 'revoked' {
  if (revokedAt) return 'revoked';
  return expiresAt <= now() ? 'expired' : 'open';
}

function toView(
  share: Omit<ReportShare, 'tenantId' | 'campaignId' | 'organizationId' | 'secretHash' | 'createdBy'>,
): z.infer<typeof ShareView> {
  const { id, note, prices, createdAt, expiresAt } = share;
  return {
    id,
    note,
    prices,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    state: stateOf(share),
  };
}
