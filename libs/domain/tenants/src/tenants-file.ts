import { z } from 'zod';
import { type Config, type FieldError, invalid, type PortalKind } from '#platform/kernel';

const Host = z
  .string()
  .regex(
    /^(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/,
    'a lower-case host name with a dot',
  );

/** A label's own terms, singular and plural, with capitals as a sentence needs them. */
export const Words = z.record(z.string().regex(/^[a-zA-Z]+$/), z.string().min(1).max(60));

const Layer = z.strictObject({
  name: z.enum(['influencerManager', 'agency', 'label', 'operator']),
  basisPoints: z.number().int().min(0).max(10_000).default(0).describe('Of the price: 2000 is 20 %'),
  fixedMinor: z.number().int().min(0).default(0).describe('In cents'),
});

const Secret = z.union(
  [
    z.string().min(1),
    z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'a name such as LABEL_SMTP_URL') }),
  ],
  'the address itself, or {"env": "NAME"} of the variable that holds it',
);

/** One label as the tenants file writes it. What is said of each key is what editors show. */
const Entry = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}[a-z0-9]$/, 'lower-case letters, digits and hyphens')
    .describe('Names the label for good: a label of another key is another label'),
  name: z.string().min(1).max(80).describe('What people call it'),
  theme: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'the name of a theme')
    .describe('A folder of themes/'),
  hosts: z
    .strictObject({
      brand: Host.optional(),
      influencer: Host.optional(),
      studio: Host.optional(),
      edge: Host.optional(),
    })
    .prefault({})
    .describe('Its neutral hosts; those not named here are made from the key, under NEUTRAL_DOMAIN'),
  locales: z
    .array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language and region such as de-DE'))
    .min(1)
    .describe('The first is the one that is spoken to whom nothing is known of'),
  currency: z.string().refine(isCurrency, 'an ISO 4217 code such as EUR').describe('ISO 4217: EUR'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as Europe/Berlin')
    .describe('IANA: Europe/Berlin'),
  words: z
    .record(z.string(), Words)
    .default({})
    .describe('By language, its own terms: influencer, influencers, brand, brands'),
  tokens: z
    .record(z.string(), z.string().max(120))
    .default({})
    .describe('Design tokens over those of the theme'),
  mail: z.strictObject({
    from: z
      .string()
      .max(200)
      .refine(isSender, 'an address, or a name before it: Acme <hello@acme.com>')
      .describe('Used once its domain is verified; until then the neutral sender is'),
    replyTo: z.email('an address such as hello@acme.com').optional(),
    transport: z
      .union(
        [z.literal('operator'), z.strictObject({ smtpUrl: Secret })],
        '"operator", or {"smtpUrl": …} of a mail server of its own',
      )
      .default('operator'),
    postalAddress: z.string().min(3).max(300).describe('In the footer of mails; the law asks for it'),
  }),
  legal: z.strictObject({
    company: z.string().min(1).max(120),
    terms: z.string().max(20_000).optional(),
    privacy: z.string().max(20_000).optional(),
    imprint: z.string().max(20_000).optional(),
  }),
  payments: z.strictObject({
    mode: z.enum(['sandbox', 'manual']).default('sandbox'),
    termsDays: z.number().int().min(0).max(180).default(30),
  }),
  fees: z
    .strictObject({
      layers: z
        .array(Layer)
        .max(4)
        .default([{ name: 'label', basisPoints: 2_000, fixedMinor: 0 }]),
    })
    .prefault({}),
  disclosure: z.strictObject({
    jurisdictions: z.array(z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code such as DE')).min(1),
    raise: z
      .array(z.string().max(60))
      .max(60)
      .optional()
      .describe('Codes of disclosure rules that fail here where the law’s pack only warns'),
  }),
  signIn: z
    .strictObject({ password: z.boolean().default(true), magicLink: z.boolean().default(true) })
    .prefault({}),
  plans: z.array(z.record(z.string(), z.unknown())).default([]),
  features: z.record(z.string(), z.boolean()).default({}),
});

type Hosts = Readonly<Record<PortalKind, string>>;

/** One label as it is applied: with a host for each portal. */
export type TenantSpec = Omit<z.infer<typeof Entry>, 'hosts'> & { readonly hosts: Hosts };

export const TenantsFile = z.strictObject({
  $schema: z.string().optional(),
  tenants: z.array(Entry),
});

/** The same for editors, as JSON Schema. */
export function tenantsSchema(): Record<string, unknown> {
  return {
    title: 'Labels of this installation',
    ...z.toJSONSchema(TenantsFile, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }),
  };
}

const zones = new Map<string, boolean>();

/** Asking costs 0.1 ms and 30 KB outside of the heap each time, and thousands of labels share a few zones. */
function isTimeZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      known = true;
    } catch {
      known = false;
    }
    if (zones.size < 1_000) zones.set(name, known);
  }
  return known;
}

let currencies: ReadonlySet<string> | null = null;

function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return currencies.has(code);
}

const Address = z.email();

function isSender(text: string): boolean {
  const address = /^[^<>]*<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  return Address.safeParse(address.trim()).success;
}

/** What an installation gives of itself to its labels. */
type Installation = Pick<Config, 'neutralDomain' | 'production'>;

const DEMO: Installation = { neutralDomain: 'localhost', production: false };

/**
 * Reads a tenants file; every fault is named by its JSON pointer with what would be right, and nothing is applied. A
 * portal without a host gets a neutral one of the installation's, so that a label can be opened at once.
 */
export function parseTenantsFile(text: string, installation = DEMO): TenantSpec[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid('bad_tenants_file', {}, [
      { path: '', code: 'bad_json', message: (error as Error).message },
    ]);
  }
  const parsed = TenantsFile.safeParse(json);
  if (!parsed.success) throw invalid('bad_tenants_file', {}, parsed.error.issues.flatMap(faultsOf));
  const { tenants } = parsed.data;
  const specs = tenants.map((entry) => ({ ...entry, hosts: withNeutral(entry, installation) }));
  const faults = [...homeless(tenants, installation), ...clashes(specs)];
  if (faults.length > 0) throw invalid('bad_tenants_file', {}, faults);
  return specs;
}

const KINDS = ['brand', 'influencer', 'studio', 'edge'] as const;

function withNeutral({ key, hosts }: z.infer<typeof Entry>, { neutralDomain }: Installation): Hosts {
  const neutral = (kind: PortalKind) => hosts[kind] ?? `${kind}-${key}.${neutralDomain}`;
  return {
    brand: neutral('brand'),
    influencer: neutral('influencer'),
    studio: neutral('studio'),
    edge: neutral('edge'),
  };
}

/** Nobody outside of this machine finds a name under `localhost`. */
function homeless(
  entries: readonly z.infer<typeof Entry>[],
  { neutralDomain, production }: Installation,
): FieldError[] {
  if (!production || neutralDomain !== 'localhost') return [];
  return entries.flatMap(({ hosts }, index) =>
    KINDS.filter((kind) => hosts[kind] === undefined).map((kind) => ({
      path: `/tenants/${index}/hosts/${kind}`,
      code: 'no_neutral_domain',
      message: 'name a host, or set NEUTRAL_DOMAIN and each label has neutral ones',
    })),
  );
}

/** A key that does not belong is named itself, and not only what it stands in. */
function faultsOf(issue: z.core.$ZodIssue): FieldError[] {
  const path = pointer(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ path, code: issue.code, message: issue.message }];
  return issue.keys.map((key) => ({
    path: `${path}${pointer([key])}`,
    code: issue.code,
    message: 'there is no such key; `tenants schema` prints those that there are',
  }));
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** Keys and hosts are unique across the whole file. */
function clashes(tenants: readonly TenantSpec[]): FieldError[] {
  const seen = new Map<string, string>();
  const faults: FieldError[] = [];
  const claim = (what: string, path: string) => {
    const first = seen.get(what);
    if (first === undefined) seen.set(what, path);
    else faults.push({ path, code: 'taken', message: `already used at ${first}` });
  };
  tenants.forEach((tenant, index) => {
    claim(`key ${tenant.key}`, `/tenants/${index}/key`);
    for (const [kind, host] of Object.entries(tenant.hosts))
      claim(`host ${host}`, `/tenants/${index}/hosts/${kind}`);
  });
  return faults;
}
