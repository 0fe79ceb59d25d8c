import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

let app: TestApplication;
let staff: Browser;
let brand: Browser;
let org: string;
beforeAll(async () => {
  app = await TestApplication.start();
  staff = await app.staff('switchback', 'manager');
  org = await app.organization('switchback', 'Fjellheim');
  brand = await app.member('switchback', org, 'admin');
  const tiktok = (handle: string, followers: number, engagementPercent?: number) => ({
    channel: { platform: 'tiktok', handle, followers, ...(engagementPercent && { engagementPercent }) },
  });
  for (const person of [
    { displayName: 'lena.berg', country: 'DE', topics: ['Outdoor'], ...tiktok('lena.berg', 1_200_000, 2.5) },
    {
      displayName: 'tomtrail',
      country: 'AT',
      topics: ['Outdoor', 'Reise'],
      ...tiktok('tomtrail', 480_000, 3.1),
    },
    { displayName: 'Mara Quell', topics: ['Keramik'], ...tiktok('mara.tok', 30_000) },
    { displayName: 'Ida Quell', topics: ['Keramik'], ...tiktok('ida.tok', 1_500_000) },
  ])
    expect((await staff.post('/roster', person)).status).toBe(201);
});
afterAll(() => app.stop());

const idOf = async (q: string) =>
  (await staff.get(`/roster?q=${q}`)).json<{ data: { id: string }[] }>().data[0]!.id;

describe('somebody on the roster', () => {
  it('is added by hand, found at once, and refused under a handle that is taken', async () => {
    const body = {
      displayName: 'Åsa Fjord',
      topics: ['Sailing'],
      country: 'Norway',
      channel: { platform: 'instagram', handle: '@asa.fjord', followers: 91_000, engagementPercent: 4.2 },
    };
    expect((await staff.post('/roster', body)).status).toBe(201);
    const found = (await brand.get(`/o/${org}/discover?q=asa`)).json<{ data: object[] }>();
    expect(found.data).toMatchObject([
      {
        displayName: 'Åsa Fjord',
        handle: 'asa.fjord',
        country: 'NO',
        engagementPercent: 4.2,
        topics: ['Sailing'],
      },
    ]);
    const again = await staff.post('/roster', body);
    expect(again.json()).toMatchObject({
      code: 'invalid_input',
      errors: [{ path: 'channel.handle', code: 'handle_taken' }],
    });
  });

  it('is edited by the form, and a bad country leaves what was typed', async () => {
    const id = await idOf('asa');
    const refused = await staff.submit(`/roster/${id}`, {
      displayName: 'Åsa',
      country: 'Atlantis',
      visibility: 'shared',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Atlantis');
    const saved = await staff.submit(`/roster/${id}`, {
      displayName: 'Åsa Holm',
      country: 'Sweden',
      topics: 'Sailing, Food',
      visibility: 'shared',
    });
    expect(saved.status).toBe(303);
    expect((await staff.get(`/roster/${id}`)).json()).toMatchObject({
      displayName: 'Åsa Holm',
      country: 'SE',
      topics: ['Sailing', 'Food'],
    });
    for (const path of ['', '/edit', '/channels/new'])
      expect((await staff.page(`/roster/${id}${path}`)).status).toBe(200);
  });

  it('keeps its strongest channel in sight as channels come and go', async () => {
    const id = await idOf('holm');
    await staff.post(`/roster/${id}/channels`, { platform: 'tiktok', handle: 'asa.tok', followers: 500_000 });
    const list = async (query: string) =>
      (await staff.get(`/roster?q=holm&${query}`)).json<{ data: { platform: string; followers: number }[] }>()
        .data;
    expect(await list('')).toMatchObject([{ platform: 'tiktok', followers: 500_000 }]);
    expect(await list('platform=instagram')).toMatchObject([{ platform: 'instagram', followers: 91_000 }]);
    const { channels } = (await staff.get(`/roster/${id}`)).json<{
      channels: { id: string; platform: string }[];
    }>();
    const [tiktok, instagram] = channels;
    expect((await staff.page(`/roster/${id}/channels/${tiktok!.id}`)).status).toBe(200);
    expect((await staff.post(`/roster/${id}/channels/${tiktok!.id}/remove`)).status).toBe(201);
    expect((await staff.post(`/roster/${id}/channels/${instagram!.id}/remove`)).json()).toMatchObject({
      code: 'last_channel',
    });
    expect(await list('')).toMatchObject([{ platform: 'instagram' }]);
  });

  it('is invited to claim the profile, at an address that is then kept', async () => {
    const id = await idOf('holm');
    expect((await staff.post(`/roster/${id}/invite`, {})).status).toBe(422);
    expect((await staff.post(`/roster/${id}/invite`, { email: 'asa@holm.example' })).status).toBe(201);
    expect((await staff.get(`/roster/${id}`)).json()).toMatchObject({
      email: 'asa@holm.example',
      invitedAt: expect.any(String),
    });
  });

  it('shows a brand figures, and neither address nor telephone', async () => {
    const id = await idOf('lena');
    await staff.post(`/roster/${id}/contact`, { email: 'lena@secret.example', phone: '+49 30 1' });
    const profile = await brand.get(`/o/${org}/influencers/${id}`);
    expect(profile.json()).toMatchObject({
      displayName: 'lena.berg',
      channels: [{ followers: 1_200_000, engagementPercent: 2.5, source: 'staff' }],
    });
    const page = await brand.page(`/o/${org}/influencers/${id}`);
    expect(page.status).toBe(200);
    for (const answer of [profile, page]) expect(answer.text).not.toMatch(/secret\.example|\+49 30/);
  });
});

describe('discovery', () => {
  const search = async (who: Browser, query: string) =>
    (await who.get(`/o/${org}/discover?${query}`)).json<{
      data: { displayName: string }[];
      total: number;
      next: string | null;
      corrected: string | null;
      facets: Record<string, { value: string; count: number }[]>;
    }>();

  it('finds by words without accents, by filters, and counts what else there is', async () => {
    expect((await search(brand, 'q=HOLM')).data.map((row) => row.displayName)).toEqual(['Åsa Holm']);
    const filtered = await search(
      brand,
      'platform=tiktok&country=DE&country=AT&followersMin=500000&topic=outdoor',
    );
    expect(filtered.data.map((row) => row.displayName)).toEqual(['lena.berg']);
    expect(filtered.facets['platforms']).toEqual([{ value: 'tiktok', count: 1, chosen: true }]);
    expect((await search(brand, 'engagementMin=3')).data.map((row) => row.displayName)).toEqual([
      'tomtrail',
      'Åsa Holm',
    ]);
    expect((await search(brand, 'sort=name')).data.map((row) => row.displayName)).toEqual([
      'Åsa Holm',
      'Ida Quell',
      'lena.berg',
      'Mara Quell',
      'tomtrail',
    ]);
  });

  it('finds the nearest word for one that nobody has, and says so', async () => {
    const found = await search(brand, 'q=outdor');
    expect(found).toMatchObject({ corrected: 'outdoor', total: 2 });
    expect((await brand.page(`/o/${org}/discover?q=outdor`)).text).toContain('outdoor');
    expect(await search(brand, 'q=zzzzqqqq')).toMatchObject({ corrected: null, total: 0 });
  });

  it('pages by a cursor without gap or double, in every order', async () => {
    const rows = Array.from(
      { length: 61 },
      (_, i) => `pager.${String(i).padStart(2, '0')},${(i % 7) * 1000},${i % 5}%`,
    );
    const list = `handle,followers,engagement rate\n${rows.join('\n')}\n`;
    const { id: fileId } = (await staff.upload('instagram.csv', 'text/csv', list)).json<{ id: string }>();
    const { id } = (await staff.post('/roster/imports', { fileId })).json<{ id: string }>();
    await app.app.get(Jobs).idle();
    await staff.post(`/roster/imports/${id}/start`, {});
    await app.app.get(Jobs).idle();
    for (const sort of ['followers', 'engagement', 'name', 'relevance']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await search(brand, `q=pager&sort=${sort}&limit=10${cursor}`);
        seen.push(...page.data.map((row) => row.displayName));
        cursor = page.next ? `&cursor=${page.next}` : '';
      } while (cursor);
      expect(seen).toHaveLength(61);
      expect(new Set(seen).size).toBe(61);
    }
    expect((await brand.get(`/o/${org}/discover?cursor=nonsense`)).status).toBe(422);
  });

  it('shows a brand no private row, no count of one, and no other label’s', async () => {
    const id = await idOf('tomtrail');
    const before = await search(brand, '');
    await staff.submit(`/roster/${id}`, {
      displayName: 'Tom Geheimnis',
      topics: 'Secretology',
      visibility: 'private',
    });
    const after = await search(brand, '');
    expect(after.total).toBe(before.total - 1);
    expect(JSON.stringify(after)).not.toMatch(/Geheimnis|Secretology/);
    expect(await search(brand, 'q=geheimniss')).toMatchObject({ total: 0, corrected: null });
    expect((await brand.get(`/o/${org}/influencers/${id}`)).status).toBe(404);
    expect((await brand.post(`/o/${org}/lists`, { name: 'x', influencerIds: [id] })).status).toBe(404);
    expect((await staff.get('/roster?q=geheimnis')).json()).toMatchObject({ total: 1 });
    const theirs = await app.organization('puder', 'Lindenblatt');
    const elsewhere = await app.member('puder', theirs, 'admin');
    expect((await elsewhere.get(`/o/${theirs}/discover`)).json()).toMatchObject({ total: 0, data: [] });
  });

  it('finds nobody under an organization of others', async () => {
    const other = await app.organization('switchback', 'Other');
    expect((await brand.get(`/o/${other}/discover`)).json()).toMatchObject({ total: 0, data: [] });
    expect((await brand.get(`/o/${other}/influencers/${await idOf('lena')}`)).status).toBe(404);
  });
});

describe('lists', () => {
  let id: string;
  let lena: string;

  it('are made of a selection, hold notes, and compare', async () => {
    lena = await idOf('lena');
    const asa = await idOf('holm');
    const made = await brand.submit(`/o/${org}/lists/collect`, {
      name: 'Spring',
      influencerIds: [lena, asa],
    });
    expect(made.status).toBe(303);
    id = made.headers['location']!.toString().split('/lists/')[1]!.split('?')[0]!;
    await brand.post(`/o/${org}/lists/${id}/entries`, { influencerIds: [lena] });
    await brand.post(`/o/${org}/lists/${id}/entries/${lena}/note`, { note: 'Ask in March' });
    const list = (await brand.get(`/o/${org}/lists/${id}`)).json<{ data: object[] }>();
    expect(list.data).toHaveLength(2);
    expect(list.data).toContainEqual(expect.objectContaining({ id: lena, note: 'Ask in March' }));
    for (const path of ['', '/new', `/${id}`, `/${id}/compare?influencerIds=${lena}&influencerIds=${asa}`]) {
      expect((await brand.page(`/o/${org}/lists${path}`)).status).toBe(200);
    }
  });

  it('lead into a campaign that takes people on', async () => {
    const campaign = await brand.post(`/o/${org}/campaigns`, { name: 'Trails', budgetMinor: 100_000 });
    const { id: campaignId } = campaign.json<{ id: string }>();
    expect((await brand.get(`/o/${org}/lists/${id}`)).json()).toMatchObject({ campaigns: [] });
    await app.inside('switchback', (db) =>
      db.query({
        name: 'approve',
        text: "UPDATE campaign SET state = 'approved' WHERE id = $1",
        values: [campaignId],
      }),
    );
    expect((await brand.get(`/o/${org}/lists/${id}`)).json()).toMatchObject({
      campaigns: [{ id: campaignId, name: 'Trails' }],
    });
    const choosing = await brand.get(`/o/${org}/campaigns/${campaignId}/people/invite?influencerIds=${lena}`);
    expect(choosing.json()).toMatchObject({ candidates: [{ id: lena }] });
  });

  it('are renamed, emptied and deleted by those who may, and unknown to other brands', async () => {
    const rival = await app.organization('switchback', 'Rival');
    const stranger = await app.member('switchback', rival, 'admin');
    expect((await stranger.get(`/o/${rival}/lists/${id}`)).status).toBe(404);
    expect((await stranger.get(`/o/${org}/lists/${id}`)).status).toBe(404);
    expect((await stranger.post(`/o/${rival}/lists/${id}/rename`, { name: 'Mine' })).status).toBe(404);
    const guest = await app.member('switchback', org, 'guest');
    expect((await guest.post(`/o/${org}/lists/${id}/rename`, { name: 'x' })).status).toBe(403);
    await brand.post(`/o/${org}/lists/${id}/rename`, { name: 'Summer' });
    await brand.post(`/o/${org}/lists/${id}/entries/remove`, { influencerIds: [lena] });
    expect((await brand.get(`/o/${org}/lists`)).json()).toMatchObject({
      data: [{ name: 'Summer', people: 1 }],
    });
    await brand.submit(`/o/${org}/lists/${id}/delete`, {});
    expect((await brand.get(`/o/${org}/lists/${id}`)).status).toBe(404);
  });
});
