import { z } from 'zod';
import { invalid } from '#platform/kernel';

const Host = z
  .string()
  .regex(
    /^(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/,
    'a lower-case host name with a dot',
  );

/** A label's own terms, singular and plural, with capitals as a sentence needs them. */
export const Words = z.record(z.string().regex(/^[a-zA-Z]+$/), z.string().min(1).max(60));

const Layer = z.object({
  name: z.enum(['influencerManager', 'agency', 'label', 'operator']),
  basisPoints: z.number().int().min(0).max(10_000).default(0),
  fixedMinor: z.number().int().min(0).default(0),
});

/** One label as the tenants file writes it. */
export const TenantSpec = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(80),
  theme: z.string().regex(/^[a-z][a-z0-9-]*$/),
  hosts: z.strictObject({ brand: Host, influencer: Host, studio: Host, edge: Host }),
  locales: z.array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language and region such as de-DE')).min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code'),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Berlin'),
  words: z.record(z.string(), Words).default({}),
  tokens: z.record(z.string(), z.string().max(120)).default({}),
  mail: z.strictObject({
    from: z.string().min(3).max(200),
    replyTo: z.email().optional(),
    transport: z
      .union([
        z.literal('operator'),
        z.strictObject({
          smtpUrl: z.union([
            z.string().min(1),
            z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'a name such as LABEL_SMTP_URL') }),
          ]),
        }),
      ])
      .default('operator'),
    postalAddress: z.string().min(3).max(300),
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
    jurisdictions: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
    /** Codes of disclosure rules that fail under this label where the law's pack only warns. */
    raise: z.array(z.string().max(60)).max(60).optional(),
  }),
  signIn: z
    .strictObject({ password: z.boolean().default(true), magicLink: z.boolean().default(true) })
    .prefault({}),
  plans: z.array(z.record(z.string(), z.unknown())).default([]),
  features: z.record(z.string(), z.boolean()).default({}),
});
export type TenantSpec = z.infer<typeof TenantSpec>;

export const TenantsFile = z.strictObject({
  $schema: z.string().optional(),
  tenants: z.array(TenantSpec),
});

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

/** Reads a tenants file; every fault is named by its JSON pointer with what would be right, and nothing is applied. */
export function parseTenantsFile(text: string): TenantSpec[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid('bad_tenants_file', {}, [
      { path: '', code: 'bad_json', message: (error as Error).message },
    ]);
  }
  const parsed = TenantsFile.safeParse(json);
  const faults = parsed.success
    ? clashes(parsed.data.tenants)
    : parsed.error.issues.map((issue) => ({
        path: pointer(issue.path),
        code: issue.code,
        message: issue.message,
      }));
  if (faults.length > 0) throw invalid('bad_tenants_file', {}, faults);
  return parsed.data?.tenants ?? [];
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** Keys and hosts are unique across the whole file. */
function clashes(tenants: readonly TenantSpec[]): { path: string; code: string; message: string }[] {
  const seen = new Map<string, string>();
  const faults: { path: string; code: string; message: string }[] = [];
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
