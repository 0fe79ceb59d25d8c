// The database: one way in (`Db`), one transaction a request, the label on every statement, migrations, an own server.
// It owns connections, transactions, the logins and the row-level policies' foundation.
// It must never know a table of the field, nor hand out a connection that is not bound to a label.
export { DatabaseModule, type DatabaseOptions } from './database.module.js';
export { Db, type PlatformDb } from './db.js';
export * from './embedded/index.js';
export { migrate, readMigrations } from './migrate.js';
export { minorColumn } from './columns.js';
export { Repo, type TenantRow } from './repo.js';
export { provision, urlsFor } from './roles.js';
export { type DatabaseUrls, PLATFORM, sourceOptions } from './sources.js';
export { assertNoTransaction, currentUnit, type Statement, type Unit } from './unit.js';
