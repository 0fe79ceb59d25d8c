import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ClickRetention, type ClickFacts, replay, CLICK_RULES, tryMark } from '#domain/measurement';
import { moveClock } from '#platform/kernel';
import { TestApplication } from '../support/application.js';
import type { Answer, Browser } from '../support/http.js';
import { measuredCampaign, type MeasuredCreator } from '../support/measured-campaign.js';

const PERSON =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const DAY_MS = 86_400_000;

interface Row {
  id: string;
  at: Date;
  valid: boolean;
  reason: string | null;
  visitor: string;
  facts: ClickFacts;
}

describe('a tracked link', () => {
  let app: TestApplication;
  let edge: Browser;
  let link: MeasuredCreator;
  let fresh = 0;

  beforeAll(async () => {
    app = await TestApplication.start({ trustedProxy: '127.0.0.1' });
    edge = app.browser('switchback', 'edge');
    const campaign = await measuredCampaign(app, 'switchback', [
      { name: 'Maya', pieces: [['instagram', 'verified']] },
      { name: 'Noor', pieces: [['tiktok', 'verified']] },
    ]);
    link = campaign.creators[0]!;
  });
  afterEach(() => moveClock(0));
  afterAll(() => app.stop());

  /** A visit from an address that nobody had before, unless it is named. */
  function visit(
    path = `/${link.slug}`,
    headers: Record<string, string> = {},
    method = 'GET',
  ): Promise<Answer> {
    const from = `198.51.${(fresh += 1) >> 8}.${fresh & 255}`;
    return edge.send(method, path, undefined, { 'user-agent': PERSON, 'x-forwarded-for': from, ...headers });
  }

  function rows(linkId = link.linkId): Promise<Row[]> {
    return app.inside('switchback', (db) =>
      db.query<Row & Record<string, unknown>>({
        name: 'test_clicks',
        text: 'SELECT id, at, valid, reason, visitor, facts FROM click WHERE tenant_id = $1 AND link_id = $2 ORDER BY id',
        values: [app.tenantId('switchback'), linkId],
      }),
    );
  }

  async function lastReason(): Promise<string | null | undefined> {
    return (await rows()).at(-1)?.reason;
  }

  it('leads on with its parameters, is never cached, and is counted before it answers', async () => {
    const answer = await visit(`/${link.slug}?utm_content=story&secret=1`);
    expect(answer.status).toBe(302);
    expect(answer.headers['location']).toBe(
      'https://shop.example/boots?ref=1&utm_content=story&utm_source=instagram&utm_medium=influencer&utm_campaign=winter-trails',
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(answer.headers['set-cookie']).toBeUndefined();
    const [click] = await rows();
    expect(click).toMatchObject({ valid: true, reason: null });
  });

  it('keeps no address and no agent', async () => {
    await visit(undefined, { 'x-forwarded-for': '203.0.113.77' });
    const stored = JSON.stringify(await rows());
    expect(stored).not.toContain('203.0.113');
    expect(stored).not.toContain('iPhone');
  });

  it.each([
    ['bot', { 'user-agent': 'facebookexternalhit/1.1' }, 'GET'],
    ['bot', { 'user-agent': '' }, 'GET'],
    ['bot', {}, 'HEAD'],
    ['prefetch', { 'sec-purpose': 'prefetch;prerender' }, 'GET'],
    ['prefetch', { purpose: 'prefetch' }, 'GET'],
    ['prefetch', { 'x-moz': 'prefetch' }, 'GET'],
    [null, { 'sec-fetch-mode': 'navigate' }, 'GET'],
  ])('tells %s by %j (%s)', async (reason, headers, method) => {
    const answer = await visit(undefined, headers as Record<string, string>, method);
    expect(answer.status).toBe(302);
    expect(await lastReason()).toBe(reason);
  });

  it('counts a visitor once within 24 hours, over midnight too, and again after', async () => {
    const same = { 'x-forwarded-for': '192.0.2.1' };
    const untilMidnight = DAY_MS - (Date.now() % DAY_MS);
    const told: (string | null | undefined)[] = [];
    for (const offset of [-60_000, 60_000, 23 * 3_600_000, DAY_MS, DAY_MS + 60_000]) {
      moveClock(untilMidnight + offset);
      await visit(undefined, same);
      told.push(await lastReason());
    }
    expect(told).toEqual([null, 'repeat', 'repeat', null, 'repeat']);
  });

  it('counts each of two visitors, and one visitor of two links', async () => {
    const before = (await rows()).filter(({ valid }) => valid).length;
    await visit(undefined, { 'x-forwarded-for': '2001:db8:1:1::1' });
    await visit(undefined, { 'x-forwarded-for': '2001:db8:1:1:ffff::2' });
    await visit(undefined, { 'x-forwarded-for': '2001:db8:1:2::1' });
    expect((await rows()).filter(({ valid }) => valid).length).toBe(before + 2);
  });

  it('counts one of many clicks that a visitor sends at the same instant', async () => {
    const before = (await rows()).filter(({ valid }) => valid).length;
    await Promise.all(
      Array.from({ length: 20 }, () => visit(undefined, { 'x-forwarded-for': '192.0.2.44' })),
    );
    const all = await rows();
    expect(all.filter(({ valid }) => valid).length).toBe(before + 1);
    expect(all.slice(-20).filter(({ reason }) => reason === 'repeat')).toHaveLength(19);
  });

  it('does not count the people who try it, nor a burst of one network', async () => {
    await visit(`/${link.slug}?try=${tryMark(link.linkId)}`);
    expect(await lastReason()).toBe('own_staff');
    await Promise.all(
      Array.from({ length: 120 }, (_, host) => visit(undefined, { 'x-forwarded-for': `100.64.9.${host}` })),
    );
    const reasons = (await rows()).slice(-120).map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'data_centre_burst')).toHaveLength(20);
  });

  it('leads on but does not count once it has ended or before it begins; servers hear of it at once', async () => {
    const change = (set: string) =>
      app.inside('switchback', (db) =>
        db.query({
          name: `test_${set}`,
          text: `UPDATE tracked_link SET ${set} WHERE tenant_id = $1 AND id = $2`,
          values: [app.tenantId('switchback'), link.linkId],
        }),
      );
    const until = async (reason: string | null) => {
      for (let tries = 0; tries < 50; tries++) {
        expect((await visit()).status).toBe(302);
        if ((await lastReason()) === reason) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`never ${reason}`);
    };
    await change("state = 'ended'");
    await until('ended_link');
    await change("state = 'active', active_from = now() + interval '1 day'");
    await until('outside_dates');
    await change('active_from = NULL');
    await until(null);
  });

  it('is nothing elsewhere: an unknown slug and another label’s are the label’s own 404 page', async () => {
    const unknown = await visit('/nothing-here');
    expect(unknown.status).toBe(404);
    expect(unknown.headers['content-type']).toContain('text/html');
    expect(unknown.text).toContain('Switchback');
    const elsewhere = await app.browser('puder', 'edge').page(`/${link.slug}`, { 'user-agent': PERSON });
    expect(elsewhere.status).toBe(404);
    expect((await app.browser('switchback', 'brand').page(`/${link.slug}`)).status).toBe(404);
  });

  it('cut down to its host, leads to the label’s doors', async () => {
    const { status, text } = await edge.page('/');
    expect(status).toBe(200);
    for (const kind of ['brands', 'creators'])
      expect(text).toContain(`href="http://${kind}.switchback.localhost:${app.port}/"`);
  });

  it('can be replayed: the rules of the day decide again as they did, others otherwise', async () => {
    const stored = await rows();
    const again = replay(stored, CLICK_RULES[1]!);
    expect(again.map(({ reason }) => reason)).toEqual(stored.map(({ reason }) => reason));
    const lax = replay(stored, {
      ...CLICK_RULES[1]!,
      version: 2,
      repeatWindowSeconds: 0,
      burstPerMinute: 1e9,
    });
    const valid = (list: { reason: string | null }[]) => list.filter(({ reason }) => reason === null).length;
    expect(valid(lax)).toBeGreaterThan(valid(again));
  });

  it('forgets who clicked when the time for appeals is over, and keeps the counts', async () => {
    const before = await rows();
    moveClock(95 * DAY_MS);
    await app.app.get(ClickRetention).forget();
    const after = await rows();
    expect(after.map(({ valid }) => valid)).toEqual(before.map(({ valid }) => valid));
    expect(after.every(({ visitor, facts }) => visitor === '' && Object.keys(facts).length === 0)).toBe(true);
    const left = await app.inside('switchback', (db) =>
      db.one<{ n: number }>({
        name: 'test_salts',
        text: 'SELECT (SELECT count(*) FROM click_salt) + (SELECT count(*) FROM click_visitor) AS n',
      }),
    );
    expect(left?.n).toBe(0);
  });

  it('believes a forwarded address from the trusted proxy only', async () => {
    const bare = await TestApplication.start();
    try {
      const { creators } = await measuredCampaign(bare, 'puder', [
        { name: 'Lena', pieces: [['instagram', 'verified']] },
      ]);
      const browser = bare.browser('puder', 'edge');
      for (const from of ['192.0.2.1', '192.0.2.2']) {
        await browser.page(`/${creators[0]!.slug}`, { 'user-agent': PERSON, 'x-forwarded-for': from });
      }
      const clicks = await bare.inside('puder', (db) =>
        db.query<{ valid: boolean }>({ name: 'test_bare', text: 'SELECT valid FROM click ORDER BY id' }),
      );
      expect(clicks.map(({ valid }) => valid)).toEqual([true, false]);
    } finally {
      await bare.stop();
    }
  });
});
