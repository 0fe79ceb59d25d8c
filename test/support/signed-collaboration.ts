import type { TestApplication } from './application.js';
import { influencerRow } from './campaign-path.js';
import type { Browser } from './http.js';

export interface Signed {
  readonly influencerId: string;
  readonly collaborationId: string;
  readonly influencer: Browser;
  readonly email: string;
}

let serial = 0;

/** Somebody who was invited to a campaign, agreed and signed: from here on there is work to do. */
export async function signedCollaboration(
  app: TestApplication,
  label: string,
  admin: Browser,
  at: string,
  name: string,
  priceMinor = 120_000,
): Promise<Signed> {
  const email = `signed-${(serial += 1)}@creator.example`;
  const influencerId = await influencerRow(app, label, name, email);
  const invited = await admin.post(`${at}/people`, {
    influencerIds: [influencerId],
    priceMinor,
    note: 'Hello',
  });
  const [collaborationId] = invited.json<{ collaborationIds: string[] }>().collaborationIds;
  if (!collaborationId) throw new Error(`inviting answered ${invited.status}: ${invited.text.slice(0, 300)}`);
  const influencer = await app.influencer(label, influencerId, email);
  const mine = `/collaborations/${collaborationId}`;
  await influencer.post(`${mine}/accept`, { version: 1 });
  const { terms } = (await influencer.get(`${mine}/contract`)).json<{
    terms: { sha256: string; signer: string };
  }>();
  const signed = await influencer.post(`${mine}/sign`, { name: terms.signer, sha256: terms.sha256 });
  if (signed.status >= 300)
    throw new Error(`signing answered ${signed.status}: ${signed.text.slice(0, 300)}`);
  return { influencerId, collaborationId, influencer, email };
}
