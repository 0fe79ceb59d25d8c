import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobRunner } from './job-runner.js';
import { Jobs } from './jobs.js';
import { JOBS_OPTIONS, type JobsModuleOptions } from './options.js';

@Global()
@Module({})
export class JobsModule {
  static forRoot(options: JobsModuleOptions): DynamicModule {
    return {
      module: JobsModule,
      imports: [DiscoveryModule],
      providers: [{ provide: JOBS_OPTIONS, useValue: options }, Jobs, JobRunner],
      exports: [Jobs, JobRunner],
    };
  }
}
