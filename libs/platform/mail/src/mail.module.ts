import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Bounces } from './bounces.js';
import { MailJobs } from './mail.jobs.js';
import { MailMessage } from './mail-message.entity.js';
import { MailRetention } from './mail-retention.js';
import { MailRendering } from './mail-rendering.entity.js';
import { MailSigningKey } from './mail-signing-key.entity.js';
import { MailRefusal, MailSuppression } from './mail-suppression.entity.js';
import { MailSamples } from './mail-samples.js';
import { Mail } from './mail.js';
import { Mails } from './mails.js';
import { MailPreferences } from './preferences.js';
import { Senders } from './senders.js';
import { MAIL_OPTIONS, type MailModuleOptions, Transport } from './transport.js';

export type { MailModuleOptions } from './transport.js';

/** Needs the global modules of database, jobs and outbound, and some that provide `MailRenderer` and `Vault`. */
@Global()
@Module({})
export class MailModule {
  static forRoot(options: MailModuleOptions): DynamicModule {
    return {
      module: MailModule,
      imports: [
        TypeOrmModule.forFeature([MailMessage, MailRendering, MailSuppression, MailRefusal, MailSigningKey]),
      ],
      providers: [
        { provide: MAIL_OPTIONS, useValue: options },
        Mail,
        Mails,
        MailPreferences,
        Bounces,
        Senders,
        MailSamples,
        Transport,
        MailJobs,
        MailRetention,
      ],
      exports: [Mail, Mails, MailPreferences, Bounces, Senders, MailSamples, MailRetention],
    };
  }
}
