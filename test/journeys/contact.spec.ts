import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { TestApplication } from '../support/application.js';
import { fundedCampaign, influencerRow } from '../support/campaign-path.js';
import type { Browser } from '../support/http.js';
import { invite } from '../support/invited.js';

/** From an invitation to signed terms: each side sees its own amount, and the other's never. */
describe('contact', () => {
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

  it('invites an unclaimed profile by mail, whose link leads through joining to the brief', async () => {
    const { person, email } = await invited('Ava Stone');
    await idle();
    const [mail] = mailsTo(email);
    const full = await app.mailbox.get(mail?.id ?? '');
    const secret = /\/invitation\/([\w-]+)/.exec(full.text ?? '')?.[1];
    expect(secret).toBeDefined();
    expect(full.text).toContain('Winter trails');
    expect((await admin.get(`${at}/people/${person}`)).json()).toMatchObject({
      person: { state: 'invited', turn: 'theirs', priceMinor: 120_000 },
    });
    const again = await admin.post(`${at}/people`, {
      influencerIds: [
        (await admin.get(`${at}/people/${person}`)).json<{ person: { influencerId: string } }>().person
          .influencerId,
      ],
      priceMinor: 1,
    });
    expect([again.status, again.json()]).toMatchObject([409, { code: 'already_invited' }]);
  });

  it('invites all or none, and names the one that stands in the way', async () => {
    const [good, silent] = [
      await influencerRow(app, 'switchback', 'Good', 'good@creator.example'),
      await influencerRow(app, 'switchback', 'Silent', null),
    ];
    const refused = await admin.post(`${at}/people`, { influencerIds: [good, silent], priceMinor: 50_000 });
    expect(refused.status).toBe(422);
    expect(refused.json<{ errors: object[] }>().errors).toMatchObject([
      { path: 'influencerIds.1', code: 'no_address' },
    ]);
    expect((await admin.get(`${at}/people`)).text).not.toContain(good);
    const page = await admin.submit(`${at}/people`, { influencerIds: [good, silent], priceMinor: 'much' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Good');
    const foreign = await influencerRow(app, 'puder', 'Elsewhere', 'else@creator.example');
    expect((await admin.post(`${at}/people`, { influencerIds: [foreign], priceMinor: 50_000 })).status).toBe(
      404,
    );
    expect((await admin.post(`${at}/people`, { influencerIds: [good] })).status).toBe(422);
    expect(
      (
        await staff.post(`/campaigns/${campaignId}/people`, {
          influencerIds: [good],
          priceMinor: 5,
          netMinor: 5,
        })
      ).status,
    ).toBe(422);
  });

  it('negotiates in versions until both agree, holds the price, and is signed', async () => {
    const { person, influencerId } = await invited('Maya Brandt', 120_000);
    const maya = await app.influencer('switchback', influencerId, 'maya.b@creator.example');
    const mine = `/collaborations/${person}`;
    const seen = (await maya.get(mine)).json<{
      campaign: { fee: { netMinor: number }; actions: string[] };
      note: string;
    }>();
    expect(seen.campaign.fee.netMinor).toBe(100_000);
    expect(seen.campaign.actions).toEqual(['accept', 'counter', 'decline']);
    expect(seen.note).toBe('We love your trails.');
    expect(
      (await maya.post(`${mine}/counter`, { netMinor: 150_000, note: 'Two reels', version: 1 })).json(),
    ).toEqual({ id: person, state: 'countered' });
    expect((await maya.post(`${mine}/accept`, { version: 2 })).json()).toMatchObject({
      code: 'bad_state',
      allowed: ['counter', 'decline'],
    });
    expect((await admin.get(`${at}/people/${person}`)).json()).toMatchObject({
      person: { priceMinor: 180_000, turn: 'ours', actions: ['accept', 'offer', 'withdraw'] },
    });
    expect(
      (await admin.post(`${at}/people/${person}/offer`, { priceMinor: 150_000, version: 1 })).json(),
    ).toMatchObject({ status: 409, code: 'offer_changed', version: 2 });
    expect(
      (await admin.post(`${at}/people/${person}/offer`, { priceMinor: 150_000, version: 2 })).json(),
    ).toEqual({ id: person, state: 'offered' });
    expect((await admin.post(`${at}/people/${person}/accept`, { version: 3 })).status).toBe(409);
    const accepted = await maya.submit(`${mine}/accept`, { version: '3', _key: 'accept-maya-1' });
    expect([accepted.status, String(accepted.headers['location'])]).toEqual([
      303,
      expect.stringContaining(`${mine}/contract`),
    ]);
    const repeated = await maya.submit(`${mine}/accept`, { version: '3', _key: 'accept-maya-1' });
    expect(repeated.status).toBe(303);
    expect(
      (await admin.get(at)).json<{ campaign: { money: { heldMinor: number } } }>().campaign.money.heldMinor,
    ).toBe(150_000);

    const { terms } = (await maya.get(`${mine}/contract`)).json<{
      terms: { sha256: string; sections: { lines: string[] }[]; signer: string };
    }>();
    expect(JSON.stringify(terms.sections)).toContain('$1,250.00');
    expect(
      (await maya.post(`${mine}/sign`, { name: 'Somebody Else', sha256: terms.sha256 })).json(),
    ).toMatchObject({ status: 422, errors: [{ path: 'name', code: 'name_mismatch' }] });
    expect(
      (await maya.post(`${mine}/sign`, { name: terms.signer, sha256: 'x'.repeat(64) })).json(),
    ).toMatchObject({ code: 'terms_changed' });
    expect(
      (await maya.post(`${mine}/sign`, { name: terms.signer.toUpperCase(), sha256: terms.sha256 })).json(),
    ).toEqual({ id: person, state: 'contracted' });
    expect((await maya.post(`${mine}/sign`, { name: terms.signer, sha256: terms.sha256 })).status).toBe(409);
    expect((await maya.get(`${mine}/contract`)).json()).toMatchObject({
      terms: { sha256: terms.sha256, signed: { name: terms.signer.toUpperCase() } },
    });
    await expect(
      app.inside('switchback', (db) =>
        db.query({
          name: 'tamper',
          text: `UPDATE contract SET body = 'x' WHERE tenant_id = app.tenant()`,
          values: [],
        }),
      ),
    ).rejects.toThrow();
    expect((await admin.get(`${at}/people/${person}`)).json()).toMatchObject({
      signed: { sha256: terms.sha256 },
    });

    for (const path of [
      mine,
      `${mine}/contract`,
      `${mine}/messages`,
      `${mine}/documents`,
      '/collaborations',
      '/threads',
    ])
      expect([path, (await maya.page(path)).status]).toEqual([path, 200]);
    for (const path of [
      `${at}/people`,
      `${at}/people/${person}`,
      `${at}/messages`,
      `/o/${organizationId}/threads`,
    ])
      expect([path, (await admin.page(path)).status]).toEqual([path, 200]);
    for (const path of [
      `/campaigns/${campaignId}/people/${person}`,
      `/campaigns/${campaignId}/messages`,
      '/threads',
    ])
      expect([path, (await staff.page(path)).status]).toEqual([path, 200]);
    await idle();
    expect(
      mailsTo('admin@nordvik.example')
        .map(({ subject }) => subject)
        .join(),
    ).toMatch(/Terms signed/);
  });

  it('never shows the net to the brand nor the price to the influencer, in any answer, page or mail', async () => {
    // Odd amounts, so that they can be looked for: 133,337 is paid, 111,114 is received.
    const { person, influencerId, email } = await invited('Noa Odd', 133_337);
    const noa = await app.influencer('switchback', influencerId, 'noa@creator.example');
    const staffView = (await staff.get(`/campaigns/${campaignId}/people/${person}`)).json<{
      person: { netMinor: number; priceMinor: number };
    }>().person;
    expect(staffView).toMatchObject({ priceMinor: 133_337 });
    await noa.post(`/collaborations/${person}/counter`, { netMinor: 122_229, version: 1 });
    await admin.post(`${at}/people/${person}/offer`, { priceMinor: 144_449, version: 2 });
    await noa.post(`/collaborations/${person}/accept`, { version: 3 });
    await idle();
    const both = (await staff.get(`/campaigns/${campaignId}/people/${person}`)).json<{
      offers: { netMinor: number; priceMinor: number }[];
    }>().offers;
    expect(both).toHaveLength(3);
    const spoken = (minor: number) => [
      String(minor),
      (minor / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }),
    ];
    const nets = both.flatMap(({ netMinor }) => spoken(netMinor));
    const prices = both.flatMap(({ priceMinor }) => spoken(priceMinor));
    const brandPaths = [
      at,
      `${at}/people`,
      `${at}/people/${person}`,
      `${at}/messages`,
      `/o/${organizationId}/threads`,
      `/o/${organizationId}/campaigns`,
    ];
    for (const path of brandPaths) {
      for (const { text } of [await admin.get(path), await admin.page(path)]) {
        for (const net of nets) expect(text).not.toContain(net);
        expect(text).not.toContain('netMinor');
      }
    }
    const mine = `/collaborations/${person}`;
    for (const path of [
      '/collaborations',
      mine,
      `${mine}/contract`,
      `${mine}/messages`,
      `${mine}/documents`,
      '/threads',
    ]) {
      for (const { text } of [await noa.get(path), await noa.page(path)]) {
        for (const price of [...prices, '5,000.00', '500000']) expect(text).not.toContain(price);
        expect(text).not.toContain('priceMinor');
      }
    }
    for (const { id, to } of app.mailbox.list()) {
      const text = (await app.mailbox.get(id)).text;
      if (to.some((address) => address === 'admin@nordvik.example'))
        for (const net of nets) expect(text).not.toContain(net);
      if (to.some((address) => address === email || address === 'noa@creator.example'))
        for (const price of prices) expect(text).not.toContain(price);
    }
    expect((await admin.get(`/collaborations/${person}`)).status).toBe(404);
  });

  it('does not exist for another influencer nor another brand', async () => {
    const { person } = await invited('Private Pia');
    const stranger = await app.influencer(
      'switchback',
      await influencerRow(app, 'switchback', 'Stranger', 's@creator.example'),
    );
    const path = `/collaborations/${person}`;
    expect((await stranger.get(path)).status).toBe(404);
    for (const sub of ['/contract', '/messages', '/documents', '/live'])
      expect([sub, (await stranger.get(`${path}${sub}`)).status]).toEqual([sub, 404]);
    for (const [sub, body] of [
      ['counter', { netMinor: 1, version: 1 }],
      ['accept', { version: 1 }],
      ['decline', {}],
      ['sign', { name: 'Xy', sha256: 'x'.repeat(64) }],
    ] as const) {
      expect([sub, (await stranger.post(`${path}/${sub}`, body)).status]).toEqual([sub, 404]);
    }
    const other = await app.organization('switchback', 'Fjellheim');
    const rival = await app.member('switchback', other, 'admin');
    for (const sub of ['', '/live'])
      expect((await rival.get(`/o/${other}/campaigns/${campaignId}/people/${person}${sub}`)).status).toBe(
        404,
      );
    expect(
      (await rival.post(`/o/${other}/campaigns/${campaignId}/people/${person}/accept`, { version: 1 }))
        .status,
    ).toBe(404);
    const own = await fundedCampaign(app, rival, staff, other);
    expect((await rival.post(`/o/${other}/campaigns/${own}/people/${person}/withdraw`, {})).status).toBe(404);
  });
});
