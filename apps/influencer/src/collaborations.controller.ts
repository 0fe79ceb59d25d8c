import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Can } from '#platform/access';
import { notFound } from '#platform/kernel';
import { Download, Form, Id, Input, Live, Portal, Search, Stream, View } from '#platform/web';
import {
  AcceptInput,
  CampaignDocuments,
  CampaignHeads,
  CampaignViews,
  CollaborationAnswer,
  CollaborationDocumentsPage,
  CollaborationFilter,
  CollaborationHead,
  CollaborationList,
  CollaborationPage,
  Collaborations,
  Contracts,
  CounterInput,
  DeclineInput,
  Departures,
  Negotiation,
  SignInput,
  TermsView,
} from '#domain/campaigns';
import { Threads, ThreadView } from '#domain/contact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const one = '/collaborations/:id';

/** An influencer's work: offers to answer, terms to sign, and everything of a campaign that is theirs to read. */
@Portal('influencer')
@Controller('collaborations')
export class CollaborationsController {
  constructor(
    private readonly views: CampaignViews,
    private readonly heads: CampaignHeads,
    private readonly collaborations: Collaborations,
    private readonly negotiation: Negotiation,
    private readonly departures: Departures,
    private readonly contracts: Contracts,
    private readonly documents: CampaignDocuments,
    private readonly threads: Threads,
    private readonly live: Live,
  ) {}

  @Can('read', 'Collaboration')
  @View('collaborations/list', CollaborationList)
  @Get()
  list(@Search(CollaborationFilter) filter: z.infer<typeof CollaborationFilter>) {
    return this.views.mine(filter);
  }

  @Can('read', 'Collaboration')
  @View('collaborations/show', CollaborationPage)
  @Get(':id')
  show(@Id('id') id: string) {
    return this.views.collaboration(id);
  }

  /** Tells an open page that something happened. */
  @Can('read', 'Collaboration')
  @Stream()
  @Get(':id/live')
  async follow(
    @Id('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const topic = await this.collaborations.liveTopic(id);
    if (topic === null) throw notFound('collaboration');
    return this.live.stream(
      request,
      reply,
      topic,
      async () => (await this.collaborations.liveTopic(id)) !== null,
    );
  }

  @Can('negotiate', 'Collaboration')
  @Form({ page: one, done: one, notice: 'counter_sent' }, CollaborationAnswer)
  @Post(':id/counter')
  counter(@Id('id') id: string, @Input(CounterInput) input: z.infer<typeof CounterInput>) {
    return this.negotiation.counter(id, input);
  }

  @Can('negotiate', 'Collaboration')
  @Form({ page: one, done: `${one}/contract`, notice: 'offer_accepted' }, CollaborationAnswer)
  @Post(':id/accept')
  accept(@Id('id') id: string, @Input(AcceptInput) { version }: z.infer<typeof AcceptInput>) {
    return this.negotiation.accept(id, version);
  }

  @Can('negotiate', 'Collaboration')
  @Form({ page: one, done: one, notice: 'offer_declined' }, CollaborationAnswer)
  @Post(':id/decline')
  decline(@Id('id') id: string, @Input(DeclineInput) { reason }: z.infer<typeof DeclineInput>) {
    return this.departures.decline(id, reason);
  }

  @Can('read', 'Collaboration')
  @View('collaborations/contract', z.object({ campaign: CollaborationHead, terms: TermsView }))
  @Get(':id/contract')
  async contract(@Id('id') id: string) {
    const campaign = await this.heads.forCollaboration(id, 'documents');
    return { campaign, terms: await this.contracts.terms(id) };
  }

  @Can('sign', 'Collaboration')
  @Form({ page: `${one}/contract`, done: `${one}/contract`, notice: 'contract_signed' }, CollaborationAnswer)
  @Post(':id/sign')
  sign(
    @Id('id') id: string,
    @Input(SignInput) input: z.infer<typeof SignInput>,
    @Req() request: FastifyRequest,
  ) {
    return this.contracts.sign(id, input, request.ip);
  }

  @Can('read', 'Thread')
  @View('threads/show', z.object({ campaign: CollaborationHead, thread: ThreadView }))
  @Get(':id/messages')
  async messages(@Id('id') id: string) {
    const campaign = await this.heads.forCollaboration(id, 'messages');
    const { id: threadId } = await this.threads.ofSubject('collaboration', id);
    return { campaign, thread: await this.threads.view(threadId) };
  }

  @Can('read', 'Collaboration')
  @View('collaborations/documents', CollaborationDocumentsPage)
  @Get(':id/documents')
  async files(@Id('id') id: string) {
    const campaign = await this.heads.forCollaboration(id, 'documents');
    return { campaign, documents: await this.documents.of(campaign.campaignId) };
  }

  @Can('read', 'Collaboration')
  @Stream()
  @Get(':id/documents/:document')
  async download(@Id('id') id: string, @Id('document') document: string) {
    const { stream, mediaType, name, bytes } = await this.documents.downloadFor(id, document);
    return new Download(stream, mediaType, name, { bytes });
  }
}
