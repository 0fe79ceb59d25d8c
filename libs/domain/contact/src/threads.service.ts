import { subject } from '@casl/ability';
import { Injectable } from '@nestjs/common';
import { abilityOf } from '#platform/access';
import { Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { currentActor, newId, notFound, now } from '#platform/kernel';
import { FileEntity, Files, type OpenFile } from '#platform/storage';
import { Live } from '#platform/web';
import { Message, type Side, Thread } from './contact.entities.js';
import type { MessageInput, ThreadFilter, ThreadList, ThreadView } from './contact.dto.js';
import { tellThread } from './contact.jobs.js';
import { ContactQueries, type MessageLine, type ThreadLine } from './contact.queries.js';

const PAGE = 50;

export interface ThreadSubject {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly organizationId: string;
  readonly influencerId: string;
  readonly campaignId: string | null;
  readonly title: string;
}

/** Conversations, as far as the current actor takes part in them. */
@Injectable()
export class Threads {
  constructor(
    private readonly db: Db,
    private readonly queries: ContactQueries,
    private readonly live: Live,
    private readonly jobs: Jobs,
    private readonly files: Files,
  ) {}

  /** The thread of a subject; opened at first use. */
  async open(about: ThreadSubject): Promise<string> {
    const { subjectKind, subjectId } = about;
    const found = await this.db.repo(Thread).findOne({ subjectKind, subjectId });
    if (found) return found.id;
    const id = newId();
    await this.db.repo(Thread).insert({ id, ...about, lastMessageAt: now() });
    return id;
  }

  /** A thread that the actor may see; another party's does not exist. */
  async get(id: string): Promise<Thread> {
    return this.checked(await this.db.repo(Thread).findOne({ id }));
  }

  async ofSubject(subjectKind: string, subjectId: string): Promise<Thread> {
    return this.checked(await this.db.repo(Thread).findOne({ subjectKind, subjectId }));
  }

  async list(filter: ThreadFilter): Promise<ThreadList> {
    const rows = await this.queries.list(filter);
    const data = rows.slice(0, filter.limit).map((row) => ({
      id: row.id,
      title: row.title,
      who: otherSide(row),
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      campaignId: row.campaign_id,
      excerpt: row.excerpt ?? '',
      lastAt: row.last_at.toISOString(),
      unread: Number(row.unread),
      path: threadPath(row.id, row.organization_id),
    }));
    return { data, next: rows.length > filter.limit ? (data.at(-1)?.id ?? null) : null, q: filter.q ?? null };
  }

  unread(): Promise<number> {
    return this.queries.unread();
  }

  /** What was said, oldest first. What is shown counts as read once it has gone out. */
  async view(id: string, cursor: string | null = null): Promise<ThreadView> {
    const thread = await this.get(id);
    const lines = await this.queries.messages(id, cursor, PAGE + 1);
    const shown = lines.slice(0, PAGE).reverse();
    const { organization, influencer } = await this.queries.names(id);
    const path = threadPath(id, thread.organizationId);
    const last = shown.at(-1);
    if (last && cursor === null) this.readLater(id, last.created_at);
    return {
      id,
      title: thread.title,
      who: otherSide({ organization_name: organization, influencer_name: influencer }),
      path,
      subjectKind: thread.subjectKind,
      subjectId: thread.subjectId,
      campaignId: thread.campaignId,
      messages: shown.map((line) => toMessage(line, path)),
      earlier: lines.length > PAGE ? (shown[0]?.id ?? null) : null,
    };
  }

  /** Says something; open pages see it at once, the others hear of it by mail. */
  async say(id: string, { text, files }: MessageInput): Promise<{ id: string; messageId: string }> {
    await this.get(id);
    const { accountId, name } = currentActor();
    await this.requireOwn(files);
    // Locked, so that the order of messages is the order of their times, which reading and mailing go by.
    const thread = this.checked(await this.db.repo(Thread).lock({ id }));
    const at = now();
    const messageId = newId();
    await this.db.repo(Message).insert({
      id: messageId,
      threadId: id,
      authorId: accountId,
      authorName: name,
      side: sideOf(),
      body: text,
      fileIds: files,
      createdAt: at,
    });
    await this.db.repo(Thread).update({ id }, { lastMessageAt: at });
    if (accountId !== null) await this.queries.read(id, accountId, at);
    await this.live.nudge(liveTopic(id));
    if (thread.campaignId) await this.live.nudge(`campaign/${thread.campaignId}`);
    await this.jobs.enqueue(tellThread, { threadId: id });
    return { id, messageId };
  }

  /** A file that was sent in this thread; any other does not exist. Outside of a transaction. */
  async download(id: string, fileId: string): Promise<OpenFile> {
    await this.db.transaction(async () => {
      await this.get(id);
      const messages = await this.db
        .repo(Message)
        .find({ threadId: id }, { select: { tenantId: true, id: true, fileIds: true } });
      if (!messages.some(({ fileIds }) => fileIds.includes(fileId))) throw notFound('file');
    });
    return this.files.open(fileId);
  }

  /** Whether the actor may still read along, for an open page; outside of a transaction. */
  follows(id: string): Promise<boolean> {
    return this.db
      .transaction(() => this.get(id), { readOnly: true })
      .then(
        () => true,
        () => false,
      );
  }

  /** Only what one has sent up oneself can be handed on: an id that was seen somewhere opens nothing. */
  private async requireOwn(files: readonly string[]): Promise<void> {
    for (const id of files) {
      const file = await this.db.repo(FileEntity).findOne({ id });
      if (!file || file.uploadedBy !== currentActor().accountId) throw notFound('file');
    }
  }

  /** A GET writes nothing itself; the mark follows its commit, and losing one costs a mail at most. */
  private readLater(threadId: string, at: Date): void {
    const { accountId } = currentActor();
    if (accountId === null) return;
    this.db.afterCommit(() => this.db.transaction(() => this.queries.read(threadId, accountId, at)));
  }

  private checked(thread: Thread | null): Thread {
    const { organizationId, influencerId, campaignId } = thread ?? {};
    const row = subject('Thread', { organizationId, influencerId, campaignId });
    if (!thread || !abilityOf(currentActor()).can('read', row as never)) throw notFound('thread');
    return thread;
  }
}

export function liveTopic(threadId: string): string {
  return `thread/${threadId}`;
}

function sideOf(): Side {
  const { kind } = currentActor();
  if (kind === 'member') return 'brand';
  return kind === 'influencer' || kind === 'staff' ? kind : 'system';
}

/** Where the current actor reads a thread. */
function threadPath(id: string, organizationId: string): string {
  return currentActor().kind === 'member' ? `/o/${organizationId}/threads/${id}` : `/threads/${id}`;
}

function otherSide({
  organization_name,
  influencer_name,
}: Pick<ThreadLine, 'organization_name' | 'influencer_name'>): string {
  const { kind } = currentActor();
  if (kind === 'member') return influencer_name;
  return kind === 'influencer' ? organization_name : `${influencer_name}, ${organization_name}`;
}

function toMessage(line: MessageLine, path: string): ThreadView['messages'][number] {
  return {
    id: line.id,
    who: line.author_name,
    side: line.side,
    mine: line.author_id !== null && line.author_id === currentActor().accountId,
    text: line.body,
    at: line.created_at.toISOString(),
    files: line.files.map((file) => ({ ...file, path: `${path}/files/${file.id}` })),
  };
}
