// A runner in a process of its own, for tests that kill it: prints the id of each job it begins, and ends none.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { DatabaseModule } from '#platform/database';
import { defineJob, JobsModule, OnJob } from '#platform/jobs';

const job = defineJob('test.doomed');

class Handler {
  run(_payload, run) {
    process.stdout.write(`${run.id}\n`);
    return new Promise(() => undefined);
  }
}
OnJob(job)(Handler.prototype, 'run', Object.getOwnPropertyDescriptor(Handler.prototype, 'run'));

class App {}
Module({
  imports: [
    DatabaseModule.forRoot({ urls: JSON.parse(process.argv[2]), poolSize: 2 }),
    JobsModule.forRoot({ platformUrl: JSON.parse(process.argv[2]).platform, runner: true }),
  ],
  providers: [Handler],
})(App);

await NestFactory.createApplicationContext(App, { logger: ['error'] });
