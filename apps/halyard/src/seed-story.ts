import type { Actor } from '#platform/kernel';
import { parseInput } from '#platform/web';
import { CampaignInput, CampaignProgress, Campaigns, Departures, Negotiation } from '#domain/campaigns';
import { CommentInput, type Deliverable, Reviews } from '#domain/content';
import { InfluencerLists } from '#domain/discovery';
import { ReportShares, ShareInput } from '#domain/measurement';
import type { SeedSteps } from './seed-steps.js';

/** What happened at a label before somebody opened the demo. */
export class SeedStory {
  constructor(private readonly steps: SeedSteps) {}

  /** Done, measured, paid. */
  async pastCampaign(): Promise<void> {
    const { admin } = this.steps.cast;
    const [wren, , , cole] = this.steps.cast.influencers as [Actor, Actor, Actor, Actor];
    const id = await this.steps.launched(
      this.steps.texts.past,
      [{ platform: 'instagram', format: 'reel' }],
      96,
    );
    for (const [creator, day, views, price] of [
      [wren, 78, 61_400, 380_000],
      [cole, 75, 27_800, 240_000],
    ] as const) {
      const collaborationId = await this.steps.signed(id, creator, price, 88);
      const [piece] = await this.steps.pieces(collaborationId);
      if (!piece) continue;
      await this.steps.handIn(creator, piece, this.steps.texts.captions[0], day + 3);
      await this.steps.approve(piece, 1, day + 2);
      await this.steps.publish(creator, piece, this.steps.texts.captions[0], day);
      await this.steps.measure(creator, piece, views, day - 7);
      await this.steps.clicks(creator, collaborationId, { from: day, days: 14, peak: views / 1_300 });
      await this.steps.paid(creator, day - 32);
    }
    this.steps.daysAgo(40);
    await this.steps.afterJobs(admin, () => this.steps.get(CampaignProgress).complete(id));
    await this.steps.as(admin, () =>
      this.steps
        .get(ReportShares)
        .create(id, parseInput(ShareInput, { note: this.steps.texts.shareNote, expiresInDays: 90 })),
    );
  }

  /** In full swing: something measured, something to review, somebody who asks for more. */
  async liveCampaign(): Promise<void> {
    const { admin } = this.steps.cast;
    const { captions, lacking, change, remark, talk } = this.steps.texts;
    const [wren, ines, maple, cole, hattie, juniper] = this.steps.cast.influencers as [
      Actor,
      Actor,
      Actor,
      Actor,
      Actor,
      Actor,
    ];
    const lines = [
      { platform: 'instagram', format: 'feed' },
      { platform: 'instagram', format: 'reel' },
    ];
    const id = await this.steps.launched(this.steps.texts.live, lines, 26);

    const withWren = await this.steps.signed(id, wren, 420_000, 22);
    await this.steps.talkOf(withWren, wren, talk, 20);
    const [first, second] = (await this.steps.pieces(withWren)) as [Deliverable, Deliverable];
    await this.steps.handIn(wren, first, captions[1], 15);
    await this.steps.approve(first, 1, 14);
    await this.steps.publish(wren, first, captions[1], 12);
    await this.steps.measure(wren, first, 48_200, 3);
    await this.steps.clicks(wren, withWren, { from: 12, days: 12, peak: 52 });

    const withInes = await this.steps.signed(id, ines, 360_000, 21);
    const [film, shot] = (await this.steps.pieces(withInes)) as [Deliverable, Deliverable];
    await this.steps.handIn(ines, film, captions[2], 11);
    await this.steps.approve(film, 1, 10);
    await this.steps.publish(ines, film, captions[2], 8);
    await this.steps.measure(ines, film, 35_900, 2);
    await this.steps.clicks(ines, withInes, { from: 8, days: 8, peak: 34 });
    await this.steps.handIn(ines, shot, captions[1], 4);
    await this.steps.approve(shot, 1, 3);

    const withMaple = await this.steps.signed(id, maple, 260_000, 19);
    const [meal] = (await this.steps.pieces(withMaple)) as [Deliverable];
    await this.steps.handIn(maple, meal, lacking, 4);
    this.steps.daysAgo(3);
    await this.steps.as(admin, () =>
      this.steps.get(Reviews).requestChanges(meal.id, { version: 1, note: change }),
    );
    await this.steps.handIn(maple, meal, captions[3], 1.4);

    const [withCole = '', , withJuniper = ''] = await this.steps.invite(
      id,
      [cole, hattie, juniper],
      240_000,
      5,
    );
    this.steps.daysAgo(2);
    await this.steps.as(juniper, () =>
      this.steps.get(Departures).decline(withJuniper, this.steps.texts.decline),
    );
    this.steps.daysAgo(0.3);
    await this.steps.as(cole, () =>
      this.steps.get(Negotiation).counter(withCole, {
        netMinor: 225_000,
        note: this.steps.texts.counterNote,
        version: 1,
      }),
    );
    await this.steps.talkOf(withCole, cole, [this.steps.texts.question], 0.28);

    await this.steps.handIn(wren, second, captions[2], 0.15);
    this.steps.daysAgo(0.1);
    await this.steps.as(admin, () =>
      this.steps
        .get(Reviews)
        .comment(second.id, parseInput(CommentInput, { version: 1, text: remark, x: 720, y: 340 })),
    );
  }

  /** What the first look finds: two campaigns that want the label's word, and a draft. */
  async whatWaits(): Promise<void> {
    const { admin, organizationId, other } = this.steps.cast;
    const { submitted, draft } = this.steps.texts;
    const feed = [{ platform: 'instagram', format: 'feed' }];
    this.steps.daysAgo(1.1);
    const another = parseInput(CampaignInput, this.steps.input(this.steps.texts.other, feed, 21));
    await this.steps.as(other.admin, async () => {
      const { id } = await this.steps.get(Campaigns).create(other.organizationId, another);
      await this.steps.get(CampaignProgress).submit(id);
    });
    this.steps.daysAgo(0.2);
    const lines = [...feed, { platform: 'instagram', format: 'story', quantity: 2 }];
    await this.steps.submitted(submitted, lines, 14);
    this.steps.daysAgo(0.1);
    const begun = parseInput(CampaignInput, { ...draft, markets: submitted.markets });
    await this.steps.as(admin, () => this.steps.get(Campaigns).create(organizationId, begun));
  }

  /** One campaign that wants its money, and people who were put on a list. */
  async plans(): Promise<void> {
    const { admin, manager, organizationId, influencers, influencerIds } = this.steps.cast;
    const { approved, list } = this.steps.texts;
    this.steps.daysAgo(4);
    const waiting = await this.steps.submitted(approved, [{ platform: 'instagram', format: 'feed' }], 21);
    this.steps.daysAgo(2);
    await this.steps.as(manager, () => this.steps.get(CampaignProgress).approve(waiting));
    await this.steps.invite(waiting, influencers.slice(0, 1), 310_000, 1);
    await this.steps.as(admin, async () => {
      const lists = this.steps.get(InfluencerLists);
      const chosen = [1, 0, 5, 6, 8].flatMap((index) => influencerIds[index] ?? []);
      const { id } = await lists.create(organizationId, { name: list.name, influencerIds: chosen });
      for (const [index, note] of list.notes.entries())
        await lists.note(organizationId, id, chosen[index] ?? '', note);
    });
  }
}
