import { Statements } from '#domain/money';
import { Releases, TenantDirectory } from '#domain/tenants';
import { digest, newId, newSecret } from '#platform/kernel';
import { Jobs } from '#platform/jobs';
import sharp from 'sharp';
import type { TestApplication } from './application.js';
import type { Ids } from './examples.js';
import type { Browser } from './http.js';
import { campaignRows, type Cast, payoutRows, rowsOf } from './world-rows.js';

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

/** Everything that jobs make of it (invoices, statements and reports as PDF, a list that was imported) is made. */
export async function buildWorld(app: TestApplication): Promise<World> {
  const own = await owner(app, 'switchback');
  const other = await owner(app, 'puder');
  // What is printed of one party is printed while the next is made.
  const mine = await party(app, own, 'switchback', 'marlinspike', 'topgallant');
  const sibling = await party(app, own, 'switchback', 'bowsprit', 'topgallant');
  const foreign = await party(app, other, 'puder', 'quarterdeck', 'mizzenmast');
  await app.app.get(Jobs).idle(90_000);
  return { app, mine, sibling, foreign, staff: { mine: own, foreign: other } };
}

/** A label with one party in it, and who owns its studio; what jobs make may still be on its way. */
export async function partyOf(
  app: TestApplication,
  label: keyof typeof OWNERS,
  canary: string,
  labelWord: string,
): Promise<{ party: Party; staff: Browser }> {
  const staff = await owner(app, label);
  return { staff, party: await party(app, staff, label, canary, labelWord) };
}

const OWNERS = {
  switchback: 'owner@topgallant.example',
  puder: 'owner@mizzen.example',
  sama: 'owner@spinnaker.example',
} as const;

function owner(app: TestApplication, label: keyof typeof OWNERS): Promise<Browser> {
  return app.staff(label, 'owner', OWNERS[label]);
}

async function party(
  app: TestApplication,
  staff: Browser,
  label: keyof typeof OWNERS,
  canary: string,
  labelWord: string,
): Promise<Party> {
  const organization = await app.organization(label, `${canary} works`);
  const influencer = newId();
  const brand = await app.member(label, organization, 'admin', `admin@${canary}.example`);
  const influencerBrowser = await app.influencer(label, influencer, `creator@${canary}.example`);
  const cast: Cast = {
    ...{ label, canary, labelWord, organization, influencer },
    ...{ campaign: newId(), collaboration: newId(), thread: newId(), deliverable: newId() },
    currency: app.app.get(TenantDirectory).spec(app.tenantId(label)).currency,
    file: await upload(brand, `${canary}-picture.png`, await picture()),
    proof: await upload(staff, `${canary}-statistics.png`, await picture()),
  };
  const rows = await rowsOf(app, label, async (put) => ({
    ...(await campaignRows(put, cast)),
    ...(await payoutRows(put, cast)),
  }));
  const ids: Ids = {
    ...cast,
    ...rows,
    ...(await people(app, cast)),
    ...(await invitations(brand, staff, cast)),
    ...(await attached(brand, staff, cast)),
    ...(await papers(app, brand, cast, rows.paid)),
    ...(await lists(staff, cast)),
    ...(await names(staff, cast)),
    release: await released(app, cast),
    nobody: newId(),
    token: newSecret(),
  };
  return { label, canary, labelWord, ids, brand, influencer: influencerBrowser };
}

/** A colleague in the studio, and a second session of everybody, so that ending one ends no other request. */
async function people(app: TestApplication, { label, canary }: Cast) {
  const [own, influencer, staff] = await Promise.all([
    accountOf(app, label, `admin@${canary}.example`),
    accountOf(app, label, `creator@${canary}.example`),
    accountOf(app, label, OWNERS[label as keyof typeof OWNERS]),
  ]);
  const [colleague, acting, session] = [newId(), newId(), newId()];
  const [influencerSession, staffSession] = [newId(), newId()];
  const account = await app.account(label, `colleague@${canary}.example`);
  await rowsOf(app, label, async (put) => {
    await put('staff_member', { id: colleague, account_id: account, role: 'viewer' });
    await put('acting', {
      ...{ id: acting, staff_account_id: staff.account, account_id: own.account, portal: 'brand' },
      ...{
        reason: `${canary} asked for it`,
        started_at: new Date(),
        enter_until: new Date(Date.now() + 300_000),
      },
      expires_at: new Date(Date.now() + 1_800_000),
    });
    for (const [id, whose, portal] of [
      [session, own.account, 'brand'],
      [influencerSession, influencer.account, 'influencer'],
      [staffSession, staff.account, 'studio'],
    ] as const)
      await put('session', {
        id,
        secret_hash: digest(newSecret()),
        account_id: whose,
        host: app.host(label, portal),
        kind: 'cookie',
        expires_at: '2040-01-01',
      });
  });
  return {
    ...{ account: own.account, influencerAccount: influencer.account, member: own.member ?? newId() },
    ...{ colleague, acting, session, influencerSession, staffSession },
  };
}

async function accountOf(app: TestApplication, label: string, email: string) {
  const values = [app.tenantId(label), email];
  const text = `SELECT a.id AS account, m.id AS member FROM account a
    LEFT JOIN membership m ON m.tenant_id = a.tenant_id AND m.account_id = a.id WHERE a.tenant_id = $1 AND a.email_norm = $2`;
  const found = await app.inside(label, (db) =>
    db.one<{ account: string; member: string | null }>({ name: 'world_own', text, values }),
  );
  if (!found) throw new Error(`${email} is not in the world`);
  return found;
}

/** Open invitations of the brand by itself, of the brand by staff, and into the studio. */
async function invitations(brand: Browser, staff: Browser, { organization, canary }: Cast) {
  const guest = (name: string) => ({
    email: `${name}@${canary}.example`,
    name: `${canary} ${name}`,
    role: 'member',
  });
  const made = await posted(brand, `/o/${organization}/members/invitations`, guest('first'));
  const byStaff = await posted(staff, `/clients/${organization}/invitations`, guest('second'));
  const inStudio = await posted(staff, '/staff/invitations', { ...guest('third'), role: 'viewer' });
  return {
    invitation: made['id'] ?? '',
    clientInvitation: byStaff['invitationId'] ?? '',
    staffInvitation: inStudio['id'] ?? '',
  };
}

/** Documents of the campaign, by the brand and by staff, and a picture in its thread. */
async function attached(
  brand: Browser,
  staff: Browser,
  { organization, campaign, thread, file, canary }: Cast,
) {
  const at = `/campaigns/${campaign}/documents`;
  const fileId = await upload(brand, `${canary}-paper.txt`, `${canary} words`);
  const own = await posted(brand, `/o/${organization}${at}`, { fileId, title: `${canary} paper` });
  const staffFile = await upload(staff, `${canary}-sheet.txt`, `${canary} words`);
  const byStaff = await posted(staff, at, { fileId: staffFile, title: `${canary} sheet` });
  await posted(brand, `/o/${organization}/threads/${thread}/messages`, {
    text: `${canary} says`,
    files: [file],
  });
  return { document: own['documentId'] ?? '', staffDocument: byStaff['documentId'] ?? '', staffFile };
}

/** What is printed: the brand's invoice, the influencer's statement, the campaign's report. */
async function papers(app: TestApplication, brand: Browser, cast: Cast, payoutId: string) {
  const { label, organization: organizationId, influencer: influencerId, currency } = cast;
  const { campaign: campaignId, deliverable: reference } = cast;
  const statements = app.app.get(Statements);
  const issued = await app.inside(label, async () => {
    const amountMinor = 40_000;
    const invoice = await statements.invoice({ campaignId, organizationId, amountMinor, currency });
    const lines = [{ text: 'deliverable', reference, campaignId, amountMinor } as const];
    const statement = await statements.payout({ payoutId, influencerId, amountMinor, currency, lines });
    return { invoice, statement };
  });
  const asked = await posted(brand, `/o/${organizationId}/campaigns/${campaignId}/results/documents`, {});
  return { ...issued, report: asked['documentId'] ?? '' };
}

/** A list that came into the roster, with a line that was refused; and a list of figures that waits to be taken. */
async function lists(staff: Browser, { canary, labelWord, deliverable }: Cast) {
  // In the roster, which is the label's: another of its brands may see it.
  const handle = `${labelWord}.${canary.slice(0, 3)}`;
  const rows = `handle,name,followers\n${handle}.in,${labelWord} in,1200\n${handle}.out,${labelWord} out,many\n`;
  const fileId = await upload(staff, `${canary}-roster.csv`, rows, 'text/csv');
  const made = await posted(staff, '/roster/imports', { fileId });
  await posted(staff, `/roster/imports/${made['id']}/start`, {});
  const figures = await upload(staff, `${canary}-figures.csv`, `id,views\n${deliverable},9500\n`, 'text/csv');
  const log = await posted(staff, '/audit/exports', { format: 'json', subject: 'Roster' });
  return { import: made['id'] ?? '', figures, export: log['export'] ?? '' };
}

/** The label's look, published once more. */
async function released(app: TestApplication, { label, canary }: Cast): Promise<string> {
  const releases = app.app.get(Releases);
  return app.inside(label, async () => {
    const former = await releases.content();
    const radius = `${4 + ((await releases.current())?.number ?? 0)}px`;
    const content = { ...former, tokens: { ...former.tokens, radius } };
    const { number } = await releases.publish({ content, why: canary, origin: 'published' });
    return (await releases.get(number)).id;
  });
}

/** A host that waits for its proof, and a domain that mail will come from. */
async function names(staff: Browser, { canary }: Cast) {
  const host = await posted(staff, '/hosts', { portal: 'brand', host: `partners.${canary}-company.com` });
  const sender = await posted(staff, '/hosts/senders', { domain: `${canary}-company.com` });
  return { host: host['id'] ?? '', sender: sender['id'] ?? '' };
}

async function upload(
  browser: Browser,
  name: string,
  bytes: Buffer | string,
  type?: string,
): Promise<string> {
  const kind = type ?? (name.endsWith('.png') ? 'image/png' : 'text/plain');
  const answer = await browser.upload(name, kind, bytes);
  if (answer.status !== 201) throw new Error(`${name} was answered ${answer.status}: ${answer.text}`);
  return answer.json<{ id: string }>().id;
}

async function posted(
  browser: Browser,
  path: string,
  body: unknown,
): Promise<Partial<Record<string, string>>> {
  const answer = await browser.post(path, body);
  if (answer.status >= 300)
    throw new Error(`${path} was answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer.json();
}

let drawn: Promise<Buffer> | null = null;
function picture(): Promise<Buffer> {
  drawn ??= sharp({ create: { width: 40, height: 30, channels: 3, background: '#c04020' } })
    .png()
    .toBuffer();
  return drawn;
}
