// A real PostgreSQL without an installation: started in a data folder by the product and by the tests.
// Owns `postgres/`, `postgres.secret.json` and `postgres.lock` in that folder, and the server's life.
// Must never know a schema, a role of the product or a label; DATABASE_URL bypasses it altogether.
export { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './start-embedded.js';
export { attachEmbedded } from './attach-embedded.js';
export { cloneDatabase, dropDatabase } from './clone-database.js';
export { EmbeddedError, type EmbeddedErrorCode } from './embedded-error.js';
