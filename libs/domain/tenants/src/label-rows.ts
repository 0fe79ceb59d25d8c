import type { PlatformDb } from '#platform/database';
import type { PortalKind } from '#platform/kernel';

/** A label as the directory reads it. */
export interface LabelRow {
  id: string;
  key: string;
  /** The file's configuration with the studio's over it; as text, since most labels are not asked for soon. */
  config: string;
  revision: number;
  /** The number of its look's release; 0 while it looks as its file says. */
  release: number;
  /** Of the routed hosts, the latest change: see `put`. */
  change: number;
  hosts: RoutedHost[];
}

export interface RoutedHost {
  readonly host: string;
  readonly kind: PortalKind;
  /** The label's own, which DNS bears out; otherwise the operator's word in the tenants file. */
  readonly own: boolean;
  /** An own one that is active and was right when it was last looked at: the portal's home. */
  readonly leads: boolean;
}

/** All labels, or some of them: statements apart, since a plan for all reads every row. */
export async function loadLabels(db: PlatformDb, ids: readonly string[] | null): Promise<LabelRow[]> {
  return ids === null
    ? db.query<LabelRow>({ name: 'tenants_load', text: loading('true', 'true') })
    : db.query<LabelRow>({
        name: 'tenants_load_some',
        text: loading('t.id = any($1::uuid[])', 'tenant_id = any($1::uuid[])'),
        values: [ids],
      });
}

function loading(labels: string, hosts: string): string {
  return `SELECT t.id, t.key, ((CASE WHEN t.studio_config ? 'mail'
             THEN jsonb_set(t.file_config || t.studio_config, '{mail,transport}', t.file_config->'mail'->'transport')
             ELSE t.file_config || t.studio_config END) || CASE WHEN r.id IS NULL THEN '{}' ELSE jsonb_build_object(
               'theme', r.served->'theme', 'tokens', r.served->'tokens', 'words', r.served->'words', 'look', r.served) END)::text
             AS config, t.revision, coalesce(c.number, 0) AS release, coalesce(h.hosts, '[]') AS hosts,
             coalesce(h.change, 0) AS change
           FROM tenant t LEFT JOIN (
             SELECT tenant_id, max(change)::int AS change, json_agg(json_build_object('host', host, 'kind', kind,
               'own', origin = 'own', 'leads', origin = 'own' AND state = 'active' AND failing_since IS NULL)
               ORDER BY verified_at, host) FILTER (WHERE state IN ('verified', 'active')) AS hosts
             FROM tenant_host WHERE ${hosts} GROUP BY tenant_id
           ) h ON h.tenant_id = t.id
           LEFT JOIN look_current c ON c.tenant_id = t.id
           LEFT JOIN look_release r ON r.tenant_id = c.tenant_id AND r.id = c.release_id
           WHERE t.state = 'active' AND ${labels}`;
}
