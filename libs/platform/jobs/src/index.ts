// Background work: jobs that are enqueued in the transaction that causes them, and schedules.
// It owns the queue (pg-boss's schema), the runner and the discovery of handlers.
// It must never lose a job that was committed, nor run one whose transaction was rolled back.
export { defineJob, type JobOptions, type JobRun, type JobType, OnJob, OnSchedule } from './job.js';
export { type EnqueueOptions, Jobs } from './jobs.js';
export { JobRunner } from './job-runner.js';
export { JobsModule } from './jobs.module.js';
export type { JobsModuleOptions } from './options.js';
export { installJobs } from './install-jobs.js';
