import { Injectable } from '@nestjs/common';
import { Db, type PlatformDb } from '#platform/database';
import { invalid, newId, Vault } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { followFile, TENANT_CHANNEL } from './releases/release-writing.js';
import { TenantDirectory } from './tenant-directory.js';
import {
  checkTakes,
  FILE_OWNED,
  isTaken,
  type KnownLabel,
  planned,
  type PlannedChange,
  readConfig,
  type Takes,
} from './tenant-plan.js';
import { lookFaults } from './tenant-checks.js';
import { resolveSecrets, sealed, secretFaults } from './tenant-secrets.js';
import type { TenantSpec } from './tenants-file.js';

/** Makes the installation's labels what the tenants file says: idempotent, a transaction a label, without a restart. */
@Injectable()
export class TenantApply {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
    private readonly themes: ThemeLibrary,
    private readonly vault: Vault,
  ) {}

  async plan(given: readonly TenantSpec[], takes: Takes = []): Promise<PlannedChange[]> {
    checkTakes(given, takes);
    const known = await this.db.asPlatform('plan labels', (db) => knownTenants(db));
    const specs = this.checked(given, known);
    return planned(specs, known, this.vault, takes);
  }

  async apply(given: readonly TenantSpec[], takes: Takes = []): Promise<PlannedChange[]> {
    checkTakes(given, takes);
    const known = await this.db.asPlatform('plan labels', (db) => knownTenants(db));
    const specs = this.checked(given, known);
    const changes = planned(specs, known, this.vault, takes);
    const touched = new Set(
      changes.filter(({ change }) => change !== 'unchanged' && change !== 'kept').map(({ label }) => label),
    );
    if (touched.size === 0) return changes;
    await this.checkHosts(specs, known);
    for (const spec of specs) if (touched.has(spec.key)) await this.write(spec, known.get(spec.key), takes);
    const wanted = new Set(specs.map(({ key }) => key));
    for (const tenant of known.values()) {
      if (touched.has(tenant.key) && !wanted.has(tenant.key)) await this.suspend(tenant.id);
    }
    await this.directory.reload(null);
    return changes;
  }

  private checked(specs: readonly TenantSpec[], known: ReadonlyMap<string, KnownLabel>): TenantSpec[] {
    const faults = [...lookFaults(this.themes, specs, known), ...secretFaults(specs)];
    if (faults.length > 0) throw invalid('bad_tenants_file', {}, faults);
    return resolveSecrets(specs);
  }

  private async checkHosts(
    specs: readonly TenantSpec[],
    known: ReadonlyMap<string, KnownLabel>,
  ): Promise<void> {
    const rows = await this.db.asPlatform('hosts of labels', (db) =>
      db.query<{ host: string; tenant_id: string }>({
        name: 'tenant_hosts',
        text: `SELECT host, tenant_id FROM tenant_host WHERE state IN ('verified', 'active')`,
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

  private async write(spec: TenantSpec, known: KnownLabel | undefined, takes: Takes): Promise<void> {
    const id = known?.id ?? newId();
    const studio = Object.fromEntries(
      Object.entries(readConfig(known?.studio_config ?? '{}')).filter(
        ([key]) => !FILE_OWNED.has(key) && !isTaken(takes, spec.key, key),
      ),
    );
    const config = sealed(spec, id, this.vault);
    await this.db.asPlatform(`apply ${spec.key}`, async (db) => {
      await db.query({
        name: 'tenant_upsert',
        text: `INSERT INTO tenant (id, key, name, file_config, studio_config) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (id) DO UPDATE SET name = $3, file_config = $4, studio_config = $5, state = 'active',
                 revision = tenant.revision + 1, updated_at = now()`,
        values: [id, spec.key, spec.name, JSON.stringify(config), JSON.stringify(studio)],
      });
      await db.query({
        name: 'tenant_hosts_clear',
        text: `DELETE FROM tenant_host WHERE tenant_id = $1 AND origin = 'file' AND NOT (host = any($2))`,
        values: [id, Object.values(spec.hosts)],
      });
      await db.query({
        name: 'tenant_hosts_upsert',
        text: `INSERT INTO tenant_host (host, tenant_id, kind)
               SELECT host, $1, kind FROM unnest($2::text[], $3::text[]) AS given (host, kind)
               ON CONFLICT (tenant_id, host) DO UPDATE SET kind = excluded.kind, state = 'active', origin = 'file',
                 token = NULL, token_expires_at = NULL, seen = NULL, failing_since = NULL, change = DEFAULT`,
        values: [id, Object.values(spec.hosts), Object.keys(spec.hosts)],
      });
      // A new label has released nothing yet.
      if (known) await followFile(db, this.themes, id, config, (part) => isTaken(takes, spec.key, part));
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

async function knownTenants(db: PlatformDb): Promise<Map<string, KnownLabel>> {
  const rows = await db.query<KnownLabel>({
    name: 'tenants_known',
    text: `SELECT t.id, t.key, t.state, t.file_config::text, t.studio_config::text, coalesce(r.owned, '{}') AS owned,
        (CASE WHEN r.owned <> '{}' THEN r.content::text END) AS look
      FROM tenant t LEFT JOIN look_current c ON c.tenant_id = t.id
      LEFT JOIN look_release r ON r.tenant_id = c.tenant_id AND r.id = c.release_id`,
  });
  return new Map(rows.map((row) => [row.key, row]));
}
