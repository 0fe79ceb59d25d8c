import { PgBoss } from 'pg-boss';

/** The schema of the queue's tables; made, with its grants, by the migration. */
export const SCHEMA = 'pgboss';

/**
 * Makes or upgrades the queue's tables, as the owner, after `migrate`; changes nothing when they are up to date.
 * Servers may start together: pg-boss takes an advisory lock.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: SCHEMA,
    createSchema: false,
    migrate: true,
    supervise: false,
    schedule: false,
    registerInstance: false,
    max: 2,
  });
  const faults: Error[] = [];
  boss.on('error', (error) => faults.push(error));
  await boss.start();
  await boss.stop({ graceful: false, close: true });
  if (faults[0]) throw faults[0];
}
