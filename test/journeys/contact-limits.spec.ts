import { type IncomingMessage, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { addDays, moveClock } from '#platform/kernel';
import { TestApplication } from '../support/application.js';
import { BRIEF, fundedCampaign, influencerRow } from '../support/campaign-path.js';
import type { Browser } from '../support/http.js';
import { invite } from '../support/invited.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** What bounds an agreement, and what is said beside it. */
describe('contact, under its limits', () => {
  let app: TestApplication;
  let organizationId: string;
  let admin: Browser;
  let staff: Browser;
  let campaignId: string;
  let at: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    organizationId = await app.organization('switchback', 'Nordvik Outdoor');
    admin = await app.member('switchback', organizationId, 'admin', 'admin@nordvik.example');
    staff = await app.staff('switchback', 'manager', 'manager@switchback.example');
    campaignId = await fundedCampaign(app, admin, staff, organizationId);
    at = `/o/${organizationId}/campaigns/${campaignId}`;
  });
  afterAll(() => app.stop());

  const idle = () => app.app.get(Jobs).idle();
  const mailsTo = (to: string) => app.mailbox.list().filter((mail) => mail.to.includes(to));

  const invited = (name: string, priceMinor?: number) => invite(app, admin, at, name, priceMinor);

  it('lets twenty accept at once, and exactly as many as the budget holds succeed', async () => {
    const tight = await fundedCampaign(app, admin, staff, organizationId, {
      name: 'Tight',
      budgetMinor: 300_000,
    });
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_unused, index) =>
        influencerRow(app, 'switchback', `Crowd ${index}`, `crowd${index}@creator.example`),
      ),
    );
    const sent = await admin.post(`/o/${organizationId}/campaigns/${tight}/people`, {
      influencerIds: ids,
      priceMinor: 100_000,
    });
    expect(sent.status).toBe(201);
    const people = sent.json<{ collaborationIds: string[] }>().collaborationIds;
    const browsers: Browser[] = [];
    for (const id of ids) browsers.push(await app.influencer('switchback', id));
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        browser.post(`/collaborations/${people[index]}/accept`, { version: 1 }),
      ),
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(17);
    for (const answer of refused) {
      expect(answer.json()).toMatchObject({ code: 'budget_used_up' });
      expect(answer.text).not.toMatch(/leftMinor|300000|100000/);
    }
    const { money } = (await admin.get(`/o/${organizationId}/campaigns/${tight}`)).json<{
      campaign: { money: { heldMinor: number; leftMinor: number } };
    }>().campaign;
    expect(money).toMatchObject({ heldMinor: 300_000, leftMinor: 0 });
    // One who leaves makes room for one more.
    const winner = answers.findIndex(({ status }) => status < 300);
    const loser = answers.findIndex(({ status }) => status === 409);
    expect(
      (await browsers[winner]?.post(`/collaborations/${people[winner]}/decline`, { reason: 'Ill' }))?.status,
    ).toBeLessThan(300);
    expect(
      (await browsers[loser]?.post(`/collaborations/${people[loser]}/accept`, { version: 1 }))?.status,
    ).toBeLessThan(300);
  });

  it('does not let anybody sign before the money is there', async () => {
    const { id } = (await admin.post(`/o/${organizationId}/campaigns`, { ...BRIEF, name: 'Unfunded' })).json<{
      id: string;
    }>();
    await admin.post(`/o/${organizationId}/campaigns/${id}/submit`);
    await staff.post(`/campaigns/${id}/approve`);
    const influencerId = await influencerRow(app, 'switchback', 'Early Bird', 'early@creator.example');
    const [person = ''] = (
      await admin.post(`/o/${organizationId}/campaigns/${id}/people`, {
        influencerIds: [influencerId],
        priceMinor: 60_000,
      })
    ).json<{ collaborationIds: string[] }>().collaborationIds;
    const early = await app.influencer('switchback', influencerId, 'early.bird@creator.example');
    await early.post(`/collaborations/${person}/accept`, { version: 1 });
    const { terms } = (await early.get(`/collaborations/${person}/contract`)).json<{
      terms: { sha256: string; signer: string };
    }>();
    expect(
      (
        await early.post(`/collaborations/${person}/sign`, { name: terms.signer, sha256: terms.sha256 })
      ).json(),
    ).toMatchObject({ status: 409, code: 'campaign_not_funded' });
    await admin.post(`/o/${organizationId}/campaigns/${id}/fund`);
    await idle();
    expect(
      (
        await early.post(`/collaborations/${person}/sign`, { name: terms.signer, sha256: terms.sha256 })
      ).json(),
    ).toMatchObject({ state: 'contracted' });
    // Dropped after signing: half of the price is owed as kill fee, the rest is free again.
    expect(
      (
        await admin.post(`/o/${organizationId}/campaigns/${id}/people/${person}/drop`, {
          reason: 'Product recalled',
        })
      ).json(),
    ).toMatchObject({ state: 'dropped' });
    const { money } = (await admin.get(`/o/${organizationId}/campaigns/${id}`)).json<{
      campaign: { money: object };
    }>().campaign;
    expect(money).toMatchObject({ spentMinor: 30_000, heldMinor: 0 });
  });

  it('expires an offer that nobody answered, and lets the influencer be asked again', async () => {
    const { person, influencerId } = await invited('Slow Sam');
    const before = addDays(new Date(), 15).getTime() - Date.now();
    moveClock(before);
    try {
      await idle();
      const sam = await app.influencer('switchback', influencerId);
      expect((await sam.get(`/collaborations/${person}`)).json()).toMatchObject({
        campaign: { state: 'expired', actions: [] },
      });
      expect((await sam.post(`/collaborations/${person}/accept`, { version: 1 })).status).toBe(409);
    } finally {
      moveClock(0);
    }
    const again = await admin.post(`${at}/people`, { influencerIds: [influencerId], priceMinor: 130_000 });
    expect(again.json<{ collaborationIds: string[] }>().collaborationIds).toEqual([person]);
  });

  it('carries messages live to the open page, and by mail once in ten minutes', async () => {
    const { person, influencerId } = await invited('Talking Tom');
    const tom = await app.influencer('switchback', influencerId, 'tom@creator.example');
    const thread = (await tom.get(`/collaborations/${person}/messages`)).json<{
      thread: { id: string; path: string };
    }>().thread;
    const live = await listen(admin, `/api/v1/o/${organizationId}/threads/${thread.id}/live`);
    const file = (await tom.upload('idea.png', 'image/png', PIXEL)).json<{ id: string }>().id;
    expect((await tom.post(`${thread.path}/messages`, { text: 'Snow or mud?', files: [file] })).status).toBe(
      201,
    );
    await live.changed;
    live.close();
    const read = (await admin.get(`/o/${organizationId}/threads`))
      .json<{ data: { id: string; unread: number }[] }>()
      .data.find(({ id }) => id === thread.id);
    expect(read?.unread).toBe(1);
    await idle();
    expect(mailsTo('admin@nordvik.example').at(0)?.subject).toBe('tom wrote to you: Winter trails');
    const first = mailsTo('admin@nordvik.example').length;
    await tom.post(`${thread.path}/messages`, { text: 'And which size?' });
    await idle();
    expect(mailsTo('admin@nordvik.example')).toHaveLength(first);
    moveClock(11 * 60_000);
    try {
      await idle();
      expect(mailsTo('admin@nordvik.example')).toHaveLength(first + 1);
    } finally {
      moveClock(0);
    }
    const page = await admin.page(`/o/${organizationId}/threads/${thread.id}`);
    expect(page.text).toContain('Snow or mud?');
    expect(
      (await admin.page(`/o/${organizationId}/threads/${thread.id}/files/${file}`)).headers['content-type'],
    ).toBe('image/png');
    // Another's file cannot be handed on by its id.
    expect(
      (
        await admin.post(`/o/${organizationId}/threads/${thread.id}/messages`, {
          text: 'Mine?',
          files: [file],
        })
      ).status,
    ).toBe(404);
    await app.until(async () =>
      (await admin.get(`/o/${organizationId}/threads?unread=true`))
        .json<{ data: { id: string }[] }>()
        .data.every(({ id }) => id !== thread.id),
    );
    const said = await admin.submit(`/o/${organizationId}/threads/${thread.id}/messages`, {
      text: 'Snow, <b>please</b>',
    });
    expect(said.status).toBe(303);
    // Before it is read: nobody is mailed what they know.
    await idle();
    expect(mailsTo('tom@creator.example').length).toBeGreaterThan(0);
    expect((await tom.page(`/threads/${thread.id}`)).text).toContain('Snow, &lt;b&gt;please&lt;/b&gt;');
    expect(
      (await admin.post(`/o/${organizationId}/threads/${thread.id}/messages`, { text: ' ' })).status,
    ).toBe(422);
    const stranger = await app.influencer(
      'switchback',
      await influencerRow(app, 'switchback', 'Ear', 'ear@creator.example'),
    );
    expect((await stranger.get(`/threads/${thread.id}`)).status).toBe(404);
    expect((await stranger.post(`/threads/${thread.id}/messages`, { text: 'Hi' })).status).toBe(404);
    expect((await stranger.get(`/threads/${thread.id}/live`)).status).toBe(404);
  });
});

/** An open stream, as a page holds it; `changed` is the first nudge. */
async function listen(
  browser: Browser,
  path: string,
): Promise<{ changed: Promise<void>; close: () => void }> {
  const request = httpRequest({
    host: '127.0.0.1',
    port: browser.port,
    path,
    headers: { host: browser.host, authorization: `Bearer ${browser.token}` },
  });
  request.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    request.on('response', resolve).on('error', reject),
  );
  if (response.statusCode !== 200) throw new Error(`the stream answered ${response.statusCode}`);
  const said = (word: string) =>
    new Promise<void>((resolve) => {
      response.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes(word)) resolve();
      });
    });
  const changed = said('event: change');
  await said('event: ready');
  return { changed, close: () => request.destroy() };
}
