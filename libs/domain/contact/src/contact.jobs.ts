import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { defineJob, Jobs, OnJob } from '#platform/jobs';
import { now } from '#platform/kernel';
import { Mail } from '#platform/mail';
import { normaliseEmail } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import { Thread } from './contact.entities.js';
import { ContactQueries, type Recipient } from './contact.queries.js';

/** Mails the people of a thread what they have not read. */
export const tellThread = defineJob<{ threadId: string }>('contact.tell');

/** One mail per person and thread in this time, however much is said; the next one holds all of it. */
const QUIET_MS = 10 * 60_000;

const PORTALS = { brand: 'brand', influencer: 'influencer', staff: 'studio' } as const;

@Injectable()
export class ContactMails {
  constructor(
    private readonly db: Db,
    private readonly queries: ContactQueries,
    private readonly mail: Mail,
    private readonly jobs: Jobs,
    private readonly tenants: TenantDirectory,
  ) {}

  /** Repeatable: what was mailed is remembered in the transaction that queues the mail. */
  @OnJob(tellThread)
  async tell({ threadId }: { threadId: string }): Promise<void> {
    await this.db.transaction(async () => {
      // Locked, so that two messages at once do not make two mails.
      const thread = await this.db.repo(Thread).lock({ id: threadId });
      if (!thread) return;
      const at = now();
      for (const person of await this.queries.recipients(threadId)) {
        const quietUntil = person.mailed_at ? new Date(person.mailed_at.getTime() + QUIET_MS) : at;
        if (quietUntil > at)
          await this.jobs.enqueue(
            tellThread,
            { threadId },
            { startAfter: quietUntil, key: `${threadId}/${quietUntil.toISOString()}` },
          );
        else await this.write(thread, person, at);
      }
    });
  }

  private async write(thread: Thread, person: Recipient, at: Date): Promise<void> {
    const path =
      person.side === 'brand' ? `/o/${thread.organizationId}/threads/${thread.id}` : `/threads/${thread.id}`;
    await this.queries.mailed(thread.id, normaliseEmail(person.email), at);
    await this.mail.send({
      to: { address: person.email, name: person.name },
      template: 'new-message',
      locale: person.locale ?? this.tenants.current.locales[0] ?? 'en',
      personal: true,
      thread: thread.id,
      data: {
        portal: PORTALS[person.side],
        link: path,
        title: thread.title,
        from: person.messages.at(-1)?.who ?? '',
        count: person.messages.length,
        messages: person.messages.slice(-10),
      },
    });
  }
}
