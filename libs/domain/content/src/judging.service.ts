import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Campaigns } from '#domain/campaigns';
import { Disclosures, type DisclosureView, type JudgedPiece, type Moment } from '#domain/disclosure';
import { Organization } from '#domain/identity';
import type { Deliverable } from './content.entities.js';

type Piece = Pick<
  Deliverable,
  'id' | 'campaignId' | 'organizationId' | 'influencerId' | 'platform' | 'format'
>;

interface Written {
  readonly caption: string;
  readonly paidPartnershipLabel: boolean;
}

/** Puts a piece before the disclosure judge, with what its campaign says of brand and markets. */
@Injectable()
export class Judging {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly disclosures: Disclosures,
  ) {}

  /** What would be said now; nothing is kept. */
  async check(piece: Piece, written: Written): Promise<DisclosureView> {
    return this.disclosures.check(await this.judged(piece, written));
  }

  /** Judges and keeps the report in the piece's chain; the caller holds its lock. */
  async record(piece: Piece, moment: Moment, written: Written) {
    const { id, organizationId, influencerId } = piece;
    const subject = { subjectKind: 'deliverable', subjectId: id, organizationId, influencerId };
    return this.disclosures.record(subject, moment, await this.judged(piece, written));
  }

  private async judged(piece: Piece, written: Written): Promise<JudgedPiece> {
    const campaign = await this.campaigns.byId(piece.campaignId);
    const brand = await this.db.repo(Organization).findOne({ id: piece.organizationId });
    return {
      caption: written.caption,
      paidPartnershipLabel: written.paidPartnershipLabel,
      platform: piece.platform,
      format: piece.format,
      markets: campaign.markets,
      brand: {
        name: brand?.name ?? '',
        handles: [...campaign.mentions, ...Object.values(brand?.handles ?? {})],
        tags: campaign.hashtags,
      },
    };
  }
}
