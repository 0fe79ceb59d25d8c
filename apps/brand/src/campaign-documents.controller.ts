import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Download, Form, Id, Input, Portal, Stream, View } from '#platform/web';
import { CampaignDocuments, CampaignDocumentsPage, CampaignHeads, DocumentInput } from '#domain/campaigns';
import { z } from 'zod';

const page = '/o/:org/campaigns/:id/documents';

/** What hangs on a campaign: briefings, guidelines, product sheets. */
@Portal('brand')
@Controller('o/:org/campaigns/:id/documents')
export class CampaignDocumentsController {
  constructor(
    private readonly documents: CampaignDocuments,
    private readonly heads: CampaignHeads,
  ) {}

  @Can('read', 'Campaign')
  @View('campaigns/documents', CampaignDocumentsPage)
  @Get()
  async list(@Id('id') id: string) {
    const campaign = await this.heads.forCampaign(id, 'documents');
    return { campaign, documents: await this.documents.of(id) };
  }

  @Can('update', 'Campaign')
  @Form({ page, done: page, notice: 'document_added' }, z.object({ id: z.uuid(), documentId: z.uuid() }))
  @Post()
  attach(@Id('id') id: string, @Input(DocumentInput) input: z.infer<typeof DocumentInput>) {
    return this.documents.attach(id, input);
  }

  @Can('update', 'Campaign')
  @Form({ page, done: page, notice: 'document_removed' }, z.object({ id: z.uuid() }))
  @Post(':document/remove')
  remove(@Id('id') id: string, @Id('document') document: string) {
    return this.documents.remove(id, document);
  }

  @Can('read', 'Campaign')
  @Stream()
  @Get(':document')
  async download(@Id('id') id: string, @Id('document') document: string) {
    const { stream, mediaType, name, bytes } = await this.documents.download(id, document);
    return new Download(stream, mediaType, name, { bytes });
  }
}
