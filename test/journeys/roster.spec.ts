import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

const LIST = `channel;Follower;Engagement;Land;Thema;E-Mail
lena.berg;1,2 Mio.;2,5%;Deutschland;Outdoor;lena@x.example
tomtrail;480.000;3,1%;Österreich;Outdoor, Reise;
kaputt;viele;1%;Schweiz;Beauty;
lena.berg;1,2 Mio.;2,5%;Deutschland;Outdoor;
`;

interface ImportAnswer {
  state: string;
  rows: number;
  created: number;
  updated: number;
  duplicates: number;
  rejected: number;
  dryRun: boolean;
  columns: { index: number; header: string; field: string }[];
  platform: { reason: string };
}

let app: TestApplication;
let staff: Browser;
let brand: Browser;
let org: string;
beforeAll(async () => {
  app = await TestApplication.start();
  staff = await app.staff('switchback', 'manager');
  org = await app.organization('switchback', 'Fjellheim');
  brand = await app.member('switchback', org, 'admin');
});
afterAll(() => app.stop());

async function uploaded(content: string, name = 'list.csv'): Promise<string> {
  const file = await staff.upload(name, 'text/csv', content);
  const { id: fileId } = file.json<{ id: string }>();
  const made = await staff.post('/roster/imports', { fileId });
  expect(made.status).toBe(201);
  return made.json<{ id: string }>().id;
}

async function shown(id: string): Promise<ImportAnswer> {
  await app.app.get(Jobs).idle();
  return (await staff.get(`/roster/imports/${id}`)).json<ImportAnswer>();
}

const idOf = async (q: string) =>
  (await staff.get(`/roster?q=${q}`)).json<{ data: { id: string }[] }>().data[0]!.id;

describe('importing a list in the studio', () => {
  let id: string;

  it('shows what each column is taken for, before anything is changed', async () => {
    id = await uploaded(LIST);
    const view = await shown(id);
    expect(view.columns.map(({ field }) => field)).toEqual([
      'handle',
      'followers',
      'engagementRate',
      'country',
      'category',
      'email',
    ]);
    expect(view).toMatchObject({ state: 'mapping', rows: 0, platform: { reason: 'assumed' } });
    const page = await staff.page(`/roster/imports/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('lena.berg');
  });

  it('checks the list without keeping anything', async () => {
    expect(
      (await staff.post(`/roster/imports/${id}/start`, { dryRun: true, platform: 'instagram' })).status,
    ).toBe(201);
    expect(await shown(id)).toMatchObject({
      state: 'mapping',
      dryRun: true,
      rows: 4,
      created: 2,
      duplicates: 1,
      rejected: 1,
    });
    expect((await staff.get('/roster')).json()).toMatchObject({ total: 0 });
  });

  it('brings it in by the form, refuses what is no figure, and counts doubles', async () => {
    const started = await staff.submit(`/roster/imports/${id}/start`, {
      platform: 'tiktok',
      'columns.4.index': '4',
      'columns.4.field': 'category',
    });
    expect(started.status).toBe(303);
    expect(await shown(id)).toMatchObject({
      state: 'done',
      rows: 4,
      created: 2,
      updated: 0,
      duplicates: 1,
      rejected: 1,
    });
    const rejections = await staff.get(`/roster/imports/${id}/rejections`);
    expect(rejections.json()).toMatchObject({
      total: 1,
      data: [{ row: 4, column: 'Follower', value: 'viele', reason: 'notANumber' }],
    });
    const file = await staff.page(`/roster/imports/${id}/rejections.csv`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.text).toContain('4,Follower,viele,notANumber');
    for (const path of ['', '/rejections'])
      expect((await staff.page(`/roster/imports/${id}${path}`)).status).toBe(200);
    expect((await staff.page('/roster/imports')).text).toContain('list.csv');
  });

  it('refuses to start twice, and says so', async () => {
    const again = await staff.post(`/roster/imports/${id}/start`, {});
    expect(again.status).toBe(409);
    expect(again.json()).toMatchObject({ code: 'bad_state', state: 'done' });
  });

  it('updates and doubles nobody when the list comes again', async () => {
    const second = await uploaded(LIST);
    await staff.post(`/roster/imports/${second}/start`, { platform: 'tiktok' });
    expect(await shown(second)).toMatchObject({ created: 0, updated: 2, duplicates: 1, rejected: 1 });
  });

  it('gives an imported list back in its own columns, with plain figures', async () => {
    const file = await staff.page(`/roster/export?format=csv&import=${id}`);
    expect(file.text.split('\r\n').slice(0, 2)).toEqual([
      'channel,Follower,Engagement,Land,Thema,E-Mail',
      'lena.berg,1200000,2.5,Deutschland,Outdoor,lena@x.example',
    ]);
    expect((await staff.page('/roster/export')).text).toContain('tiktok,lena.berg');
  });

  it('refuses a file that is no list', async () => {
    const file = await staff.upload('x.csv', 'text/csv', '<!doctype html><p>hello');
    const made = await staff.post('/roster/imports', { fileId: file.json<{ id: string }>().id });
    expect(made.status).toBe(422);
    expect(made.json()).toMatchObject({ code: 'roster_file_not_a_list' });
  });

  it('is not for those who may only read, and shows nothing to another label', async () => {
    const viewer = await app.staff('switchback', 'viewer');
    expect((await viewer.post(`/roster/imports/${id}/start`, {})).status).toBe(403);
    expect((await viewer.get(`/roster/imports/${id}`)).status).toBe(200);
    const foreign = await app.staff('puder', 'owner');
    for (const path of ['', '/rejections', '/rejections.csv', '/live']) {
      expect((await foreign.get(`/roster/imports/${id}${path}`)).status).toBe(404);
    }
    expect((await foreign.get(`/roster/export?import=${id}`)).status).toBe(404);
  });
});

describe('a list from the form to the search', () => {
  const SEVERAL = `Our creators 2024;;;;;
Name;Instagram;Follower IG;TikTok;Follower TikTok;Thema
Mara Quell;@mara.quell;12,5K;mara.tok;30.000;Keramik
Jon Quell;jon.quell;viele;;;Keramik
Ida Quell;;;ida.tok;1,5 Mio.;Keramik
Total;;13K;;1,5 Mio.;
`;
  let id: string;

  it('shows the guess in the page, each account under its platform', async () => {
    const file = await staff.upload('roster.csv', 'text/csv', SEVERAL);
    const made = await staff.submit('/roster/imports', { fileId: file.json<{ id: string }>().id });
    expect(made.status).toBe(303);
    id = made.headers['location']!.toString().split('/imports/')[1]!.split('?')[0]!;
    expect((await shown(id)).columns).toMatchObject([
      { field: 'displayName', platform: null },
      { field: 'handle', platform: null },
      { field: 'followers', platform: null },
      { field: 'handle', platform: 'tiktok' },
      { field: 'followers', platform: 'tiktok' },
      { field: 'category', platform: null },
    ]);
    expect((await staff.page(`/roster/imports/${id}`)).text).toContain('value="displayName" selected');
  });

  it('keeps what was chosen where the choice cannot be', async () => {
    const chosen = Object.fromEntries(
      ['city', 'ignore', 'followers', 'ignore', 'posts', 'category'].flatMap((field, index) => [
        [`columns.${index}.index`, String(index)],
        [`columns.${index}.field`, field],
      ]),
    );
    const page = await staff.submit(`/roster/imports/${id}/start`, { platform: 'twitch', ...chosen });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="city" selected');
    expect(page.text).toContain('value="posts" selected');
    expect(page.text).toContain('value="twitch" selected');
    expect(page.text).not.toContain('value="displayName" selected');
    expect(await shown(id)).toMatchObject({
      state: 'mapping',
      columns: [{ field: 'displayName' }, {}, {}, {}, {}, {}],
    });
  });

  it('takes the correction, shows the outcome with each refused row, and nobody twice when it comes again', async () => {
    await staff.submit(`/roster/imports/${id}/mapping`, {
      'columns.5.index': '5',
      'columns.5.field': 'category',
      'columns.4.index': '4',
      'columns.4.field': 'followers',
    });
    expect((await staff.submit(`/roster/imports/${id}/start`, {})).status).toBe(303);
    expect(await shown(id)).toMatchObject({ state: 'done', rows: 4, created: 2, duplicates: 0, rejected: 2 });
    const { data } = (await staff.get(`/roster/imports/${id}/rejections`)).json<{ data: unknown[] }>();
    expect(data).toMatchObject([
      { row: 4, column: 'Follower IG', value: 'viele', reason: 'notANumber' },
      { row: 6, column: 'Name', value: 'Total', reason: 'totalRow' },
    ]);
    expect((await staff.page(`/roster/imports/${id}/rejections`)).text).toContain('viele');
    const again = await uploaded(SEVERAL);
    await staff.post(`/roster/imports/${again}/start`, {});
    expect(await shown(again)).toMatchObject({ created: 0, updated: 2, rejected: 2 });
  });

  it('is found by a brand, with what else there is', async () => {
    const found = (await brand.get(`/o/${org}/discover?q=quell`)).json<{
      total: number;
      data: { displayName: string }[];
      facets: Record<string, { value: string; count: number }[]>;
    }>();
    expect(found.data.map(({ displayName }) => displayName).sort()).toEqual(['Ida Quell', 'Mara Quell']);
    expect(found.facets['topics']).toMatchObject([{ value: 'Keramik', count: 2 }]);
    const page = await brand.page(`/o/${org}/discover?q=quell&platform=tiktok`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Mara Quell');
    expect(page.text).toContain('Keramik');
  });

  it.each<[string, Buffer, number, string]>([
    [
      'a picture under the name of a list',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      422,
      'roster_file_not_a_list',
    ],
    ['nothing but separators', Buffer.from(',,,\n'), 422, 'roster_file_empty'],
    ['a header alone', Buffer.from('handle,followers\n'), 422, 'roster_file_no_rows'],
  ])('refuses %s on both doors, and leaves no import behind', async (_what, bytes, status, code) => {
    const before = (await staff.get('/roster/imports')).json<{ data: unknown[] }>().data.length;
    const file = await staff.upload('list.csv', 'text/csv', bytes);
    if (file.status !== 201) {
      expect(file.status).toBe(status);
      return;
    }
    const { id: fileId } = file.json<{ id: string }>();
    const answer = await staff.post('/roster/imports', { fileId });
    expect([answer.status, answer.json()['code']]).toEqual([status, code]);
    const page = await staff.submit('/roster/imports', { fileId });
    expect(page.status).toBe(status);
    expect(page.text).toContain(`value="${fileId}"`);
    expect((await staff.get('/roster/imports')).json<{ data: unknown[] }>().data).toHaveLength(before);
  });

  it('refuses an empty file and one that is too large as it comes up', async () => {
    expect((await staff.upload('list.csv', 'text/csv', '')).status).toBeGreaterThanOrEqual(400);
    const large = await staff.upload('list.csv', 'text/csv', Buffer.alloc(51 * 1024 * 1024, 'a,1\n'));
    expect(large.status).toBe(413);
    expect(large.json()).toMatchObject({ code: 'too_large' });
    // On the same connection, which the rest of the upload must not hold.
    expect((await staff.get('/roster')).status).toBe(200);
  });
});

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
      channels: [{ followers: 1_200_000, engagementPercent: 2.5, source: 'import' }],
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
    const id = await uploaded(`handle,followers,engagement rate\n${rows.join('\n')}\n`, 'instagram.csv');
    await staff.post(`/roster/imports/${id}/start`, {});
    await shown(id);
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
