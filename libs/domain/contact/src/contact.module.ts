import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Message, Thread } from './contact.entities.js';
import { ContactMails } from './contact.jobs.js';
import { ContactQueries } from './contact.queries.js';
import { Threads } from './threads.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Message, Thread])],
  providers: [ContactQueries, ContactMails, Threads],
  exports: [Threads],
})
export class ContactModule {}
