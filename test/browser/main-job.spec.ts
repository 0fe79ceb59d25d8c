import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser as Chromium } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '#platform/documents';
import { Jobs } from '#platform/jobs';
import { TestApplication } from '../support/application.js';
import { influencerRow } from '../support/campaign-path.js';
import { Visitor } from './support/visitor.js';

interface Story {
  readonly label: string;
  readonly market: string;
  readonly name: string;
  readonly summary: string;
  /** Amounts as people of the place type them. */
  readonly typed: { readonly budget: string; readonly price: string; readonly counter: string };
  readonly expected: { readonly currency: string; readonly netMinor: number; readonly marginMinor: number };
  /** What the influencer reads at the end under earnings. */
  readonly earned: RegExp;
  readonly question: string;
  readonly caption: string;
  /** How a corrected caption begins. */
  readonly disclosed: RegExp;
}

const STORIES: readonly Story[] = [
  {
    label: 'switchback',
    market: 'US',
    name: 'Ridge line jackets',
    summary: 'Show the jacket on a real day out.',
    typed: { budget: '15,000', price: '4,800.00', counter: '4,500' },
    expected: { currency: 'USD', netMinor: 450_000, marginMinor: 90_000 },
    earned: /\$4,500\.00/,
    question: 'May I film above the tree line?',
    caption: 'Three days on the ridge, and the wind never got through.',
    disclosed: /^#?ad\b/i,
  },
  {
    label: 'puder',
    market: 'DE',
    name: 'Sommerhaut',
    summary: 'Zeigen Sie die Creme bei Tageslicht.',
    typed: { budget: '12.000,00', price: '3.600', counter: '3.200,00' },
    expected: { currency: 'EUR', netMinor: 320_000, marginMinor: 80_000 },
    earned: /3\.200,00\s€/,
    question: 'Darf ich die Creme auch unter Make-up zeigen?',
    caption: 'Meine Morgenroutine mit der neuen Creme: zwei Minuten, fertig.',
    disclosed: /^(Anzeige|Werbung)/,
  },
  {
    label: 'sama',
    market: 'AE',
    name: 'عطر المساء',
    summary: 'إظهار العطر في أمسية حقيقية.',
    typed: { budget: '45,000', price: '14,000.00', counter: '12,500' },
    expected: { currency: 'AED', netMinor: 1_250_000, marginMinor: 275_000 },
    earned: /12,500\.00\s*د\.إ/,
    question: 'هل يمكن التصوير في الشرفة؟',
    caption: 'أمسية هادئة مع عطر المساء الجديد، ورائحة تبقى حتى الصباح.',
    disclosed: /^#?إعلان/,
  },
];

const PASSWORD = 'a long walk in the hills';

describe('the main job, in a real browser', () => {
  let app: TestApplication;
  let chromium: Chromium;
  let picture: { name: string; mimeType: string; buffer: Buffer };

  beforeAll(async () => {
    app = await TestApplication.start();
    chromium = await launchChromium({});
    const drawn = sharp({ create: { width: 640, height: 480, channels: 3, background: '#47694c' } });
    picture = { name: 'evening.png', mimeType: 'image/png', buffer: await drawn.png().toBuffer() };
  }, 60_000);
  afterAll(async () => {
    await chromium?.close();
    await app?.stop();
  });

  it.each(STORIES)(
    'goes from a brief to money paid out: $label',
    async (story) => {
      const organization = await app.organization(story.label, `${story.name} ✦`);
      const brand = await arrive(await app.member(story.label, organization, 'admin'));
      const member = await app.staff(story.label, 'owner');
      const staff = await arrive(member);

      const at = await planned(brand, organization, story);
      const id = at.split('/').at(-1) ?? '';
      await staff.go(`/campaigns/${id}`);
      await staff.press('/approve');
      await brand.go(`${at}/money`);
      await brand.press('/fund');
      await app.app.get(Jobs).idle();
      await brand.go(at);
      await brand.press('/launch');

      const { influencer, collaboration } = await agreed(brand, at, story);
      const piece = await made({ brand, influencer }, { at, collaboration }, story);
      await staff.go(`/verify/${piece}`);
      await staff.press('/confirm');

      const money = () =>
        member.get(`/campaigns/${id}/money`).then((answer) => answer.json<Record<string, unknown>>());
      await app.until(async () => (await money())['paidMinor'] === story.expected.netMinor, 20_000);
      expect(await money()).toMatchObject({ ...story.expected, balanced: true });
      await influencer.go('/earnings');
      expect(await influencer.page.locator('main').innerText()).toMatch(story.earned);
      await Promise.all([brand, staff, influencer].map((visitor) => visitor.leave()));
    },
    120_000,
  );

  function arrive(person: Parameters<typeof Visitor.arrive>[2], width?: number): Promise<Visitor> {
    return Visitor.arrive(chromium, app.port, person, width);
  }

  /** The brand writes a brief from its name on, and hands it in. */
  async function planned(brand: Visitor, organization: string, story: Story): Promise<string> {
    await brand.go(`/o/${organization}/campaigns/new`);
    await brand.fill({ name: story.name, budgetMinor: story.typed.budget });
    await brand.press('campaigns');
    // The brief follows its name.
    const at = brand.path.replace(/\/edit$/, '');
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    await brand.fill({
      objective: 'traffic',
      'brief.summary': story.summary,
      'brief.audience': story.summary,
      'brief.keyMessages': story.summary,
      'deliverables.0.platform': 'instagram',
      'deliverables.0.format': 'feed',
      'deliverables.0.quantity': '1',
      landingUrl: 'https://brand.example/landing',
      draftDue: day(7),
      publishFrom: day(0),
      publishTo: day(30),
      paymentTermsDays: '0',
    });
    await brand.page
      .locator('main .field:has([id="f-markets"]), main .field:has([name=markets])')
      .first()
      .locator('input:visible')
      .first()
      .fill(story.market);
    await brand.page.keyboard.press('Enter');
    await brand.press('/finish');
    expect(brand.path).toBe(at);
    return at;
  }

  /** Invited by mail, joins on a phone, asks, asks for another fee, and signs once the brand has accepted it. */
  async function agreed(brand: Visitor, at: string, story: Story) {
    const email = `robin@${story.label}-creators.example`;
    const name = `Robin ${story.label}`;
    await influencerRow(app, story.label, name, email);
    await brand.go(`${at}/people/invite?q=${encodeURIComponent(name)}`);
    await brand.page.check('main [name=influencerIds]');
    await brand.fill({ priceMinor: story.typed.price, note: story.summary });
    await brand.press('/people');
    const influencer = await arrive(app.browser(story.label, 'influencer'), 360);
    await influencer.go(`/invitation/${await secretOf(email)}`);
    await influencer.fill({ name, password: PASSWORD });
    await influencer.press('/invitation');
    await influencer.go('/collaborations');
    await influencer.follow('a.row-link');
    const own = influencer.path;
    const collaboration = own.split('/').at(-1) ?? '';
    await influencer.go(`${own}/messages`);
    await influencer.fill({ text: story.question });
    await influencer.press('/messages');
    await influencer.go(own);
    await influencer.page.locator('details:has(form[action$="/counter"]) > summary').click();
    await influencer.fill({ netMinor: story.typed.counter });
    await influencer.press('/counter');
    await brand.go(`${at}/people/${collaboration}`);
    await brand.press('/accept');
    await influencer.go(`${own}/contract`);
    await influencer.fill({ name });
    await influencer.press('/sign');
    await app.app.get(Jobs).idle();
    return { influencer, collaboration: own };
  }

  /** A draft is judged while it is typed, corrected, sent back once, approved, and shown as published. */
  async function made(
    { brand, influencer }: { brand: Visitor; influencer: Visitor },
    { at, collaboration }: { at: string; collaboration: string },
    story: Story,
  ): Promise<string> {
    await influencer.go(`${collaboration}/content`);
    await influencer.follow('a.row-link');
    const own = influencer.path;
    const piece = own.split('/').at(-1) ?? '';
    await influencer.attach('fileIds', picture);
    await influencer.fill({ caption: story.caption });
    await influencer.page.waitForSelector('#disclosure .badge[data-kind=refused]');
    await influencer.page.click('#disclosure button[name=caption]');
    await influencer.page.waitForSelector('#disclosure .badge[data-kind=good]');
    expect(await influencer.page.inputValue('#f-caption')).toMatch(story.disclosed);
    await influencer.press(`${piece}/submit`);

    await brand.go(`${at}/content/${piece}`);
    await brand.page.locator('details:has(form[action$="/request-changes"]) > summary').click();
    await brand.fill({ note: story.summary });
    await brand.press('/request-changes');
    await influencer.go(own);
    await influencer.press(`${piece}/submit`);
    await brand.go(`${at}/content/${piece}`);
    await brand.press('/approve');

    await influencer.go(own);
    await influencer.fill({ postUrl: 'https://www.instagram.com/p/Cx12345abcd/' });
    await influencer.attach('proofFileId', picture);
    await influencer.press('/publish');
    return piece;
  }

  async function secretOf(email: string): Promise<string> {
    await app.app.get(Jobs).idle();
    await app.until(() => app.mailbox.list({ to: email }).length > 0, 10_000);
    for (const { id } of app.mailbox.list({ to: email })) {
      const secret = /\/invitation\/([\w-]{20,})/.exec((await app.mailbox.get(id)).text)?.[1];
      if (secret) return secret;
    }
    throw new Error(`no invitation came to ${email}`);
  }
});
