// Labels with people, campaigns and signed-in sessions, and the requests that those people make.
import { writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, newId, newSecret } from '../../dist/libs/platform/kernel/src/index.js';
import { parseTenantsFile } from '../../dist/libs/domain/tenants/src/index.js';

const STATES = ['draft', 'submitted', 'approved', 'funded', 'live', 'paused', 'completed', 'cancelled'];
const NAMES = [
  'Spring & Summer',
  'Harbour',
  'Long Table',
  'First Light',
  'Open Road',
  'Winter Stock',
  'Home Again',
];
const LONG_AGO = '2026-01-15T09:00:00Z';

export const EXAMPLES = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../tenants.example.json'), 'utf8'),
).tenants.slice(0, 2);

/** The two example labels, or as many as wanted: each with its own name, hosts and colour. */
export function specs(count) {
  if (count <= EXAMPLES.length) return EXAMPLES.slice(0, count);
  return Array.from({ length: count }, (_, index) => {
    const example = EXAMPLES[index % EXAMPLES.length];
    const hosts = Object.entries(example.hosts).map(([kind, host]) => [
      kind,
      host.replace('.', `.l${index}.`),
    ]);
    return {
      ...example,
      key: `${example.key}-${index}`,
      name: `${example.name} ${index}`,
      hosts: Object.fromEntries(hosts),
      tokens: { ...example.tokens, 'color.accent': `#2b${index.toString(16).padStart(4, '0')}` },
    };
  });
}

/**
 * Writes the labels, as `tenants apply` leaves them, and the file that names them; fills each with organizations, their
 * members' sessions and their campaigns. Answers the sessions: `{label, host, org, secret, user, campaigns}`.
 */
export async function fill(database, tenants, file, { organizations, sessions, campaigns, people = 11 }) {
  await writeFile(file, JSON.stringify({ tenants }));
  const parsed = parseTenantsFile(JSON.stringify({ tenants }));
  const labels = parsed.map((spec) => ({ id: newId(), spec }));
  await database.insert(
    'tenant',
    labels.map(({ id, spec }) => ({
      id,
      key: spec.key,
      name: spec.name,
      state: 'active',
      file_config: spec,
      studio_config: {},
      revision: 1,
      created_at: LONG_AGO,
      updated_at: LONG_AGO,
    })),
  );
  await database.insert(
    'tenant_host',
    labels.flatMap(({ id, spec }) =>
      Object.entries(spec.hosts).map(([kind, host]) => ({
        host,
        tenant_id: id,
        kind,
        state: 'active',
        created_at: LONG_AGO,
      })),
    ),
  );
  const rows = {
    organization: [],
    account: [],
    membership: [],
    session: [],
    campaign: [],
    budget: [],
    collaboration: [],
  };
  const signedIn = [];
  for (const { id, spec } of labels) {
    for (let index = 0; index < organizations; index++) {
      const org = organization(rows, id, spec, index, campaigns, people);
      for (let person = 0; person < sessions; person++) signedIn.push(session(rows, id, spec, org));
    }
  }
  for (const [table, found] of Object.entries(rows)) await database.insert(table, found);
  await database.client.query('VACUUM ANALYZE');
  return signedIn;
}

function organization(rows, tenant, spec, index, campaigns, people) {
  const org = { id: newId(), name: `Client ${spec.key} ${index}`, campaigns: [] };
  rows.organization.push({
    tenant_id: tenant,
    id: org.id,
    name: org.name,
    kind: 'brand',
    handles: {},
    state: 'active',
    created_at: LONG_AGO,
    updated_at: LONG_AGO,
  });
  for (let at = 0; at < campaigns; at++) {
    const id = newId();
    const units = 10_000 + ((index * 7_919 + at * 104_729) % 89_989);
    const joined = people + ((index + at * 7) % 9);
    org.campaigns.push(id);
    rows.campaign.push({
      tenant_id: tenant,
      id,
      organization_id: org.id,
      name: `${NAMES[at % NAMES.length]} ${index}-${at}`,
      state: STATES[at % STATES.length],
      objective: 'awareness',
      brief: {},
      markets: spec.disclosure.jurisdictions,
      hashtags: [],
      mentions: [],
      usage_rights: {},
      revision_cap: 2,
      kill_fee_percent: 0,
      payment_terms_days: 30,
      currency: spec.currency,
      budget_minor: units * 100,
      created_at: LONG_AGO,
      updated_at: LONG_AGO,
    });
    // The same shares of every budget, so that a bar of them is drawn alike.
    rows.budget.push({
      tenant_id: tenant,
      id,
      organization_id: org.id,
      currency: spec.currency,
      cap_minor: units * 100,
      funded_minor: units * 100,
      reserved_minor: units * 20,
      spent_minor: units * 25,
    });
    for (let person = 0; person < joined; person++) {
      rows.collaboration.push({
        tenant_id: tenant,
        id: newId(),
        campaign_id: id,
        organization_id: org.id,
        influencer_id: newId(),
        state: 'producing',
        offer_version: 1,
        currency: spec.currency,
        created_at: LONG_AGO,
        updated_at: LONG_AGO,
      });
    }
  }
  return org;
}

function session(rows, tenant, spec, org) {
  const secret = newSecret();
  const account = newId();
  const user = `Ada Byron-${account.slice(-12)}`;
  const common = { tenant_id: tenant, created_at: LONG_AGO };
  rows.account.push({
    ...common,
    id: account,
    email: `${account}@client.example`,
    email_norm: `${account}@client.example`,
    name: user,
    state: 'active',
  });
  rows.membership.push({
    ...common,
    id: newId(),
    account_id: account,
    organization_id: org.id,
    role: 'admin',
  });
  rows.session.push({
    ...common,
    id: newId(),
    secret_hash: digest(secret),
    account_id: account,
    host: spec.hosts.brand,
    kind: 'cookie',
    agent: 'bench',
    expires_at: '2999-01-01T00:00:00Z',
  });
  return { tenant, spec, host: spec.hosts.brand, org, account, user, secret, secretHash: digest(secret) };
}

/** A GET as it goes over the wire. */
export function wire(host, path, secret) {
  const cookie = secret ? `Cookie: sid=${secret}\r\n` : '';
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\n${cookie}\r\n`;
}

/** Mixes a list in an order that is the same in each run. */
export function shuffled(list) {
  const mixed = [...list];
  let state = 20_260_101;
  for (let at = mixed.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
  }
  return mixed;
}
