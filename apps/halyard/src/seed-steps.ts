import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Db } from '#platform/database';
import { type Actor, DomainError, runAs, shifted } from '#platform/kernel';
import { Files } from '#platform/storage';
import { parseInput } from '#platform/web';
import {
  CampaignInput,
  CampaignProgress,
  Campaigns,
  Contracts,
  Negotiation,
  Outreach,
} from '#domain/campaigns';
import { Threads } from '#domain/contact';
import {
  type Deliverable,
  Deliverables,
  DraftInput,
  Drafts,
  PublishInput,
  Publication,
  Reviews,
  Verification,
  VerifyInput,
} from '#domain/content';
import { TrackedLinks } from '#domain/distribution';
import { Clicks, FiguresInput, Observations } from '#domain/measurement';
import { Funding, Payout, Payouts } from '#domain/money';
import { passersBy } from './seed-clicks.js';
import type { SeedCampaign, SeedTexts } from './seed-texts.js';

const DAY_MS = 24 * 3_600_000;

export interface Cast {
  readonly currency: string;
  readonly organizationId: string;
  readonly admin: Actor;
  readonly manager: Actor;
  readonly other: { readonly organizationId: string; readonly admin: Actor };
  /** Six who have accounts, in the order of `seed-people.ts`. */
  readonly influencers: readonly Actor[];
  /** Everybody of the roster. */
  readonly influencerIds: readonly string[];
}

/**
 * The steps of the demo's story: each through the service that a person's click would reach, as that person, so many
 * days ago. They commit one by one, since money is asked for outside of transactions.
 */
export class SeedSteps {
  private readonly db: Db;
  private handedIn = 0;
  private shiftMs = 0;

  constructor(
    private readonly application: INestApplicationContext,
    /** Paths of pictures to hand in, in turn. */
    private readonly pictures: readonly string[],
    readonly texts: SeedTexts,
    readonly cast: Cast,
    private readonly stopped: AbortSignal,
  ) {
    this.db = application.get(Db);
  }

  async launched(campaign: SeedCampaign, lines: readonly object[], daysAgo: number): Promise<string> {
    const { admin, manager } = this.cast;
    this.daysAgo(daysAgo);
    const id = await this.submitted(campaign, lines, 10 - daysAgo);
    this.daysAgo(daysAgo - 1);
    await this.as(manager, () => this.get(CampaignProgress).approve(id));
    const { fundingId } = await this.as(admin, () => this.get(CampaignProgress).fund(id));
    await this.by(admin, () => this.get(Funding).collect({ fundingId }));
    // The job that hears of the money may have been quicker.
    await this.as(admin, () => this.get(CampaignProgress).funded(id)).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
    });
    this.daysAgo(daysAgo - 2);
    await this.as(admin, () => this.get(CampaignProgress).launch(id));
    return id;
  }

  submitted(campaign: SeedCampaign, lines: readonly object[], draftIn: number): Promise<string> {
    return this.as(this.cast.admin, async () => {
      const input = parseInput(CampaignInput, this.input(campaign, lines, draftIn));
      const { id } = await this.get(Campaigns).create(this.cast.organizationId, input);
      await this.get(CampaignProgress).submit(id);
      return id;
    });
  }

  /** `draftIn` days from today, whenever the step happens. */
  input(campaign: SeedCampaign, lines: readonly object[], draftIn: number): object {
    return {
      ...campaign,
      deliverables: lines,
      draftDue: inDays(draftIn),
      publishFrom: inDays(draftIn + 3),
      publishTo: inDays(draftIn + 24),
      usageRights: { channels: ['organic', 'ownMedia'], months: 6, starts: 'posting' },
      killFeePercent: 25,
    };
  }

  async invite(
    campaignId: string,
    people: readonly Actor[],
    priceMinor: number,
    daysAgo: number,
  ): Promise<string[]> {
    this.daysAgo(daysAgo);
    const influencerIds = people.flatMap(({ partyIds }) => partyIds);
    const { collaborationIds } = await this.as(this.cast.admin, () =>
      this.get(Outreach).invite(campaignId, { influencerIds, priceMinor, note: this.texts.invitation }),
    );
    return collaborationIds;
  }

  async signed(campaignId: string, creator: Actor, priceMinor: number, daysAgo: number): Promise<string> {
    // At once, or the job that ends old offers, which goes by today's clock, may come in between.
    const id = await this.as(this.cast.admin, async () => {
      const [invited = ''] = await this.invite(campaignId, [creator], priceMinor, daysAgo);
      this.daysAgo(daysAgo - 1);
      await this.as(creator, () => this.get(Negotiation).accept(invited, 1));
      return invited;
    });
    this.daysAgo(daysAgo - 1.1);
    await this.as(creator, async () => {
      const { sha256 } = await this.get(Contracts).terms(id);
      await this.get(Contracts).sign(id, { name: creator.name, sha256 }, '192.0.2.7');
    });
    return id;
  }

  pieces(collaborationId: string): Promise<Deliverable[]> {
    return this.as(this.cast.manager, () => this.get(Deliverables).ofCollaboration(collaborationId));
  }

  async talkOf(
    collaborationId: string,
    creator: Actor,
    lines: readonly string[],
    daysAgo: number,
  ): Promise<void> {
    const thread = await this.as(creator, () =>
      this.get(Threads).ofSubject('collaboration', collaborationId),
    );
    for (const [index, text] of lines.entries()) {
      this.daysAgo(daysAgo - index * 0.12);
      const who = index % 2 === 0 ? creator : this.cast.admin;
      await this.as(who, () => this.get(Threads).say(thread.id, { text, files: [] }));
    }
  }

  async handIn(creator: Actor, { id }: Deliverable, caption: string, daysAgo: number): Promise<void> {
    this.daysAgo(daysAgo);
    const fileIds = [await this.picture(creator)];
    await this.as(creator, () => this.get(Drafts).submit(id, parseInput(DraftInput, { caption, fileIds })));
  }

  async approve({ id }: Deliverable, version: number, daysAgo: number): Promise<void> {
    this.daysAgo(daysAgo);
    await this.as(this.cast.admin, () => this.get(Reviews).approve(id, { version }));
  }

  /** Live, looked at by the label's staff within the day. */
  async publish(creator: Actor, { id }: Deliverable, liveCaption: string, daysAgo: number): Promise<void> {
    this.daysAgo(daysAgo);
    const postUrl = `https://www.instagram.com/p/${id.replaceAll('-', '').slice(-11)}/`;
    const proofFileId = await this.picture(creator);
    const input = parseInput(PublishInput, { postUrl, liveCaption, proofFileId });
    await this.as(creator, () => this.get(Publication).publish(id, input));
    this.daysAgo(daysAgo - 0.4);
    await this.as(this.cast.manager, () => this.get(Verification).verify(id, parseInput(VerifyInput, {})));
  }

  async measure(creator: Actor, { id }: Deliverable, views: number, daysAgo: number): Promise<void> {
    this.daysAgo(daysAgo);
    const share = (of: number) => Math.round(views * of * (0.78 + (views % 97) / 210));
    const figures = {
      views,
      reach: Math.round(views * 0.81),
      likes: share(0.062),
      comments: share(0.0041),
      shares: share(0.0058),
      saves: share(0.0119),
      proofFileId: await this.picture(creator),
    };
    await this.as(creator, () => this.get(Observations).enter(id, parseInput(FiguresInput, figures)));
  }

  /** All that the influencer has coming is paid, as the hourly job would. */
  async paid(creator: Actor, daysAgo: number): Promise<void> {
    this.daysAgo(daysAgo);
    const { currency, manager } = this.cast;
    const influencerId = creator.partyIds[0] ?? '';
    await this.as(manager, () => this.get(Payouts).pay({ influencerId, currency }));
    const payouts = await this.as(manager, () => this.db.repo(Payout).find({ influencerId }));
    for (const { id } of payouts) await this.by(manager, () => this.get(Payouts).settle({ payoutId: id }));
  }

  async clicks(
    creator: Actor,
    collaborationId: string,
    wave: { from: number; days: number; peak: number },
  ): Promise<void> {
    const link = await this.as(creator, () => this.get(TrackedLinks).ofCollaboration(collaborationId));
    if (!link) return;
    const [first, ...others] = passersBy(link.slug, wave);
    if (!first) return;
    const visit = ({ daysAgo, ...visitor }: typeof first) => {
      this.daysAgo(daysAgo);
      return this.by(creator, () =>
        this.get(Clicks).visit({ slug: link.slug, method: 'GET', query: {}, ...visitor }),
      );
    };
    await visit(first);
    await Promise.all(others.map(visit));
  }

  private async picture(creator: Actor): Promise<string> {
    const path = this.pictures[this.handedIn++ % this.pictures.length] ?? '';
    const bytes = await readFile(path);
    const { id } = await this.by(creator, () =>
      this.get(Files).receive({
        stream: Readable.from([bytes]),
        filename: basename(path),
        declaredType: 'image/jpeg',
        limitBytes: bytes.length,
        allow: ['jpeg'],
      }),
    );
    return id;
  }

  /** When the next steps happen. */
  daysAgo(days: number): void {
    this.shiftMs = -Math.round(days * DAY_MS);
  }

  /** One step, committed. */
  as<T>(actor: Actor, step: () => Promise<T>): Promise<T> {
    return this.by(actor, () => this.db.transaction(step));
  }

  /** A step that jobs must have gone before: it is tried until they have, for three minutes. */
  async afterJobs<T>(actor: Actor, step: () => Promise<T>): Promise<T> {
    for (let left = 360; ; left--) {
      try {
        return await this.as(actor, step);
      } catch (error) {
        if (left === 0 || !(error instanceof DomainError) || error.kind !== 'conflict') throw error;
        await pause(500, undefined, { signal: this.stopped });
      }
    }
  }

  /** A step that transacts for itself. @throws once the server stops. */
  private by<T>(actor: Actor, step: () => Promise<T>): Promise<T> {
    this.stopped.throwIfAborted();
    return shifted(this.shiftMs, () => runAs(actor, step));
  }

  get<T>(service: abstract new (...parts: never[]) => T): T {
    return this.application.get<T>(service as never);
  }
}

function inDays(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
