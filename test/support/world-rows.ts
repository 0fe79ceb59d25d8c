import { digest, newId, newSecret } from '#platform/kernel';
import type { Db } from '#platform/database';
import type { TestApplication } from './application.js';

/** Puts a row of a label into a table. */
export type Put = (table: string, row: Record<string, unknown>) => Promise<void>;

/** Fills tables of a label directly: what led to a row is not the matter where the world is built. */
export function rowsOf<T>(app: TestApplication, label: string, fill: (put: Put) => Promise<T>): Promise<T> {
  return app.inside(label, (db) =>
    fill((table, row) => insert(db, table, { tenant_id: app.tenantId(label), ...row })),
  );
}

async function insert(db: Db, table: string, row: Record<string, unknown>): Promise<void> {
  const keys = Object.keys(row);
  await db.query({
    name: `world_${digest([table, ...keys].join(' '))}`,
    text: `INSERT INTO ${table} (${keys.join(', ')}) VALUES (${keys.map((_, at) => `$${at + 1}`).join(', ')})`,
    values: Object.values(row),
  });
}

/** What belongs to a party before anything of it is made. */
export interface Cast {
  readonly label: string;
  readonly canary: string;
  readonly labelWord: string;
  readonly organization: string;
  readonly influencer: string;
  readonly campaign: string;
  readonly collaboration: string;
  readonly thread: string;
  readonly deliverable: string;
  readonly currency: string;
  /** A picture that the brand has sent up, and one of statistics that the staff have. */
  readonly file: string;
  readonly proof: string;
}

const FUNDED = 5_000_000;

/** A campaign at work: an offer on the table, a draft under review, a link, a list, a report that was shared. */
export async function campaignRows(put: Put, cast: Cast) {
  const { canary, labelWord, organization, influencer, campaign, collaboration, thread, currency } = cast;
  const [submission, list, link, share, channel, secret] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newSecret(),
  ];
  const slug = `${canary}-go`;
  const home = { campaign_id: campaign, organization_id: organization, influencer_id: influencer };
  const money = { currency, net_minor: 80_000, price_minor: 100_000 };
  await put('influencer', {
    id: influencer,
    display_name: `${labelWord} creator`,
    email: `${canary}@creators.example`,
  });
  await put('influencer_channel', {
    id: channel,
    influencer_id: influencer,
    platform: 'instagram',
    handle: `${labelWord}.${canary.slice(0, 3)}`,
    handle_norm: `${labelWord}.${canary.slice(0, 3)}`,
    sort_name: labelWord,
    search: '',
    followers: 12_000,
  });
  await put('campaign', {
    id: campaign,
    organization_id: organization,
    name: `${canary} campaign`,
    state: 'live',
    currency,
    budget_minor: FUNDED,
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
  const funded = { cap_minor: FUNDED, funded_minor: FUNDED };
  await put('budget', { id: campaign, organization_id: organization, currency, ...funded });
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
  await pieceRows(put, cast, submission);
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
  const mail = newId();
  await put('mail_message', {
    id: mail,
    template: 'campaign-news',
    kind: 'campaigns',
    locale: 'en',
    to_name: `${canary} person`,
    to_address: `${canary}@creators.example`,
    to_norm: `${canary}@creators.example`,
    automatic: true,
    bounce_token: mail.replaceAll('-', '').slice(-24),
    subject: `${canary} mail`,
    state: 'sent',
    sent_at: new Date(),
    created_at: new Date(),
  });
  await put('mail_rendering', {
    id: mail,
    from_name: labelWord,
    from_address: `hello@${labelWord}.example`,
    html: `<p>${canary}</p>`,
    text: canary,
    cut: false,
    created_at: new Date(),
  });
  return { submission, list, link, slug, share, channel, secret, mail };
}

/** A draft with a picture, judged; and figures with the picture that proves them. */
async function pieceRows(put: Put, cast: Cast, submission: string): Promise<void> {
  const { canary, organization, influencer, campaign, collaboration, deliverable, currency } = cast;
  const home = { campaign_id: campaign, organization_id: organization, influencer_id: influencer };
  const report = newId();
  await put('deliverable', {
    id: deliverable,
    ...home,
    collaboration_id: collaboration,
    position: 0,
    platform: 'instagram',
    format: 'reel',
    ...{ currency, net_minor: 80_000, price_minor: 100_000 },
    ...{ state: 'submitted', version: 1 },
  });
  await put('disclosure_report', {
    id: report,
    subject_kind: 'deliverable',
    subject_id: deliverable,
    organization_id: organization,
    influencer_id: influencer,
    ...{ moment: 'submission', verdict: 'pass', content_sha256: 'x', previous_hash: '', hash: 'x' },
    input: JSON.stringify({ caption: `${canary} caption` }),
    report: JSON.stringify({ verdict: 'pass', findings: [], packs: [], at: '2026-01-01', language: 'en' }),
    created_at: '2026-01-01',
  });
  await put('submission', {
    id: submission,
    deliverable_id: deliverable,
    version: 1,
    caption: `${canary} caption`,
    file_ids: [cast.file],
    ...{ disclosure_report_id: report, disclosure_verdict: 'pass' },
  });
  for (const [metric, value] of [
    ['views', 9_000],
    ['likes', 700],
  ])
    await put('observation', {
      id: newId(),
      deliverable_id: deliverable,
      ...home,
      metric,
      value,
      source: 'upload',
      proof_file_id: cast.proof,
      captured_at: '2026-01-02',
    });
}

/** Money that went out, and money that did not: one payout that was paid and one that failed. */
export async function payoutRows(put: Put, cast: Cast): Promise<{ paid: string; payout: string }> {
  const { organization, influencer, campaign, collaboration, deliverable, currency } = cast;
  const [paid, payout] = [newId(), newId()];
  for (const [id, state, payable] of [
    [paid, 'paid', deliverable],
    [payout, 'failed', newId()],
  ] as const) {
    await put('payout', {
      id,
      influencer_id: influencer,
      amount_minor: 40_000,
      currency,
      state,
      provider: 'sandbox',
    });
    await put('payable', {
      id: payable,
      influencer_id: influencer,
      organization_id: organization,
      campaign_id: campaign,
      collaboration_id: collaboration,
      ...{ net_minor: 40_000, price_minor: 50_000, currency, state, payout_id: id },
      ...{ earned_at: '2026-01-03', due_at: '2026-01-03' },
    });
  }
  return { paid, payout };
}
