import { defineJob } from '#platform/jobs';

/** Prints one report. */
export const printReport = defineJob<{ documentId: string }>('report.print', {
  retryLimit: 2,
  expireInSeconds: 120,
  concurrency: 2,
});
