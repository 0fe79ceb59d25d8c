import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Db } from '#platform/database';
import { Files } from '#platform/storage';
import {
  Download,
  Form,
  Id,
  Input,
  Page,
  Portal,
  Preview,
  Redirect,
  Search,
  Stream,
  View,
} from '#platform/web';
import {
  CheckInput,
  CommentInput,
  ContentFiles,
  ContentViews,
  Decided,
  Deliverables,
  DraftInput,
  Drafts,
  InfluencerContent,
  InfluencerPiece,
  Publication,
  PublishInput,
  Reviews,
  ReviewSearch,
  ScheduleInput,
  Submitted,
} from '#domain/content';
import { TrackedLinks } from '#domain/distribution';
import { z } from 'zod';

const page = '/collaborations/:id/content/:piece';

/** What an influencer owes in one collaboration: drafts, their judgement, publication. */
@Portal('influencer')
@Controller('collaborations/:id/content')
export class ContentController {
  constructor(
    private readonly views: ContentViews,
    private readonly deliverables: Deliverables,
    private readonly drafts: Drafts,
    private readonly publication: Publication,
    private readonly reviews: Reviews,
    private readonly links: TrackedLinks,
    private readonly contentFiles: ContentFiles,
    private readonly files: Files,
    private readonly db: Db,
  ) {}

  @Can('read', 'Content')
  @View('content/list', InfluencerContent)
  @Get()
  list(@Id('id') collaborationId: string) {
    return this.views.ofCollaboration(collaborationId);
  }

  @Can('read', 'Content')
  @View('content/show', InfluencerPiece)
  @Get(':piece')
  show(
    @Id('id') collaborationId: string,
    @Id('piece') id: string,
    @Search(ReviewSearch) search: ReviewSearch,
  ) {
    return this.piece(collaborationId, id, search);
  }

  /** Judges what is being written and shows it beside the text, with a corrected caption. Nothing is kept. */
  @Can('submit', 'Content')
  @Preview()
  @View('content/show', InfluencerPiece)
  @Post(':piece/check')
  async check(
    @Id('id') collaborationId: string,
    @Id('piece') id: string,
    @Input(CheckInput) input: CheckInput,
  ) {
    const view = await this.piece(collaborationId, id, {});
    const { caption, paidPartnershipLabel, note = null, fileIds } = input;
    const draft = { caption, paidPartnershipLabel, note, files: await this.views.fileNames(id, fileIds) };
    return { ...view, draft, check: await this.drafts.check(id, input) };
  }

  /** The address of a check, loaded again. */
  @Can('read', 'Content')
  @Page()
  @View('content/show', z.unknown())
  @Get(':piece/check')
  async recheck(@Id('id') collaborationId: string, @Id('piece') id: string) {
    await this.deliverables.get(id, { collaborationId });
    return new Redirect(`/collaborations/${collaborationId}/content/${id}`);
  }

  @Can('submit', 'Content')
  @Form({ page, done: page, notice: 'content_submitted' }, Submitted)
  @Post(':piece/submit')
  async submit(
    @Id('id') collaborationId: string,
    @Id('piece') id: string,
    @Input(DraftInput) input: DraftInput,
  ) {
    await this.deliverables.get(id, { collaborationId });
    return this.drafts.submit(id, input);
  }

  @Can('submit', 'Content')
  @Form({ page, done: page, notice: 'content_commented' }, Decided)
  @Post(':piece/comments')
  async comment(
    @Id('id') collaborationId: string,
    @Id('piece') id: string,
    @Input(CommentInput) input: CommentInput,
  ) {
    await this.deliverables.get(id, { collaborationId });
    return this.reviews.comment(id, input);
  }

  @Can('submit', 'Content')
  @Form({ page, done: page, notice: 'content_scheduled' }, Decided)
  @Post(':piece/schedule')
  async schedule(
    @Id('id') collaborationId: string,
    @Id('piece') id: string,
    @Input(ScheduleInput) input: ScheduleInput,
  ) {
    await this.deliverables.get(id, { collaborationId });
    return this.publication.schedule(id, input);
  }

  @Can('submit', 'Content')
  @Form({ page, done: page, notice: 'content_published' }, Decided)
  @Post(':piece/publish')
  async publish(
    @Id('id') collaborationId: string,
    @Id('piece') id: string,
    @Input(PublishInput) input: PublishInput,
  ) {
    await this.deliverables.get(id, { collaborationId });
    return this.publication.publish(id, input);
  }

  /** A picture or video of this piece, shown in the page; never by its bare id. */
  @Can('read', 'Content')
  @Stream()
  @Get(':piece/files/:file')
  async file(@Id('id') collaborationId: string, @Id('piece') id: string, @Id('file') fileId: string) {
    await this.db.transaction(
      async () => {
        await this.deliverables.get(id, { collaborationId });
        await this.contentFiles.requireFile(id, fileId);
      },
      { readOnly: true },
    );
    const { stream, mediaType, name, bytes } = await this.files.open(fileId);
    return new Download(stream, mediaType, name, { inline: true, bytes });
  }

  private async piece(collaborationId: string, id: string, search: ReviewSearch) {
    const view = await this.views.forInfluencer({ collaborationId, id }, search);
    const link = await this.links.ofCollaboration(collaborationId);
    return { ...view, link: link && this.links.addressOf(link) };
  }
}
