import type { Db } from '#platform/database';
import { newId, now } from '#platform/kernel';
import type { TestApplication } from './application.js';

export interface MeasuredCampaign {
  readonly label: string;
  readonly organizationId: string;
  readonly campaignId: string;
  readonly creators: readonly MeasuredCreator[];
}

export interface MeasuredCreator {
  readonly influencerId: string;
  readonly collaborationId: string;
  readonly linkId: string;
  readonly slug: string;
  readonly deliverableIds: readonly string[];
}

export interface CreatorPlan {
  readonly name: string;
  readonly followers?: number;
  readonly priceMinor?: number;
  /** Platform and state of each piece. */
  readonly pieces: readonly (readonly [platform: string, state: string])[];
}

let serial = 0;

/** A live campaign whose work is done, written straight into the tables: what came before is not the matter here. */
export async function measuredCampaign(
  app: TestApplication,
  label: string,
  plans: readonly CreatorPlan[],
  name = 'Winter trails',
): Promise<MeasuredCampaign> {
  const organizationId = await app.organization(label, `Nordvik ${(serial += 1)}`);
  const campaignId = newId();
  const currency = label === 'puder' ? 'EUR' : 'USD';
  const creators = await app.inside(label, async (db) => {
    const tenant = app.tenantId(label);
    await insert(db, 'campaign', {
      tenant_id: tenant,
      id: campaignId,
      organization_id: organizationId,
      name,
      state: 'live',
      currency,
      budget_minor: 1_000_000,
      landing_url: 'https://shop.example/boots',
    });
    const made: MeasuredCreator[] = [];
    for (const plan of plans)
      made.push(await creator(db, { tenant, organizationId, campaignId, currency }, plan));
    return made;
  });
  return { label, organizationId, campaignId, creators };
}

interface Home {
  readonly tenant: string;
  readonly organizationId: string;
  readonly campaignId: string;
  readonly currency: string;
}

async function creator(db: Db, home: Home, plan: CreatorPlan): Promise<MeasuredCreator> {
  const { tenant, organizationId, campaignId, currency } = home;
  const [influencerId, collaborationId, linkId] = [newId(), newId(), newId()];
  const slug = `go-${(serial += 1)}-${linkId.slice(-8)}`;
  const price = plan.priceMinor ?? 100_000;
  const net = Math.floor(price * 0.8);
  const platform = plan.pieces[0]?.[0] ?? 'instagram';
  await insert(db, 'influencer', {
    tenant_id: tenant,
    id: influencerId,
    display_name: plan.name,
    top_platform: platform,
    top_handle: plan.name.toLowerCase(),
  });
  await insert(db, 'influencer_channel', {
    tenant_id: tenant,
    id: newId(),
    influencer_id: influencerId,
    platform,
    handle: plan.name.toLowerCase(),
    handle_norm: plan.name.toLowerCase(),
    sort_name: plan.name.toLowerCase(),
    search: '',
    followers: plan.followers ?? 10_000,
  });
  await insert(db, 'collaboration', {
    tenant_id: tenant,
    id: collaborationId,
    campaign_id: campaignId,
    organization_id: organizationId,
    influencer_id: influencerId,
    state: 'delivered',
    currency,
    price_minor: price,
    net_minor: net,
  });
  await insert(db, 'tracked_link', {
    tenant_id: tenant,
    id: linkId,
    slug,
    campaign_id: campaignId,
    collaboration_id: collaborationId,
    organization_id: organizationId,
    influencer_id: influencerId,
    target_url: 'https://shop.example/boots?ref=1',
  });
  const deliverableIds: string[] = [];
  for (const [position, [on, state]] of plan.pieces.entries()) {
    const id = newId();
    deliverableIds.push(id);
    await insert(db, 'deliverable', {
      tenant_id: tenant,
      id,
      collaboration_id: collaborationId,
      campaign_id: campaignId,
      organization_id: organizationId,
      influencer_id: influencerId,
      position,
      platform: on,
      format: 'post',
      state,
      price_minor: Math.floor(price / plan.pieces.length),
      net_minor: Math.floor(net / plan.pieces.length),
      currency,
      post_url: `https://${on}.example/p/${id}`,
      published_at: now(),
    });
  }
  return { influencerId, collaborationId, linkId, slug, deliverableIds };
}

async function insert(db: Db, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  await db.query({
    name: `fixture_${table}_${names.length}`,
    text: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    values: Object.values(row),
  });
}
