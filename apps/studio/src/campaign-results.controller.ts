import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Download, Form, Id, Input, Portal, Search, Stream, View } from '#platform/web';
import {
  DocumentAsked,
  FigureViews,
  FiguresInput,
  FiguresTaken,
  FigureUploads,
  Observations,
  PostPage,
  ReportDocuments,
  ReportExports,
  ReportPage,
  Reports,
  ReportSearch,
  ReportShares,
  ShareInput,
  ShareMade,
  UploadInput,
  UploadTaken,
} from '#domain/measurement';
import { z } from 'zod';

const page = '/campaigns/:id/results';

/** What a campaign did: the report, its files, and those it was handed to. */
@Portal('studio')
@Controller('campaigns/:id/results')
export class CampaignResultsController {
  constructor(
    private readonly reports: Reports,
    private readonly figures: FigureViews,
    private readonly exports: ReportExports,
    private readonly documents: ReportDocuments,
    private readonly shares: ReportShares,
    private readonly observations: Observations,
    private readonly uploads: FigureUploads,
  ) {}

  @Can('read', 'Report')
  @View('results/show', ReportPage)
  @Get()
  show(@Id('id') id: string, @Search(ReportSearch) search: ReportSearch) {
    return this.reports.forCampaign(id, search);
  }

  @Can('read', 'Report')
  @Get('posts.csv')
  csv(@Id('id') id: string, @Search(ReportSearch) search: ReportSearch) {
    return this.exports.csv(id, search);
  }

  @Can('read', 'Report')
  @Get('report.xlsx')
  xlsx(@Id('id') id: string, @Search(ReportSearch) search: ReportSearch) {
    return this.exports.xlsx(id, search);
  }

  @Can('read', 'Report')
  @View('results/post', PostPage)
  @Get('posts/:piece')
  post(@Id('id') id: string, @Id('piece') piece: string) {
    return this.figures.forCampaign(id, piece);
  }

  @Can('read', 'Report')
  @Stream()
  @Get('posts/:piece/proofs/:file')
  async proof(@Id('id') campaignId: string, @Id('piece') piece: string, @Id('file') file: string) {
    const { stream, mediaType, name, bytes } = await this.figures.proof({ campaignId }, piece, file);
    return new Download(stream, mediaType, name, { bytes });
  }

  @Can('measure', 'Report')
  @Form(
    { page: `${page}/posts/:piece`, done: `${page}/posts/:piece`, notice: 'figures_entered' },
    FiguresTaken,
  )
  @Post('posts/:piece')
  enter(@Id('id') campaignId: string, @Id('piece') piece: string, @Input(FiguresInput) input: FiguresInput) {
    return this.observations.enter(piece, input, { campaignId });
  }

  /** Many posts at once, from a CSV list that went up before. */
  @Can('measure', 'Report')
  @Stream()
  @Form({ page, done: page, notice: 'figures_uploaded' }, UploadTaken)
  @Post('uploads')
  upload(@Id('id') id: string, @Input(UploadInput) { fileId }: UploadInput) {
    return this.uploads.take(id, fileId);
  }

  /** Printed by a job: the report says when it is ready. */
  @Can('read', 'Report')
  @Form({ page, done: page, notice: 'report_asked' }, DocumentAsked)
  @Post('documents')
  print(@Id('id') id: string) {
    return this.documents.ask(id);
  }

  @Can('read', 'Report')
  @Stream()
  @Get('documents/:document')
  async document(@Id('id') id: string, @Id('document') document: string) {
    const { stream, mediaType, name, bytes } = await this.documents.download(id, document);
    return new Download(stream, mediaType, name, { bytes });
  }

  /** Answers with the page that tells the address: it is told once, so nothing may keep this answer. */
  @Can('share', 'Report')
  @View('results/share', ShareMade)
  @Post('shares')
  share(@Id('id') id: string, @Input(ShareInput) input: ShareInput) {
    return this.shares.create(id, input);
  }

  @Can('share', 'Report')
  @Form({ page, done: page, notice: 'report_share_revoked' }, z.object({ id: z.uuid() }))
  @Post('shares/:share/revoke')
  revoke(@Id('id') id: string, @Id('share') share: string) {
    return this.shares.revoke(id, share);
  }
}
