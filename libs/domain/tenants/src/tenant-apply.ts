import { Injectable } from '@nestjs/common';
import { Db, type PlatformDb } from '#platform/database';
import { invalid, newId, Vault } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { TENANT_CHANNEL, TenantDirectory } from './tenant-directory.js';
import { comparable, masked, resolveSecrets, sealed } from './tenant-secrets.js';
import type { TenantSpec } from './tenants-file.js';

/** One line of a plan. `path` names what changes inside the label; secrets never stand here. */
export interface PlannedChange {
  readonly label: string;
  readonly change: 'added' | 'changed' | 'kept' | 'withdrawn' | 'unchanged';
  readonly path?: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly note?: string;
}

interface Known {
  id: string;
  key: string;
  state: string;
  /** JSON, read one label at a time: thousands of them as objects would stay in the process's size for good. */
  file_config: string;
  studio_config: string;
}

/** What the file always decides; of the rest it gives a first value, and the studio's change is kept. */
const FILE_OWNED = new Set(['key', 'hosts', 'payments', 'signIn', 'features']);

/** Makes the installation's labels what the tenants file says: idempotent, a transaction a label, without a restart. */
@Injectable()
export class TenantApply {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
    private readonly themes: ThemeLibrary,
    private readonly vault: Vault,
  ) {}

  async plan(given: readonly TenantSpec[]): Promise<PlannedChange[]> {
    const specs = this.checked(given);
    const known = await this.db.asPlatform('plan labels', (db) => knownTenants(db));
    return planned(specs, known, this.vault);
  }

  async apply(given: readonly TenantSpec[]): Promise<PlannedChange[]> {
    const specs = this.checked(given);
    const known = await this.db.asPlatform('plan labels', (db) => knownTenants(db));
    const changes = planned(specs, known, this.vault);
    const touched = new Set(
      changes.filter(({ change }) => change !== 'unchanged' && change !== 'kept').map(({ label }) => label),
    );
    if (touched.size === 0) return changes;
    await this.checkHosts(specs, known);
    for (const spec of specs) if (touched.has(spec.key)) await this.write(spec, known.get(spec.key));
    const wanted = new Set(specs.map(({ key }) => key));
    for (const tenant of known.values()) {
      if (touched.has(tenant.key) && !wanted.has(tenant.key)) await this.suspend(tenant.id);
    }
    await this.directory.reload(null);
    return changes;
  }

  private checked(specs: readonly TenantSpec[]): TenantSpec[] {
    this.checkThemes(specs);
    return resolveSecrets(specs);
  }

  private checkThemes(specs: readonly TenantSpec[]): void {
    const faults = specs.flatMap((spec, index) =>
      this.themes.names().includes(spec.theme)
        ? []
        : [
            {
              path: `/tenants/${index}/theme`,
              code: 'unknown_theme',
              message: `no such theme; there are ${this.themes.names().join(', ')}`,
            },
          ],
    );
    if (faults.length > 0) throw invalid('bad_tenants_file', {}, faults);
  }

  private async checkHosts(specs: readonly TenantSpec[], known: ReadonlyMap<string, Known>): Promise<void> {
    const rows = await this.db.asPlatform('hosts of labels', (db) =>
      db.query<{ host: string; tenant_id: string }>({
        name: 'tenant_hosts',
        text: 'SELECT host, tenant_id FROM tenant_host',
      }),
    );
    const owner = new Map(rows.map((row) => [row.host, row.tenant_id]));
    const faults = specs.flatMap((spec, index) =>
      Object.entries(spec.hosts)
        .filter(([, host]) => owner.has(host) && owner.get(host) !== known.get(spec.key)?.id)
        .map(([kind, host]) => ({
          path: `/tenants/${index}/hosts/${kind}`,
          code: 'taken',
          message: `${host} belongs to another label`,
        })),
    );
    if (faults.length > 0) throw invalid('bad_tenants_file', {}, faults);
  }

  private async write(spec: TenantSpec, known: Known | undefined): Promise<void> {
    const id = known?.id ?? newId();
    const studio = Object.fromEntries(
      Object.entries(readConfig(known?.studio_config ?? '{}')).filter(([key]) => !FILE_OWNED.has(key)),
    );
    await this.db.asPlatform(`apply ${spec.key}`, async (db) => {
      await db.query({
        name: 'tenant_upsert',
        text: `INSERT INTO tenant (id, key, name, file_config, studio_config) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (id) DO UPDATE SET name = $3, file_config = $4, studio_config = $5, state = 'active',
                 revision = tenant.revision + 1, updated_at = now()`,
        values: [
          id,
          spec.key,
          spec.name,
          JSON.stringify(sealed(spec, id, this.vault)),
          JSON.stringify(studio),
        ],
      });
      await db.query({
        name: 'tenant_hosts_clear',
        text: 'DELETE FROM tenant_host WHERE tenant_id = $1 AND NOT (host = any($2))',
        values: [id, Object.values(spec.hosts)],
      });
      for (const [kind, host] of Object.entries(spec.hosts)) {
        await db.query({
          name: 'tenant_host_upsert',
          text: `INSERT INTO tenant_host (host, tenant_id, kind) VALUES ($1, $2, $3)
                 ON CONFLICT (host) DO UPDATE SET kind = $3, state = 'active' WHERE tenant_host.tenant_id = $2`,
          values: [host, id, kind],
        });
      }
      await db.query({
        name: 'tenant_notify',
        text: 'SELECT pg_notify($1, $2)',
        values: [TENANT_CHANNEL, id],
      });
    });
  }

  private async suspend(id: string): Promise<void> {
    await this.db.asPlatform('suspend a withdrawn label', async (db) => {
      await db.query({
        name: 'tenant_suspend',
        text: `UPDATE tenant SET state = 'suspended', revision = revision + 1, updated_at = now() WHERE id = $1`,
        values: [id],
      });
      await db.query({
        name: 'tenant_notify',
        text: 'SELECT pg_notify($1, $2)',
        values: [TENANT_CHANNEL, id],
      });
    });
  }
}

async function knownTenants(db: PlatformDb): Promise<Map<string, Known>> {
  const rows = await db.query<Known>({
    name: 'tenants_known',
    text: 'SELECT id, key, state, file_config::text, studio_config::text FROM tenant',
  });
  return new Map(rows.map((row) => [row.key, row]));
}

/** What applying would change, label by label and key by key. Pure. */
export function planned(
  specs: readonly TenantSpec[],
  known: ReadonlyMap<string, Known>,
  vault: Vault,
): PlannedChange[] {
  const changes = specs.flatMap((spec): PlannedChange[] => {
    const before = known.get(spec.key);
    if (!before) return [{ label: spec.key, change: 'added' }];
    const [file, studio] = [readConfig(before.file_config), readConfig(before.studio_config)];
    const lines: PlannedChange[] =
      before.state === 'active'
        ? []
        : [{ label: spec.key, change: 'changed', path: 'state', from: before.state, to: 'active' }];
    for (const [key, value] of Object.entries(spec)) {
      const from = file[key];
      if (!same(comparable(key, from, vault), comparable(key, value, vault)))
        lines.push({
          label: spec.key,
          change: 'changed',
          path: key,
          from: masked(key, from),
          to: masked(key, value),
        });
      if (!FILE_OWNED.has(key) && key in studio)
        lines.push({ label: spec.key, change: 'kept', path: key, note: 'studio' });
    }
    return lines.some(({ change }) => change === 'changed')
      ? lines
      : [...lines, { label: spec.key, change: 'unchanged' }];
  });
  const wanted = new Set(specs.map(({ key }) => key));
  const withdrawn = [...known.values()]
    .filter((tenant) => tenant.state === 'active' && !wanted.has(tenant.key))
    .map((tenant): PlannedChange => ({ label: tenant.key, change: 'withdrawn' }));
  return [...changes, ...withdrawn];
}

function readConfig(json: string): Record<string, unknown> {
  return JSON.parse(json) as Record<string, unknown>;
}

/** Whether two pieces of JSON say the same, however their keys are ordered. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}
