// What everything stands on: context, errors, configuration, ids, the clock and money.
// It owns the vocabulary that every other lib shares.
// It must never import another lib, nor know a table, a route or a word of the field.
export * from './clock.js';
export * from './config.js';
export * from './context.js';
export * from './errors.js';
export * from './ids.js';
export * from './log.js';
export * from './money.js';
export * from './roles.js';
export * from './states.js';
export * from './vault.js';
