import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CASTS, type Cast, PASSWORD } from './cast.js';
import type { MailboxReader } from './mailbox-reader.js';
import { Person, type Site } from './person.js';
import { drawPng } from './picture.js';

export interface Stage {
  readonly site: Site;
  readonly label: string;
  readonly hosts: Cast['hosts'];
  readonly owner: { readonly email: string; readonly password: string };
  readonly mailbox: MailboxReader;
  readonly rosterFile: string;
  say(line: string): void;
}

interface Ledger {
  currency: string;
  balanced: boolean;
  budgetMinor: number;
  priceMinor: number;
  netMinor: number;
  marginMinor: number;
  paidMinor: number;
}

/** What the demo prints for one label: every figure read over the API, as the role that may see it. */
export interface Outcome {
  readonly label: string;
  readonly roster: { rows: number; created: number; updated: number; duplicates: number; rejected: number };
  readonly campaign: { id: string; state: string };
  readonly collaborations: number;
  readonly deliverables: number;
  readonly disclosure: { verdict: string };
  readonly clicks: { total: number; valid: number };
  readonly ledger: Ledger;
  readonly mails: number;
  readonly reportUrl: string;
  readonly seconds: number;
}

/** Drives the main job of one label, from importing a list to money paid out, as each person would. */
export async function mainJob(stage: Stage): Promise<Outcome> {
  const began = Date.now();
  const cast: Cast = {
    label: stage.label,
    hosts: stage.hosts,
    ...(CASTS[stage.label] ?? CASTS['switchback']!),
  };
  const { say } = stage;
  const staff = await new Person(stage.site, cast.hosts.studio, `${cast.label} owner`).signIn(
    stage.owner.email,
    stage.owner.password,
  );

  const roster = await importRoster(stage, staff);
  say(`roster: ${roster.rows} rows`);
  const { brand, org } = await takeClient(stage, cast, staff);
  const campaignId = await planCampaign(cast, brand, org, staff);
  say('campaign funded and live');
  const found = await brand.get<{ data: { id: string; displayName: string }[] }>(
    `/o/${org}/discover?sort=followers&limit=10`,
  );
  const [chosen] = found.data;
  if (!chosen) throw new Error('discovery found nobody');
  const list = await brand.post<{ id: string }>(`/o/${org}/lists`, { name: cast.campaign });
  await brand.post(`/o/${org}/lists/${list.id}/entries`, { influencerIds: [chosen.id] });

  const { creator, collaborationId } = await agree(stage, cast, {
    staff,
    brand,
    org,
    campaignId,
    influencerId: chosen.id,
  });
  say('terms signed');
  const verdict = await makeContent(cast, { staff, brand, creator, org, campaignId, collaborationId });
  say('content verified');
  await visitLink(stage, cast, creator, collaborationId);
  await enterFigures(creator, collaborationId);
  const ledger = await staff.until<Ledger>(
    `/campaigns/${campaignId}/money`,
    ({ netMinor, paidMinor }) => netMinor > 0 && paidMinor === netMinor,
  );
  say('paid out');
  const reportUrl = await shareReport(brand, org, campaignId);
  const people = await brand.get<{ data: unknown[] }>(`/o/${org}/campaigns/${campaignId}/people`);
  const content = await brand.get<{ data: unknown[] }>(`/o/${org}/campaigns/${campaignId}/content`);
  const { report } = await brand.get<{ report: { clicks: { total: number; valid: number } } }>(
    `/o/${org}/campaigns/${campaignId}/results`,
  );
  await brand.until<{ data: { state: string }[] }>(
    `/o/${org}/campaigns/${campaignId}/people`,
    ({ data }) => data.every(({ state }) => state === 'completed'),
    10_000,
  );
  await brand.post(`/o/${org}/campaigns/${campaignId}/complete`);
  const shown = await brand.get<{ campaign: { state: string } }>(`/o/${org}/campaigns/${campaignId}`);
  const mails = await countMails(staff);
  return {
    label: cast.label,
    roster,
    campaign: { id: campaignId, state: shown.campaign.state },
    collaborations: people.data.length,
    deliverables: content.data.length,
    disclosure: { verdict },
    clicks: { total: report.clicks.total, valid: report.clicks.valid },
    ledger: pick(ledger),
    mails,
    reportUrl,
    seconds: Math.round((Date.now() - began) / 100) / 10,
  };
}

function pick({
  currency,
  balanced,
  budgetMinor,
  priceMinor,
  netMinor,
  marginMinor,
  paidMinor,
}: Ledger): Ledger {
  return { currency, balanced, budgetMinor, priceMinor, netMinor, marginMinor, paidMinor };
}

async function importRoster(stage: Stage, staff: Person): Promise<Outcome['roster']> {
  const fileId = await staff.upload(
    basename(stage.rosterFile),
    'text/csv',
    await readFile(stage.rosterFile),
    'roster',
  );
  const { id } = await staff.post<{ id: string }>('/roster/imports', { fileId });
  await staff.post(`/roster/imports/${id}/start`, {});
  const done = await staff.until<Outcome['roster'] & { state: string }>(
    `/roster/imports/${id}`,
    ({ state }) => state === 'done' || state === 'failed',
    300_000,
  );
  if (done.state !== 'done') throw new Error('the import failed');
  const { rows, created, updated, duplicates, rejected } = done;
  return { rows, created, updated, duplicates, rejected };
}

async function takeClient(stage: Stage, cast: Cast, staff: Person): Promise<{ brand: Person; org: string }> {
  const email = `admin-${randomBytes(3).toString('hex')}@client.example`;
  const { id: org } = await staff.post<{ id: string }>('/clients', {
    name: cast.client,
    contactName: 'Kim Admin',
    contactEmail: email,
  });
  const token = await stage.mailbox.secret(email, '/invitation/');
  const brand = await new Person(stage.site, cast.hosts.brand, `${cast.label} brand`).join(
    token,
    'Kim Admin',
    PASSWORD,
  );
  await brand.post(`/o/${org}/setup`, {
    name: cast.client,
    legalName: `${cast.client} Ltd`,
    website: cast.website,
    country: cast.market,
    industry: 'retail',
    description: cast.brief,
    billingAddress: 'Example Street 1, 10000 Exampleville',
  });
  return { brand, org };
}

async function planCampaign(cast: Cast, brand: Person, org: string, staff: Person): Promise<string> {
  const at = `/o/${org}/campaigns`;
  const today = new Date();
  const day = (offset: number) => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  const { id } = await brand.post<{ id: string }>(at, {
    name: cast.campaign,
    objective: 'traffic',
    brief: { summary: cast.brief, audience: cast.brief, keyMessages: [cast.keyMessage] },
    markets: [cast.market],
    landingUrl: cast.website,
    deliverables: [{ platform: 'instagram', format: 'feed', quantity: 1 }],
    draftDue: day(7),
    publishFrom: day(0),
    publishTo: day(30),
    usageRights: { channels: ['organic', 'ownMedia'], months: 6, starts: 'posting' },
    paymentTermsDays: 0,
    budgetMinor: cast.budgetMinor,
  });
  const fileId = await brand.upload('brief.png', 'image/png', drawPng(64, 48), 'document');
  await brand.post(`${at}/${id}/documents`, { fileId, title: cast.campaign });
  await brand.post(`${at}/${id}/submit`);
  await staff.post(`/campaigns/${id}/approve`);
  await brand.post(`${at}/${id}/fund`, {});
  const funded = await brand.until<{ campaign: { state: string } }>(
    `${at}/${id}`,
    ({ campaign }) => campaign.state === 'funded' || campaign.state === 'live',
  );
  if (funded.campaign.state === 'funded') await brand.post(`${at}/${id}/launch`);
  return id;
}

interface Parties {
  readonly staff: Person;
  readonly brand: Person;
  readonly org: string;
  readonly campaignId: string;
}

async function agree(
  stage: Stage,
  cast: Cast,
  parties: Parties & { influencerId: string },
): Promise<{ creator: Person; collaborationId: string }> {
  const { staff, brand, org, campaignId, influencerId } = parties;
  const email = `talent-${randomBytes(3).toString('hex')}@creator.example`;
  await staff.post(`/roster/${influencerId}/contact`, { email });
  const people = `/o/${org}/campaigns/${campaignId}/people`;
  const invited = await brand.post<{ collaborationIds: string[] }>(people, {
    influencerIds: [influencerId],
    priceMinor: cast.priceMinor,
    note: cast.brief,
  });
  const collaborationId = invited.collaborationIds[0];
  if (!collaborationId) throw new Error('nobody was invited');
  const token = await stage.mailbox.secret(email, '/invitation/');
  const creator = await new Person(stage.site, cast.hosts.influencer, `${cast.label} creator`).join(
    token,
    'Robin Sample',
    PASSWORD,
  );
  const at = `/collaborations/${collaborationId}`;
  const { thread } = await creator.get<{ thread: { id: string } }>(`${at}/messages`);
  await creator.post(`/threads/${thread.id}/messages`, { text: cast.question });
  await brand.post(`/o/${org}/threads/${thread.id}/messages`, { text: cast.reply });
  const version = async () => (await creator.get<{ offerVersion: number }>(at)).offerVersion;
  await creator.post(`${at}/counter`, { netMinor: cast.counterMinor, version: await version() });
  await brand.post(`${people}/${collaborationId}/accept`, { version: await version() });
  const { terms } = await creator.get<{ terms: { sha256: string } }>(`${at}/contract`);
  await creator.post(`${at}/sign`, { name: 'Robin Sample', sha256: terms.sha256 });
  return { creator, collaborationId };
}

async function makeContent(
  cast: Cast,
  parties: Parties & { creator: Person; collaborationId: string },
): Promise<string> {
  const { staff, brand, creator, org, campaignId, collaborationId } = parties;
  const mine = `/collaborations/${collaborationId}/content`;
  const theirs = `/o/${org}/campaigns/${campaignId}/content`;
  const { data } = await creator.until<{ data: { id: string }[] }>(mine, (answer) => answer.data.length > 0);
  let verdict = 'none';
  for (const { id } of data) {
    const picture = await creator.upload('draft.png', 'image/png', drawPng(320, 240), 'content');
    const { check } = await creator.post<{ check: { verdict: string; fix: string | null } }>(
      `${mine}/${id}/check`,
      { caption: cast.caption },
    );
    const { fix } = check;
    if (check.verdict !== 'fail' || !fix) throw new Error('a caption without disclosure was not caught');
    await creator.post(`${mine}/${id}/submit`, { caption: fix, fileIds: [picture] });
    await brand.post(`${theirs}/${id}/request-changes`, { version: 1, note: cast.change });
    const caption = `${fix} ${cast.keyMessage}.`;
    await creator.post(`${mine}/${id}/submit`, { caption, fileIds: [picture] });
    await brand.post(`${theirs}/${id}/approve`, { version: 2 });
    const proofFileId = await creator.upload('proof.png', 'image/png', drawPng(360, 640), 'proof');
    await creator.post(`${mine}/${id}/publish`, {
      postUrl: 'https://www.instagram.com/p/Cx12345abcd/',
      liveCaption: caption,
      proofFileId,
    });
    await staff.post(`/verify/${id}/confirm`, {});
    const piece = await brand.get<{ piece: { verdict: string | null } }>(`${theirs}/${id}`);
    verdict = piece.piece.verdict ?? verdict;
  }
  return verdict;
}

const VISITORS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
];

/** Three people follow the link, one of them twice; a crawler and a prefetching browser come by. */
async function visitLink(stage: Stage, cast: Cast, creator: Person, collaborationId: string): Promise<void> {
  const links = await creator.get<{ data: { url: string }[] }>(`/collaborations/${collaborationId}/links`);
  const url = links.data[0]?.url;
  if (!url) throw new Error('there is no tracked link');
  const visitor = new Person(stage.site, cast.hosts.edge, 'visitor');
  const follow = async (headers: Record<string, string>) => {
    const answer = await visitor.send('GET', new URL(url).pathname, undefined, headers);
    if (answer.status !== 302) throw new Error(`the tracked link answered ${answer.status}`);
  };
  for (const agent of VISITORS) await follow({ 'user-agent': agent });
  await follow({ 'user-agent': VISITORS[0] ?? '' });
  await follow({ 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
  await follow({ 'user-agent': `${VISITORS[1]} Edg/150`, 'sec-purpose': 'prefetch' });
}

async function enterFigures(creator: Person, collaborationId: string): Promise<void> {
  const at = `/collaborations/${collaborationId}/results`;
  const { data } = await creator.get<{ data: { id: string }[] }>(
    `/collaborations/${collaborationId}/content`,
  );
  const proofFileId = await creator.upload('statistics.png', 'image/png', drawPng(360, 640), 'proof');
  for (const { id } of data) {
    await creator.post(`${at}/posts/${id}`, {
      views: 48_200,
      reach: 39_500,
      likes: 3_120,
      comments: 184,
      shares: 96,
      saves: 240,
      proofFileId,
    });
  }
}

async function shareReport(brand: Person, org: string, campaignId: string): Promise<string> {
  const { url } = await brand.post<{ url: string }>(`/o/${org}/campaigns/${campaignId}/results/shares`, {});
  return url;
}

/** Every mail that the label has sent, as its log in the studio tells. */
async function countMails(staff: Person): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { data: unknown[]; next: string | null } = await staff.get(
      `/mail${cursor ? `?cursor=${cursor}` : ''}`,
    );
    count += page.data.length;
    cursor = page.next;
  }
  return count;
}
