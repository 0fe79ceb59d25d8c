import { type DynamicModule, Module } from '@nestjs/common';
import { DemoMailbox } from '#platform/mail';
import { MailboxController } from './mailbox.controller.js';

/** The demo's mails, on a host of the operator's own. */
@Module({})
export class MailboxModule {
  static forRoot(mailbox: DemoMailbox): DynamicModule {
    return {
      module: MailboxModule,
      controllers: [MailboxController],
      providers: [{ provide: DemoMailbox, useValue: mailbox }],
    };
  }
}
