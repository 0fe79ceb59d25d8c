import { newId } from '#platform/kernel';
import { Campaign, Collaboration } from '#domain/campaigns';
import { Budgets, priceFor } from '#domain/money';
import type { TestApplication } from './application.js';

export const NET = 77_777;
export const PRICE = priceFor(NET, [{ name: 'label', basisPoints: 2_000, fixedMinor: 0 }]).priceMinor;
export const BUDGET = 300_000;

export interface Scene {
  organizationId: string;
  campaignId: string;
  influencerId: string;
  collaborationId: string;
  deliverableId: string;
}

export async function makeCampaign(
  app: TestApplication,
  label: string,
  currency: string,
  organizationId: string,
  budgetMinor: number,
): Promise<string> {
  const id = newId();
  await app.inside(label, async (db) => {
    await db
      .repo(Campaign)
      .insert({ id, organizationId, name: 'Winter trails', state: 'approved', currency, budgetMinor });
    await app.app.get(Budgets).open({ campaignId: id, organizationId, currency, capMinor: budgetMinor });
  });
  return id;
}

/** An approved campaign with one signed influencer, as the rooms before money leave it. */
export async function makeScene(
  app: TestApplication,
  label: string,
  currency: string,
  brandName: string,
): Promise<Scene> {
  const organizationId = await app.organization(label, brandName);
  const campaignId = await makeCampaign(app, label, currency, organizationId, BUDGET);
  const [influencerId, collaborationId, deliverableId] = [newId(), newId(), newId()];
  await app.inside(label, async (db) => {
    await db.query({
      name: 'an_influencer',
      text: `INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, 'Maya Brandt')`,
      values: [app.tenantId(label), influencerId],
    });
    await db.repo(Collaboration).insert({
      id: collaborationId,
      campaignId,
      organizationId,
      influencerId,
      state: 'contracted',
      offerVersion: 1,
      currency,
      netMinor: NET,
      priceMinor: PRICE,
    });
  });
  return { organizationId, campaignId, influencerId, collaborationId, deliverableId };
}
