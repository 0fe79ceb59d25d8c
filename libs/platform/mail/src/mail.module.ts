import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailJobs } from './mail.jobs.js';
import { MailMessage } from './mail-message.entity.js';
import { MailSuppression } from './mail-suppression.entity.js';
import { Mail } from './mail.js';
import { Mails } from './mails.js';
import { MAIL_OPTIONS, type MailModuleOptions, Transport } from './transport.js';

export type { MailModuleOptions } from './transport.js';

/** Needs the global modules of database, jobs and outbound, and one that provides `MailRenderer`. */
@Global()
@Module({})
export class MailModule {
  static forRoot(options: MailModuleOptions): DynamicModule {
    return {
      module: MailModule,
      imports: [TypeOrmModule.forFeature([MailMessage, MailSuppression])],
      providers: [{ provide: MAIL_OPTIONS, useValue: options }, Mail, Mails, Transport, MailJobs],
      exports: [Mail, Mails],
    };
  }
}
