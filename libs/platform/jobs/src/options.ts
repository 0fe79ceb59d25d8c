export const JOBS_OPTIONS = Symbol('jobs options');

export interface JobsModuleOptions {
  readonly platformUrl: string;
  /** Whether this process takes jobs off the queue; otherwise it only enqueues. */
  readonly runner: boolean;
  /** How many jobs run at a time in this process. */
  readonly maxRunning?: number;
  /** How long a stop waits for running jobs. */
  readonly stopTimeoutMs?: number;
}
