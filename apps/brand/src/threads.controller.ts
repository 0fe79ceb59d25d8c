import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Can } from '#platform/access';
import { notFound } from '#platform/kernel';
import { Download, Form, Id, Input, Live, Portal, Search, Stream, View } from '#platform/web';
import { CampaignHeads, CampaignHead } from '#domain/campaigns';
import { liveTopic, MessageInput, ThreadFilter, ThreadList, Threads, ThreadView } from '#domain/contact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const one = '/o/:org/threads/:thread';
const Cursor = z.object({ cursor: z.uuid().optional() });
const ThreadPage = z.object({ thread: ThreadView, campaign: CampaignHead.nullable() });

/** Conversations of an organization with those who work for it. */
@Portal('brand')
@Controller('o/:org/threads')
export class ThreadsController {
  constructor(
    private readonly threads: Threads,
    private readonly heads: CampaignHeads,
    private readonly live: Live,
  ) {}

  @Can('read', 'Thread')
  @View('threads/list', ThreadList)
  @Get()
  list(@Search(ThreadFilter) filter: z.infer<typeof ThreadFilter>) {
    return this.threads.list(filter);
  }

  @Can('read', 'Thread')
  @View('threads/show', ThreadPage)
  @Get(':thread')
  async show(@Id('thread') id: string, @Search(Cursor) { cursor }: z.infer<typeof Cursor>) {
    const thread = await this.threads.view(id, cursor);
    return {
      thread,
      campaign: thread.campaignId ? await this.heads.forCampaign(thread.campaignId, 'messages') : null,
    };
  }

  @Can('post', 'Thread')
  @Form({ page: one, done: one }, z.object({ id: z.uuid(), messageId: z.uuid() }))
  @Post(':thread/messages')
  say(@Id('thread') id: string, @Input(MessageInput) input: z.infer<typeof MessageInput>) {
    return this.threads.say(id, input);
  }

  /** Tells an open page that something was said. */
  @Can('read', 'Thread')
  @Stream()
  @Get(':thread/live')
  async follow(
    @Id('thread') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const stillAllowed = () => this.threads.follows(id);
    if (!(await stillAllowed())) throw notFound('thread');
    return this.live.stream(request, reply, liveTopic(id), stillAllowed);
  }

  @Can('read', 'Thread')
  @Stream()
  @Get(':thread/files/:file')
  async download(@Id('thread') id: string, @Id('file') file: string) {
    const { stream, mediaType, name, bytes } = await this.threads.download(id, file);
    return new Download(stream, mediaType, name, { bytes });
  }
}

const CampaignThreads = z.object({ campaign: CampaignHead, ...ThreadList.shape });

/** The conversations of one campaign, as a tab of it. */
@Portal('brand')
@Controller('o/:org/campaigns/:id/messages')
export class CampaignMessagesController {
  constructor(
    private readonly threads: Threads,
    private readonly heads: CampaignHeads,
  ) {}

  @Can('read', 'Thread')
  @View('campaigns/messages', CampaignThreads)
  @Get()
  async list(@Id('id') id: string, @Search(ThreadFilter) filter: z.infer<typeof ThreadFilter>) {
    const campaign = await this.heads.forCampaign(id, 'messages');
    return { campaign, ...(await this.threads.list({ ...filter, campaignId: id })) };
  }
}
