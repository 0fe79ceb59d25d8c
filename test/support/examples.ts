/**
 * What the walls' tests need to call a route: which id of a party each path parameter stands for, and a body where the
 * route's schema alone does not say enough. A new route whose parameters and body are already understood needs no line;
 * otherwise the tests fail and name the line that is missing.
 */
export interface Ids {
  readonly organization: string;
  readonly campaign: string;
  readonly collaboration: string;
  readonly influencer: string;
  readonly thread: string;
  readonly file: string;
  readonly document: string;
  readonly deliverable: string;
  readonly submission: string;
  readonly list: string;
  readonly link: string;
  readonly slug: string;
  readonly share: string;
  readonly secret: string;
  /** One that was sent, and can be sent again. */
  readonly mail: string;
  readonly channel: string;
  /** Pictures of statistics; of `file`, that they are the piece's too. */
  readonly proof: string;
  /** Printed: the campaign's report, the brand's invoice, the influencer's statement. */
  readonly report: string;
  readonly invoice: string;
  readonly statement: string;
  /** One that failed. */
  readonly payout: string;
  readonly member: string;
  readonly account: string;
  readonly influencerAccount: string;
  /** Of the brand's person, of the influencer, of the staff: none is the one that asks. */
  readonly session: string;
  readonly influencerSession: string;
  readonly staffSession: string;
  readonly invitation: string;
  /** Of the label's look. */
  readonly release: string;
  readonly clientInvitation: string;
  readonly staffInvitation: string;
  readonly colleague: string;
  /** Staff who act for the brand's other member. */
  readonly acting: string;
  /** Of the audit log, with its file. */
  readonly export: string;
  /** A list that came in, and one of figures that waits to be taken. */
  readonly import: string;
  readonly host: string;
  readonly sender: string;
  readonly figures: string;
  /** Sent up by staff, and attached by them. */
  readonly staffFile: string;
  readonly staffDocument: string;
  /** An id that is nobody's. */
  readonly nobody: string;
  /** A secret that was never given out. */
  readonly token: string;
}

/**
 * The step before a parameter, and the parameter → the thing whose id it is; with one more step or the portal before it
 * where that differs.
 */
export const PARAMETERS: Readonly<Record<string, keyof Ids>> = {
  'o/:org': 'organization',
  'campaigns/:id': 'campaign',
  'campaigns/:campaign': 'campaign',
  'people/:person': 'collaboration',
  'collaborations/:id': 'collaboration',
  'documents/:document': 'document',
  'studio documents/:document': 'staffDocument',
  'results/documents/:document': 'report',
  'threads/:thread': 'thread',
  'files/:file': 'file',
  'files/:id': 'file',
  'content/:id': 'deliverable',
  'content/:deliverable': 'deliverable',
  'content/:piece': 'deliverable',
  'verify/:piece': 'deliverable',
  'media/:piece': 'deliverable',
  'posts/:piece': 'deliverable',
  'proofs/:file': 'proof',
  ':share/:secret': 'secret',
  'entries/:influencer': 'influencer',
  'channels/:channel': 'channel',
  ':piece/:file': 'file',
  'deliverables/:id': 'deliverable',
  'deliverables/:deliverable': 'deliverable',
  'submissions/:id': 'submission',
  'lists/:id': 'list',
  'lists/:list': 'list',
  'links/:id': 'link',
  'links/:link': 'link',
  'shares/:id': 'share',
  'shares/:share': 'share',
  'r/:secret': 'secret',
  'reports/:secret': 'secret',
  'reports/:id': 'report',
  'influencers/:id': 'influencer',
  'influencers/:influencer': 'influencer',
  'roster/:id': 'influencer',
  'profile/:id': 'influencer',
  'discovery/:id': 'influencer',
  'creators/:id': 'influencer',
  'statements/:id': 'statement',
  'invoices/:id': 'invoice',
  'payouts/:id': 'payout',
  'organizations/:id': 'organization',
  'organizations/:org': 'organization',
  'clients/:id': 'organization',
  'members/:id': 'member',
  'members/:member': 'member',
  'staff/:id': 'colleague',
  'invitations/:id': 'invitation',
  'studio invitations/:id': 'staffInvitation',
  'invitations/:invitation': 'clientInvitation',
  'sessions/:id': 'session',
  'influencer sessions/:id': 'influencerSession',
  'studio sessions/:id': 'staffSession',
  'hosts/:id': 'host',
  'senders/:id': 'sender',
  'imports/:id': 'import',
  'invitation/:token': 'token',
  'link/:token': 'token',
  'reset/:token': 'token',
  'acting/:token': 'token',
  'acting/:acting': 'acting',
  'clients/:client': 'organization',
  'roster/:influencer': 'influencer',
  'exports/:export': 'export',
  'u/:token': 'token',
  'mail/:id': 'mail',
  'releases/:release': 'release',
  '/:slug': 'slug',
};

type Body = (ids: Ids) => Record<string, unknown>;
const PASSWORD_PAIR = { currentPassword: 'correct horse battery', newPassword: 'another horse battery' };

/** `portal METHOD /path` (or `*` for every portal) → a body that is valid for the one whose ids are given. */
export const BODIES: Readonly<Record<string, Body>> = {
  '* POST /account/password': () => PASSWORD_PAIR,
  '* POST /sign-in/link': () => ({ email: 'somebody@sample.example' }),
  '* POST /sign-in/confirm': (ids) => ({ token: ids.token }),
  '* POST /reset/confirm': (ids) => ({ token: ids.token, password: 'another horse battery' }),
  '* POST /acting/enter': (ids) => ({ token: `${ids.token}${ids.token}` }),
  'studio POST /audit/exports': () => ({ format: 'csv' }),
  'studio POST /clients/:client/acting': (ids) => ({ accountId: ids.account, reason: 'A sample reason' }),
  'studio POST /roster/:influencer/acting': (ids) => ({
    accountId: ids.influencerAccount,
    reason: 'A sample reason',
  }),
  '* POST /invitation': (ids) => ({ token: ids.token }),
  'brand POST /o/:org/campaigns/:id/documents': (ids) => ({ fileId: ids.file, title: 'A document' }),
  'studio POST /campaigns/:id/documents': (ids) => ({ fileId: ids.staffFile, title: 'A document' }),
  'studio POST /campaigns/:id/results/uploads': (ids) => ({ fileId: ids.figures }),
  'studio POST /hosts': () => ({ portal: 'brand', host: 'another.sample-company.com' }),
  'studio POST /hosts/senders': () => ({ domain: 'another-sender.sample-company.com' }),
  'studio POST /roster/imports': (ids) => ({ fileId: ids.figures }),
  'influencer POST /collaborations/:id/content/:piece/check': (ids) => ({
    caption: '#ad A caption',
    fileIds: [ids.file],
  }),
  'influencer POST /collaborations/:id/content/:piece/submit': (ids) => ({
    caption: '#ad A caption',
    fileIds: [ids.file],
  }),
  'brand POST /o/:org/campaigns/:id/people': (ids) => ({
    influencerIds: [ids.influencer],
    priceMinor: 100_000,
  }),
  'studio POST /campaigns/:id/people': (ids) => ({ influencerIds: [ids.influencer], priceMinor: 100_000 }),
  'studio POST /campaigns/:id/people/:person/offer': () => ({ priceMinor: 100_000, version: 1 }),
  'brand POST /o/:org/lists/collect': (ids) => ({ influencerIds: [ids.influencer], name: 'A list' }),
  'brand POST /o/:org/lists/:id/entries': (ids) => ({ influencerIds: [ids.influencer] }),
  'studio POST /roster/:id/invite': () => ({ email: 'new@sample.example' }),
  'studio POST /roster/:id/channels': () => ({ platform: 'instagram', handle: 'sample.handle' }),
  'studio POST /look/tokens': () => ({ tokens: [{ path: 'radius', value: '5px' }] }),
  'studio POST /look/theme': () => ({ theme: 'base' }),
  'studio POST /look/words': () => ({ words: [{ locale: 'en', term: 'brand', word: 'partner' }] }),
  'studio POST /look/navigation': () => ({ portal: 'brand', locale: 'en', entries: [{ key: 'home' }] }),
  'studio POST /look/mail': () => ({ block: 'closing', locale: 'en', text: 'Kind regards' }),
  'studio POST /look/legal': () => ({ page: 'imprint', locale: 'en', text: 'A company', mustAccept: false }),
  'studio POST /look/schedule': () => ({ at: '2031-05-01T10:00:00Z', why: 'a sample' }),
  'studio POST /campaigns': (ids) => ({ name: 'Another', organizationId: ids.organization }),
};

/** Routes that end the caller's own session: they would turn every later answer into a 401, so they are called last. */
export const ENDS_SESSION: readonly string[] = [
  '/sign-out',
  '/account/password',
  '/account/sessions/end-others',
];

/** What the label's brands share: profiles of its roster. Another label has them not. */
export const SHARED_IN_LABEL: readonly RegExp[] = [/^\/o\/:org\/(influencers|discover)/];
