import type { INestApplicationContext } from '@nestjs/common';
import { Session } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import { Db } from '#platform/database';
import { currentTenant, digest, newId, newSecret, now, runForTenant, systemActor } from '#platform/kernel';

const MINUTES = 15;

/** Somebody of each portal, whoever came first. */
const SOMEBODY = {
  studio: `SELECT m.account_id AS id FROM staff_member m JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id
    WHERE m.tenant_id = $1 AND a.state = 'active' ORDER BY m.role = 'owner' DESC, m.id LIMIT 1`,
  brand: `SELECT m.account_id AS id FROM membership m JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id
    WHERE m.tenant_id = $1 AND a.state = 'active' AND m.role = 'admin' ORDER BY m.id LIMIT 1`,
  influencer: `SELECT r.account_id AS id FROM representation r JOIN account a ON a.tenant_id = r.tenant_id AND a.id = r.account_id
    WHERE r.tenant_id = $1 AND a.state = 'active' ORDER BY r.id LIMIT 1`,
} as const;

/**
 * A session of one person of each portal, for a few minutes, ended when its host was walked through. Only pages are
 * asked for, and reading them writes nothing.
 */
export async function* signedIn(
  application: INestApplicationContext,
  tenantId: string,
): AsyncGenerator<{ host: string; headers: Record<string, string> }> {
  const [db, directory] = [application.get(Db), application.get(TenantDirectory)];
  const inside = <T>(fn: () => Promise<T>) => runForTenant(tenantId, systemActor, () => db.transaction(fn));
  for (const kind of ['brand', 'influencer', 'studio'] as const) {
    const host = directory.frontHost(kind, tenantId);
    const [id, secret] = [newId(), newSecret()];
    const opened = await inside(async () => {
      const values = [currentTenant()];
      const found = await db.one<{ id: string }>({ name: `doctor.${kind}`, text: SOMEBODY[kind], values });
      if (!found) return false;
      const expiresAt = new Date(now().getTime() + MINUTES * 60_000);
      const session = { accountId: found.id, host, kind: 'cookie', agent: 'check', expiresAt } as const;
      await db.repo(Session).insert({ id, secretHash: digest(secret), ...session });
      return true;
    });
    if (!opened) continue;
    try {
      // The cookie has another name under TLS; the one that is not asked for is nobody's.
      yield { host, headers: { cookie: `sid=${secret}; __Host-sid=${secret}` } };
    } finally {
      await inside(() => db.repo(Session).delete({ id }));
    }
  }
}
