import type { TestApplication } from './application.js';
import { influencerRow } from './campaign-path.js';
import type { Browser } from './http.js';

/** A profile of that name, invited to the campaign at `at` by its brand. */
export async function invite(
  app: TestApplication,
  admin: Browser,
  at: string,
  name: string,
  priceMinor = 120_000,
): Promise<{ person: string; influencerId: string; email: string }> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@creator.example`;
  const influencerId = await influencerRow(app, 'switchback', name, email);
  const answer = await admin.post(`${at}/people`, {
    influencerIds: [influencerId],
    priceMinor,
    note: 'We love your trails.',
  });
  if (answer.status !== 201) throw new Error(answer.text);
  const [person = ''] = answer.json<{ collaborationIds: string[] }>().collaborationIds;
  return { person, influencerId, email };
}
