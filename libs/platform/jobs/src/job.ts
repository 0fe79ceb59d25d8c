import 'reflect-metadata';

export interface JobOptions {
  /** How often a failed run is repeated. */
  readonly retryLimit?: number;
  /** Seconds before the first repetition. */
  readonly retryDelay?: number;
  /** Doubles the delay from one repetition to the next. */
  readonly backoff?: boolean;
  readonly retryDelayMaxSeconds?: number;
  /** A run that takes longer counts as failed. */
  readonly expireInSeconds?: number;
  /** At most one run at a time per label (and key), however many runners there are. */
  readonly singleton?: boolean;
  /** How many runs at a time in one runner. */
  readonly concurrency?: number;
  /** Higher goes first within its queue. */
  readonly priority?: number;
}

export interface JobType<P> {
  readonly name: string;
  readonly options: Required<JobOptions>;
  /** Carries the type of the payload; never set. */
  readonly payload?: P;
}

/** What a handler may know about the run it is in. */
export interface JobRun {
  readonly id: string;
  /** 1 for the first run. */
  readonly attempt: number;
  /** Whether a failure of this run is final. */
  readonly last: boolean;
  /** Aborted when the runner stops or the run's time is over. */
  readonly signal: AbortSignal;
}

export interface ScheduleMark {
  readonly name: string;
  readonly cron: string;
}

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };
type JobPayload<P> = { readonly [K in keyof P]: Json };

export const JOB_MARK = Symbol('job');
export const SCHEDULE_MARK = Symbol('schedule');

const DEFAULTS: Required<JobOptions> = {
  retryLimit: 4,
  retryDelay: 2,
  backoff: true,
  retryDelayMaxSeconds: 900,
  expireInSeconds: 300,
  singleton: false,
  concurrency: 2,
  priority: 0,
};

const defined = new Map<string, JobType<unknown>>();

/** Defines a kind of job by its name (`mail.send`). Payloads are ids: the handler reads the rest through the walls. */
export function defineJob<P extends JobPayload<P>>(name: string, options: JobOptions = {}): JobType<P> {
  if (!/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$/.test(name)) throw new Error(`not the name of a job: ${name}`);
  if (defined.has(name)) throw new Error(`the job ${name} is defined twice`);
  const job = Object.freeze({ name, options: Object.freeze({ ...DEFAULTS, ...options }) });
  defined.set(name, job);
  return job;
}

/** Every job that the loaded code defines. */
export function definedJobs(): JobType<unknown>[] {
  return [...defined.values()];
}

type Handler<P> = (payload: P, run: JobRun) => void | Promise<void>;

/**
 * Marks the one handler of a job. It runs in the label's context, outside of a transaction, at least once: each
 * handler says in its docstring how it bears being repeated.
 */
export function OnJob<P>(job: JobType<P>) {
  return <M extends Handler<P>>(
    _target: object,
    _method: string,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    Reflect.defineMetadata(JOB_MARK, job, descriptor.value as object);
  };
}

/**
 * Marks a method that runs at the times of `cron` (UTC), once over all runners, in no label's context: it looks for
 * work with `asPlatform` and enqueues a job per label.
 */
export function OnSchedule(name: string, cron: string) {
  return <M extends () => Promise<void>>(
    _target: object,
    _method: string,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    Reflect.defineMetadata(SCHEDULE_MARK, { name, cron } satisfies ScheduleMark, descriptor.value as object);
  };
}
