import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { Mail, Mails } from '#platform/mail';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

interface Row {
  id: string;
  toName: string;
  toAddress: string | null;
  state: string;
}

/** What staff see of the mails that their label sent, and what they may do about them. */
describe('mails in the studio', () => {
  let app: TestApplication;
  let owner: Browser;
  let viewer: Browser;
  let id: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    owner = await app.staff('switchback', 'owner');
    viewer = await app.staff('switchback', 'viewer');
    id = await app.inside('switchback', () =>
      app.app.get(Mail).send({
        to: { address: 'kari@nord.example', name: 'Kari Dahl' },
        template: 'campaign-news',
        locale: 'en-US',
        data: {
          portal: 'brand',
          kind: 'approved',
          campaign: 'Autumn',
          note: null,
          link: '/',
          name: 'Kari Dahl',
        },
      }),
    );
    await app.app.get(Jobs).idle();
  }, 60_000);
  afterAll(() => app.stop());

  const listed = async (browser: Browser, query: string) =>
    (await browser.get(`/mail?${query}`)).json<{ data: Row[] }>().data;

  it('are found by state, kind and person; addresses only by roles that may see them', async () => {
    expect(await listed(owner, 'person=kari@nord&state=sent&kind=campaigns')).toMatchObject([
      { id, toName: 'Kari Dahl', toAddress: 'kari@nord.example', state: 'sent' },
    ]);
    expect(await listed(owner, 'person=kari&kind=money')).toEqual([]);
    expect(await listed(viewer, 'person=Kari')).toMatchObject([{ id, toAddress: null }]);
    expect(await listed(viewer, 'person=nord.example')).toEqual([]);
  });

  it('are shown one by one with their steps; addresses stay hidden from who may not see them', async () => {
    const page = await owner.page(`/mail/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('kari@nord.example');
    expect(page.text).toContain(`src="/mail/${id}/rendering"`);
    for (const face of [await viewer.page(`/mail/${id}`), await viewer.get(`/mail/${id}`)]) {
      expect(face.status).toBe(200);
      expect(face.text).not.toContain('nord.example');
    }
    expect((await viewer.page(`/mail/${id}/rendering`)).status).toBe(403);
  });

  it('are rendered as they were sent, in a frame where nothing runs', async () => {
    const { status, text, headers } = await owner.page(`/mail/${id}/rendering`);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none';/);
    expect(text).toContain('Autumn');
    expect(text).not.toMatch(/\/u\/[\w-]{20}/);
  });

  it('go out again under the same Message-ID, once each time somebody asks', async () => {
    expect((await viewer.post(`/mail/${id}/resend`, {})).status).toBe(403);
    const before = app.mailbox.list({ to: 'kari@nord.example' });
    expect((await owner.submit(`/mail/${id}/resend`, {})).headers['location']).toBe(
      `/mail/${id}?done=mail_resent`,
    );
    await app.app.get(Jobs).idle();
    const after = app.mailbox.list({ to: 'kari@nord.example' });
    expect(after).toHaveLength(before.length + 1);
    const numberOf = async (mail: { id: string } | undefined) =>
      /^Message-ID: .*$/m.exec((await app.mailbox.raw(mail?.id ?? '')).toString())?.[0];
    expect(await numberOf(after[0])).toBe(await numberOf(before[0]));
    expect((await owner.page('/audit')).text).toContain(`/mail/${id}`);
  });

  it('are not sent to an address that they came back from, until staff let it', async () => {
    await app.inside('switchback', () => app.app.get(Mails).suppress('kari@nord.example', 'bounce'));
    expect((await owner.post(`/mail/${id}/resend`, {})).json()).toMatchObject({ code: 'mail_unwanted' });
    expect((await owner.page(`/mail/${id}`)).text).toContain(`action="/mail/${id}/release"`);
    expect((await owner.post(`/mail/${id}/release`, {})).status).toBe(201);
    expect((await owner.page(`/mail/${id}`)).text).not.toContain(`action="/mail/${id}/release"`);
  });

  it('can be tried by a test to oneself, in the label’s neutral name', async () => {
    const { status, text } = await owner.post('/mail/test', {});
    expect([status, text]).toEqual([201, expect.stringMatching(/^{"id":/)]);
    await app.app.get(Jobs).idle();
    const { id: sent } = JSON.parse(text) as { id: string };
    const row = await owner.get(`/mail/${sent}`);
    expect(row.json()).toMatchObject({
      template: 'test-message',
      state: 'sent',
      from: { address: `hello@switchback.${app.config.neutralDomain}` },
    });
  });

  it('of another label do not exist', async () => {
    const stranger = await app.staff('puder', 'owner');
    for (const path of [`/mail/${id}`, `/mail/${id}/rendering`])
      expect([path, (await stranger.page(path)).status]).toEqual([path, 404]);
    expect(await listed(stranger, 'person=Kari')).toEqual([]);
  });
});
