import { Jobs } from '#platform/jobs';
import sharp from 'sharp';
import { TestApplication } from './application.js';
import { fundedCampaign } from './campaign-path.js';
import type { Answer, Browser } from './http.js';
import { type Signed, signedCollaboration } from './signed-collaboration.js';

export interface PieceRow {
  id: string;
  state: string;
  path: string;
  verdict: string | null;
  version: number;
  actions: string[];
  priceMinor?: number;
  netMinor?: number;
}
export interface Judged {
  verdict: string;
  fix: string | null;
  findings: { jurisdiction: string; rule: string; says: string }[];
  packs: { jurisdiction: string; version: string }[];
}

/** A caption that says nothing of being paid. */
export const BARE = 'New boots for the winter trails, tested on snow all week.';
const RIGHTS = {
  usageRights: { channels: ['ownMedia'], months: 6, starts: 'posting' },
  markets: ['US', 'DE'],
};

export interface ContentStage {
  readonly app: TestApplication;
  readonly organizationId: string;
  readonly admin: Browser;
  readonly staff: Browser;
  readonly campaignId: string;
  /** The campaign's path in the brand's portal. */
  readonly at: string;
  readonly maya: Signed;
  readonly pieces: PieceRow[];
}

/** A funded campaign with one who has signed, and what is owed. */
export async function contentStage(): Promise<ContentStage> {
  const app = await TestApplication.start();
  const organizationId = await app.organization('switchback', 'Nordvik Outdoor');
  const admin = await app.member('switchback', organizationId, 'admin', 'admin@nordvik.example');
  const staff = await app.staff('switchback', 'manager', 'manager@switchback.example');
  const campaignId = await fundedCampaign(app, admin, staff, organizationId, RIGHTS);
  const at = `/o/${organizationId}/campaigns/${campaignId}`;
  const maya = await signedCollaboration(app, 'switchback', admin, at, 'Maya Brandt', 120_001);
  const pieces = (await maya.influencer.get(`/collaborations/${maya.collaborationId}/content`)).json<{
    data: PieceRow[];
  }>().data;
  return { app, organizationId, admin, staff, campaignId, at, maya, pieces };
}

export const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#b05a2c' } })
    .png()
    .toBuffer();

export const upload = async (browser: Browser) =>
  (await browser.upload('draft.png', 'image/png', await picture())).json<{ id: string }>().id;

export const problem = (answer: Answer) => ({
  status: answer.status,
  ...answer.json<{ code: string; allowed?: string[] }>(),
});

/** What `of` gives may change: the pieces are read again as they go on. */
export function contentTools(
  of: () => { readonly app: TestApplication; readonly pieces: readonly PieceRow[] },
) {
  const piece = (index: number) => {
    const found = of().pieces[index];
    if (!found) throw new Error(`there is no piece ${index}`);
    return found;
  };
  const idle = () => of().app.app.get(Jobs).idle();
  const mailsTo = (address: string) =>
    of()
      .app.mailbox.list()
      .filter(({ to }) => to.includes(address))
      .map(({ subject }) => subject)
      .join('\n');
  return { piece, idle, mailsTo };
}
