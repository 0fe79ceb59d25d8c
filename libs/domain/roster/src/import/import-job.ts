import { defineJob } from '#platform/jobs';

/** Brings a list in. One at a time per label; a killed one is repeated and goes on where it was. */
export const importRoster = defineJob<{ importId: string }>('roster.import', {
  singleton: true,
  concurrency: 2,
  retryLimit: 20,
  expireInSeconds: 6 * 3600,
});
