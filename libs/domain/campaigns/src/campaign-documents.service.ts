import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { conflict, currentActor, currentTenant, newId, notFound, now } from '#platform/kernel';
import { FileEntity, Files, type OpenFile } from '#platform/storage';
import { z } from 'zod';
import { CampaignDocument } from './campaign-record.entities.js';
import { Campaigns } from './campaigns.service.js';
import { Collaborations } from './collaborations.service.js';
import { Timeline } from './timeline.service.js';

export const DocumentInput = z.object({ fileId: z.uuid(), title: z.string().trim().max(200).optional() });
export type DocumentInput = z.infer<typeof DocumentInput>;

export const DocumentRow = z.object({
  id: z.uuid(),
  title: z.string(),
  filename: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  who: z.string(),
  at: z.string(),
});
export type DocumentRow = z.infer<typeof DocumentRow>;

interface Row extends Omit<DocumentRow, 'at'> {
  at: Date;
}

/** What hangs on a campaign for everybody in it: briefings, guidelines, product sheets. */
@Injectable()
export class CampaignDocuments {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly timeline: Timeline,
    private readonly files: Files,
    private readonly collaborations: Collaborations,
  ) {}

  /** The caller has asked the party wall for the campaign. */
  async of(campaignId: string): Promise<DocumentRow[]> {
    const rows = await this.db.query<Row>({
      name: 'campaign_documents',
      text: `SELECT d.id, d.title, f.name AS filename, f.media_type AS "mediaType", f.bytes, coalesce(a.name, '') AS who, d.created_at AS at
             FROM campaign_document d
             JOIN file f ON f.tenant_id = $1 AND f.id = d.file_id
             LEFT JOIN account a ON a.tenant_id = $1 AND a.id = d.created_by
             WHERE d.tenant_id = $1 AND d.campaign_id = $2 ORDER BY d.id`,
      values: [currentTenant(), campaignId],
    });
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  async attach(
    campaignId: string,
    { fileId, title }: DocumentInput,
  ): Promise<{ id: string; documentId: string }> {
    const campaign = await this.stillOpen(campaignId);
    const file = await this.db.repo(FileEntity).findOne({ id: fileId });
    // Only what one has sent up oneself: an id that was seen somewhere opens nothing.
    if (!file || file.uploadedBy !== currentActor().accountId) throw notFound('file');
    const documentId = newId();
    const named = title ?? file.name;
    await this.db.repo(CampaignDocument).insert({
      id: documentId,
      campaignId,
      fileId,
      title: named,
      createdBy: currentActor().accountId,
      createdAt: now(),
    });
    await this.timeline.record({
      campaignId,
      kind: 'document_added',
      audience: campaign.state === 'draft' ? 'brand' : 'all',
      data: { title: named },
    });
    return { id: campaignId, documentId };
  }

  async remove(campaignId: string, documentId: string): Promise<{ id: string }> {
    await this.stillOpen(campaignId);
    const document = await this.db.repo(CampaignDocument).findOne({ id: documentId, campaignId });
    if (!document) throw notFound('document');
    await this.db.repo(CampaignDocument).delete({ id: documentId, campaignId });
    await this.timeline.record({
      campaignId,
      kind: 'document_removed',
      audience: 'brand',
      data: { title: document.title },
    });
    return { id: campaignId };
  }

  /** For brands and staff. Outside of a transaction, since a file is read slowly. */
  async download(campaignId: string, documentId: string): Promise<OpenFile> {
    const fileId = await this.db.transaction(async () =>
      this.fileOf((await this.campaigns.get(campaignId)).id, documentId),
    );
    return this.files.open(fileId);
  }

  /** For the influencer of a collaboration. Outside of a transaction. */
  async downloadFor(collaborationId: string, documentId: string): Promise<OpenFile> {
    const fileId = await this.db.transaction(async () =>
      this.fileOf((await this.collaborations.get(collaborationId)).campaignId, documentId),
    );
    return this.files.open(fileId);
  }

  private async fileOf(campaignId: string, documentId: string): Promise<string> {
    const document = await this.db.repo(CampaignDocument).findOne({ id: documentId, campaignId });
    if (!document) throw notFound('document');
    return document.fileId;
  }

  private async stillOpen(campaignId: string) {
    const campaign = await this.campaigns.get(campaignId);
    if (campaign.state === 'completed' || campaign.state === 'cancelled')
      throw conflict('campaign_closed', { state: campaign.state, allowed: [] });
    return campaign;
  }
}
