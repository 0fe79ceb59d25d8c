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
