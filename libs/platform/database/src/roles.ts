import { hmac } from '#platform/kernel';
import pg from 'pg';
import type { DatabaseUrls } from './sources.js';

const LOGINS = ['app_owner', 'app_runtime', 'app_platform'] as const;

/**
 * Makes the three logins (passwords derived from `secret`) and the database, owned by the owner login. Asked of an
 * administrator's connection; running it again changes nothing but the passwords. The runtime login is neither
 * superuser nor exempt from policies: PostgreSQL itself keeps labels apart.
 */
export async function provision(adminUrl: string, database: string, secret: string): Promise<DatabaseUrls> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const login of LOGINS) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
      const verb = rowCount ? 'ALTER' : 'CREATE';
      await client.query(
        `${verb} ROLE ${login} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(hmac(secret, login))}`,
      );
    }
    // The owner may hand a reviewed SECURITY DEFINER function over to the platform role; it inherits none of its rights.
    await client.query('GRANT app_platform TO app_owner WITH INHERIT FALSE, SET TRUE');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) {
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER app_owner`);
    }
  } finally {
    await client.end();
  }
  return urlsFor(adminUrl, database, secret);
}

/** The three connection strings of `database` on the server of `adminUrl`. */
export function urlsFor(adminUrl: string, database: string, secret: string): DatabaseUrls {
  const url = (login: string) => {
    const copy = new URL(adminUrl);
    copy.username = login;
    copy.password = hmac(secret, login);
    copy.pathname = `/${database}`;
    return copy.toString();
  };
  return { owner: url('app_owner'), runtime: url('app_runtime'), platform: url('app_platform') };
}
