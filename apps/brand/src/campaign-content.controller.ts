import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Files } from '#platform/storage';
import { Db } from '#platform/database';
import { Download, Form, Id, Input, Portal, Search, Stream, View } from '#platform/web';
import {
  ApproveInput,
  BrandContent,
  BrandPiece,
  ChangesInput,
  CommentInput,
  ContentFiles,
  ContentViews,
  Decided,
  Deliverables,
  Reviews,
  ReviewSearch,
} from '#domain/content';

const page = '/o/:org/campaigns/:id/content/:piece';

/** Content of one campaign, as the brand reads and decides on it. */
@Portal('brand')
@Controller('o/:org/campaigns/:id/content')
export class CampaignContentController {
  constructor(
    private readonly views: ContentViews,
    private readonly deliverables: Deliverables,
    private readonly reviews: Reviews,
    private readonly contentFiles: ContentFiles,
    private readonly files: Files,
    private readonly db: Db,
  ) {}

  @Can('read', 'Content')
  @View('content/list', BrandContent)
  @Get()
  list(@Id('id') campaignId: string) {
    return this.views.ofCampaign(campaignId);
  }

  @Can('read', 'Content')
  @View('content/show', BrandPiece)
  @Get(':piece')
  show(@Id('id') campaignId: string, @Id('piece') id: string, @Search(ReviewSearch) search: ReviewSearch) {
    return this.views.forReview({ campaignId, id }, search);
  }

  @Can('approve', 'Content')
  @Form({ page, done: page, notice: 'content_approved' }, Decided)
  @Post(':piece/approve')
  async approve(
    @Id('id') campaignId: string,
    @Id('piece') id: string,
    @Input(ApproveInput) input: ApproveInput,
  ) {
    await this.deliverables.get(id, { campaignId });
    return this.reviews.approve(id, input);
  }

  @Can('review', 'Content')
  @Form({ page, done: page, notice: 'content_changes_requested' }, Decided)
  @Post(':piece/request-changes')
  async requestChanges(
    @Id('id') campaignId: string,
    @Id('piece') id: string,
    @Input(ChangesInput) input: ChangesInput,
  ) {
    await this.deliverables.get(id, { campaignId });
    return this.reviews.requestChanges(id, input);
  }

  @Can('review', 'Content')
  @Form({ page, done: page, notice: 'content_commented' }, Decided)
  @Post(':piece/comments')
  async comment(
    @Id('id') campaignId: string,
    @Id('piece') id: string,
    @Input(CommentInput) input: CommentInput,
  ) {
    await this.deliverables.get(id, { campaignId });
    return this.reviews.comment(id, input);
  }

  /** A picture or video of this piece, shown in the page; never by its bare id. */
  @Can('read', 'Content')
  @Stream()
  @Get(':piece/files/:file')
  async file(@Id('id') campaignId: string, @Id('piece') id: string, @Id('file') fileId: string) {
    await this.db.transaction(
      async () => {
        await this.deliverables.get(id, { campaignId });
        await this.contentFiles.requireFile(id, fileId);
      },
      { readOnly: true },
    );
    const { stream, mediaType, name, bytes } = await this.files.open(fileId);
    return new Download(stream, mediaType, name, { inline: true, bytes });
  }
}
