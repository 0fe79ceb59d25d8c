import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Download, Form, Id, Input, Portal, Search, Stream, View } from '#platform/web';
import {
  FiguresInput,
  FiguresTaken,
  FigureViews,
  Observations,
  OwnPostPage,
  OwnReportPage,
  Reports,
  ReportSearch,
} from '#domain/measurement';

const page = '/collaborations/:id/results';
const post = `${page}/posts/:piece`;

/** What an influencer's own posts and link did, and where they report their statistics. */
@Portal('influencer')
@Controller('collaborations/:id/results')
export class ResultsController {
  constructor(
    private readonly reports: Reports,
    private readonly figures: FigureViews,
    private readonly observations: Observations,
  ) {}

  @Can('read', 'Report')
  @View('results/show', OwnReportPage)
  @Get()
  show(@Id('id') id: string, @Search(ReportSearch) search: ReportSearch) {
    return this.reports.forCollaboration(id, search);
  }

  @Can('read', 'Report')
  @View('results/post', OwnPostPage)
  @Get('posts/:piece')
  post(@Id('id') id: string, @Id('piece') piece: string) {
    return this.figures.forCollaboration(id, piece);
  }

  @Can('measure', 'Report')
  @Form({ page: post, done: page, notice: 'figures_entered' }, FiguresTaken)
  @Post('posts/:piece')
  enter(
    @Id('id') collaborationId: string,
    @Id('piece') piece: string,
    @Input(FiguresInput) input: FiguresInput,
  ) {
    return this.observations.enter(piece, input, { collaborationId });
  }

  @Can('read', 'Report')
  @Stream()
  @Get('posts/:piece/proofs/:file')
  async proof(@Id('id') collaborationId: string, @Id('piece') piece: string, @Id('file') file: string) {
    const { stream, mediaType, name, bytes } = await this.figures.proof({ collaborationId }, piece, file);
    return new Download(stream, mediaType, name, { bytes });
  }
}
