import { resolve } from 'node:path';
import { z } from 'zod';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BIND: z.string().optional(),
  DATA_DIR: z.string().default('./.data'),
  DATABASE_URL: z.string().optional(),
  PLATFORM_DATABASE_URL: z.string().optional(),
  OWNER_DATABASE_URL: z.string().optional(),
  MASTER_KEY: z.string().optional(),
  FORMER_MASTER_KEYS: z.string().default(''),
  SMTP_URL: z.string().optional(),
  TRUSTED_PROXY: z.string().optional(),
  CHROMIUM_PATH: z.string().optional(),
  DNS_SERVERS: z.string().default(''),
  NEUTRAL_DOMAIN: z.string().default('localhost'),
  TENANTS_FILE: z.string().default('tenants.example.json'),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  POOL_SIZE: z.coerce.number().int().min(1).max(200).default(12),
  POOL_WAIT_MS: z.coerce.number().int().min(100).max(60_000).default(2_000),
});

/** What one process can serve; the worker has no portal and runs the jobs. */
export const APPS = ['brand', 'influencer', 'studio', 'edge', 'worker'] as const;
export type AppName = (typeof APPS)[number];

/** The product's settings, read from the environment once. */
export interface Config {
  readonly port: number;
  readonly bind: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly platformDatabaseUrl: string | null;
  readonly ownerDatabaseUrl: string | null;
  /** Seeds, mailbox, movable clock and sandbox funding exist only here. */
  readonly demo: boolean;
  readonly masterKey: string | null;
  /** Those before the present one, which still open what they sealed; separated by commas. */
  readonly formerMasterKeys: readonly string[];
  readonly smtpUrl: string | null;
  /** The address of the one proxy whose forwarded headers count; null trusts none. */
  readonly trustedProxy: string | null;
  readonly chromiumPath: string | null;
  /** Who is asked for the records that labels set; separated by commas. The machine's own where there are none. */
  readonly dnsServers: readonly string[];
  readonly neutralDomain: string;
  readonly tenantsFile: string;
  readonly production: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly poolSize: number;
  /** How long a request waits for a connection of the pool before it is answered 503. */
  readonly poolWaitMs: number;
  /** What this process serves: all of it, or some beside others on the same database. */
  readonly apps: readonly AppName[];
  /** Checks each answer against its schema: on in tests, since it costs time. */
  readonly validateViews: boolean;
  /** The repository's root: where themes and migrations lie. */
  readonly root: string;
}

const root = resolve(
  import.meta.dirname,
  import.meta.dirname.includes('/dist/') ? '../../../../..' : '../../../..',
);

/** Reads the environment; a bad value is named with what would be right. The only place that does. */
export function loadConfig(overrides: Partial<Config> = {}, environment = process.env): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`bad configuration: ${faults.join('; ')}`);
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  const demo = overrides.demo ?? (!env.DATABASE_URL && !production);
  return Object.freeze({
    port: env.PORT,
    bind: env.BIND ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    platformDatabaseUrl: env.PLATFORM_DATABASE_URL ?? null,
    ownerDatabaseUrl: env.OWNER_DATABASE_URL ?? null,
    masterKey: env.MASTER_KEY ?? null,
    formerMasterKeys: env.FORMER_MASTER_KEYS.split(',').filter(Boolean),
    smtpUrl: env.SMTP_URL ?? null,
    trustedProxy: env.TRUSTED_PROXY ?? null,
    chromiumPath: env.CHROMIUM_PATH ?? null,
    dnsServers: env.DNS_SERVERS.split(',').filter(Boolean),
    neutralDomain: env.NEUTRAL_DOMAIN,
    tenantsFile: resolve(root, env.TENANTS_FILE),
    production,
    logLevel: env.LOG_LEVEL,
    poolSize: env.POOL_SIZE,
    poolWaitMs: env.POOL_WAIT_MS,
    apps: APPS,
    validateViews: false,
    root,
    demo,
    ...overrides,
  });
}

/** A secret that another file refers to by name. */
export function environmentVariable(name: string, environment = process.env): string | undefined {
  return environment[name] || undefined;
}

/** What a child process needs of this one's environment, and nothing that would make it another installation. */
export function machineEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'CHROMIUM_PATH', 'LANG'];
  return Object.fromEntries(kept.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}
