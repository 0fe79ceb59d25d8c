import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type MarkedMethod, markedMethods } from '#platform/events';
import { definedJobs, JOB_MARK, type JobType, SCHEDULE_MARK, type ScheduleMark } from './job.js';

export interface Handlers {
  readonly jobs: readonly MarkedMethod<JobType<unknown>>[];
  readonly schedules: readonly MarkedMethod<ScheduleMark>[];
}

/** Finds the handlers of all jobs and schedules. @throws where a job has none, or anything has two. */
export function findHandlers(discovery: DiscoveryService, scanner: MetadataScanner): Handlers {
  const jobs = markedMethods<JobType<unknown>>(discovery, scanner, JOB_MARK);
  const schedules = markedMethods<ScheduleMark>(discovery, scanner, SCHEDULE_MARK);
  const faults = [
    ...definedJobs()
      .filter((job) => !jobs.some((found) => found.mark.name === job.name))
      .map((job) => `the job ${job.name} has no handler`),
    ...twice(jobs).map((names) => `two handlers of one job: ${names}`),
    ...twice(schedules).map((names) => `two handlers of one schedule: ${names}`),
  ];
  if (faults.length > 0) throw new Error(faults.join('; '));
  return { jobs, schedules };
}

function twice(found: readonly MarkedMethod<{ readonly name: string }>[]): string[] {
  const byName = new Map<string, string[]>();
  for (const method of found) {
    byName.set(method.mark.name, [...(byName.get(method.mark.name) ?? []), method.name]);
  }
  return [...byName]
    .filter(([, names]) => names.length > 1)
    .map(([job, names]) => `${job} (${names.join(', ')})`);
}
