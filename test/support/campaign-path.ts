import type { Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { currentTenant, newId } from '#platform/kernel';
import type { TestApplication } from './application.js';
import type { Browser } from './http.js';

/** A draft that lacks nothing. */
export const BRIEF = {
  name: 'Winter trails',
  objective: 'awareness',
  budgetMinor: 500_000,
  brief: {
    summary: 'Show the boots on snow.',
    audience: 'Hikers',
    keyMessages: ['Warm, dry, light'],
    dos: ['Daylight'],
    donts: [],
    references: [],
  },
  markets: ['US'],
  deliverables: [{ platform: 'instagram', format: 'reel', quantity: 2 }],
  draftDue: '2030-01-10',
  publishFrom: '2030-02-01',
  publishTo: '2030-02-28',
  paymentTermsDays: 0,
  killFeePercent: 50,
};

export async function influencerRow(
  app: TestApplication,
  label: string,
  name: string,
  email: string | null,
): Promise<string> {
  const id = newId();
  await app.inside(label, (db: Db) =>
    db.query({
      name: 'test_influencer',
      text: `INSERT INTO influencer (tenant_id, id, display_name, email, email_norm) VALUES ($1, $2, $3, $4, lower($4))`,
      values: [currentTenant(), id, name, email],
    }),
  );
  return id;
}

/** Writes and submits a campaign as its brand, has staff approve it, and the sandbox fund it. */
export async function fundedCampaign(
  app: TestApplication,
  admin: Browser,
  staff: Browser,
  organizationId: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { id } = (await admin.post(`/o/${organizationId}/campaigns`, { ...BRIEF, ...changes })).json<{
    id: string;
  }>();
  await expectOk(admin.post(`/o/${organizationId}/campaigns/${id}/submit`));
  await expectOk(staff.post(`/campaigns/${id}/approve`));
  await expectOk(admin.post(`/o/${organizationId}/campaigns/${id}/fund`));
  await app.app.get(Jobs).idle();
  return id;
}

async function expectOk(answer: Promise<{ status: number; text: string }>): Promise<void> {
  const { status, text } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text.slice(0, 400)}`);
}
