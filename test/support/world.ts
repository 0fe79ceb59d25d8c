import type { Db } from '#platform/database';
import { newId, newSecret, digest } from '#platform/kernel';
import { TestApplication } from './application.js';
import type { Ids } from './examples.js';
import type { Browser } from './http.js';

/** One brand and one influencer who work together, with one of each kind of thing, all bearing their canary. */
export interface Party {
  readonly label: string;
  /** A word that stands in everything of this party, and in nothing of anybody else. */
  readonly canary: string;
  /** A word that stands in what a label's brands share, its roster. */
  readonly labelWord: string;
  readonly ids: Ids;
  readonly brand: Browser;
  readonly influencer: Browser;
}

/** Two labels; in the first, two parties that must not see each other. */
export interface World {
  readonly app: TestApplication;
  readonly mine: Party;
  readonly sibling: Party;
  readonly foreign: Party;
  readonly staff: { readonly mine: Browser; readonly foreign: Browser };
}

export async function buildWorld(app: TestApplication): Promise<World> {
  const mine = await party(app, 'switchback', 'marlinspike', 'topgallant');
  const sibling = await party(app, 'switchback', 'bowsprit', 'topgallant');
  const foreign = await party(app, 'puder', 'quarterdeck', 'mizzenmast');
  const staff = {
    mine: await app.staff('switchback', 'owner', 'owner@topgallant.example'),
    foreign: await app.staff('puder', 'owner', 'owner@mizzen.example'),
  };
  return { app, mine, sibling, foreign, staff };
}

async function party(app: TestApplication, label: string, canary: string, labelWord: string): Promise<Party> {
  const organization = await app.organization(label, `${canary} works`);
  const [influencer, campaign, collaboration, thread] = [newId(), newId(), newId(), newId()];
  const currency = label === 'puder' ? 'EUR' : 'USD';
  const [deliverable, submission, list, link, share, secret] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newSecret(),
  ];
  const slug = `${canary}-go`;
  const home = { campaign_id: campaign, organization_id: organization, influencer_id: influencer };
  await app.inside(label, async (db) => {
    const put = (table: string, row: Record<string, unknown>) =>
      insert(db, table, { tenant_id: app.tenantId(label), ...row });
    await put('influencer', {
      id: influencer,
      display_name: `${labelWord} creator`,
      email: `${canary}@creators.example`,
    });
    await put('campaign', {
      id: campaign,
      organization_id: organization,
      name: `${canary} campaign`,
      state: 'live',
      currency,
      budget_minor: 5_000_000,
      brief: JSON.stringify({ summary: `${canary} brief` }),
      landing_url: `https://${canary}.example/shop`,
      markets: ['US'],
    });
    await put('campaign_deliverable', {
      id: newId(),
      campaign_id: campaign,
      position: 0,
      platform: 'instagram',
      format: 'reel',
      quantity: 1,
    });
    await put('budget', {
      id: campaign,
      organization_id: organization,
      currency,
      cap_minor: 5_000_000,
      funded_minor: 5_000_000,
    });
    const money = { currency, net_minor: 80_000, price_minor: 100_000 };
    await put('collaboration', {
      id: collaboration,
      ...home,
      ...money,
      state: 'offered',
      offer_version: 1,
      note: `${canary} note`,
    });
    await put('offer', { id: newId(), collaboration_id: collaboration, version: 1, side: 'brand', ...money });
    const about = { subject_kind: 'collaboration', subject_id: collaboration, title: `${canary} thread` };
    await put('thread', { id: thread, ...about, ...home });
    await put('message', {
      id: newId(),
      thread_id: thread,
      author_name: `${canary} author`,
      side: 'brand',
      body: `${canary} words`,
    });
    const piece = {
      collaboration_id: collaboration,
      position: 0,
      platform: 'instagram',
      format: 'reel',
      ...money,
    };
    await put('deliverable', { id: deliverable, ...home, ...piece, state: 'submitted', version: 1 });
    const report = newId();
    await put('disclosure_report', {
      id: report,
      ...{
        subject_kind: 'deliverable',
        subject_id: deliverable,
        organization_id: organization,
        influencer_id: influencer,
      },
      ...{ moment: 'submission', verdict: 'pass', content_sha256: 'x', previous_hash: '', hash: 'x' },
      input: JSON.stringify({ caption: `${canary} caption` }),
      report: JSON.stringify({ verdict: 'pass', findings: [], packs: [], at: '2026-01-01', language: 'en' }),
      created_at: '2026-01-01',
    });
    const judged = { disclosure_report_id: report, disclosure_verdict: 'pass' };
    await put('submission', {
      id: submission,
      deliverable_id: deliverable,
      version: 1,
      caption: `${canary} caption`,
      ...judged,
    });
    await put('influencer_list', { id: list, organization_id: organization, name: `${canary} list` });
    await put('influencer_list_entry', { list_id: list, influencer_id: influencer });
    await put('tracked_link', {
      id: link,
      slug,
      ...home,
      collaboration_id: collaboration,
      target_url: `https://${canary}.example/`,
    });
    await put('report_share', {
      id: share,
      campaign_id: campaign,
      organization_id: organization,
      secret_hash: digest(secret),
      expires_at: '2040-01-01',
    });
  });
  const brand = await app.member(label, organization, 'admin', `admin@${canary}.example`);
  const influencerBrowser = await app.influencer(label, influencer, `creator@${canary}.example`);
  const found = await ownIds(app, label, `admin@${canary}.example`);
  const document = await attachedDocument(brand, organization, campaign, canary);
  const file = await attachedFile(brand, organization, thread, canary);
  const ids: Ids = {
    ...{ organization, campaign, collaboration, influencer, thread, file, document, deliverable, submission },
    ...{ list, link, slug, share, secret, ...found, nobody: newId(), token: newSecret() },
    ...{ report: newId(), statement: newId(), payout: newId(), payable: newId(), import: newId() },
  };
  return { label, canary, labelWord, ids, brand, influencer: influencerBrowser };
}

async function ownIds(app: TestApplication, label: string, email: string) {
  const values = [app.tenantId(label), email];
  const text = `SELECT a.id AS account, m.id AS member, s.id AS session FROM account a
    JOIN membership m ON m.tenant_id = a.tenant_id AND m.account_id = a.id
    JOIN session s ON s.tenant_id = a.tenant_id AND s.account_id = a.id
    WHERE a.tenant_id = $1 AND a.email_norm = $2 LIMIT 1`;
  const found = await app.inside(label, (db) =>
    db.one<{ account: string; member: string; session: string }>({ name: 'world_own', text, values }),
  );
  if (!found) throw new Error(`${email} is not in the world`);
  return found;
}

async function upload(brand: Browser, name: string): Promise<string> {
  return (await brand.upload(`${name}.txt`, 'text/plain', `${name} words`)).json<{ id: string }>().id;
}

async function attachedDocument(brand: Browser, organization: string, campaign: string, canary: string) {
  const fileId = await upload(brand, `${canary}-paper`);
  const path = `/o/${organization}/campaigns/${campaign}/documents`;
  return (await brand.post(path, { fileId, title: `${canary} paper` })).json<{ documentId: string }>()
    .documentId;
}

async function attachedFile(brand: Browser, organization: string, thread: string, canary: string) {
  const file = await upload(brand, `${canary}-picture`);
  await brand.post(`/o/${organization}/threads/${thread}/messages`, {
    text: `${canary} says`,
    files: [file],
  });
  return file;
}

async function insert(db: Db, table: string, row: Record<string, unknown>): Promise<void> {
  const keys = Object.keys(row);
  await db.query({
    name: `world_${table}_${keys.length}`,
    text: `INSERT INTO ${table} (${keys.join(', ')}) VALUES (${keys.map((_, at) => `$${at + 1}`).join(', ')})`,
    values: Object.values(row),
  });
}
