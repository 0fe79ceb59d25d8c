import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Deliverable, Review, Submission } from './content.entities.js';
import { Deliverables } from './deliverables.service.js';

const services = [Deliverables];

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Deliverable, Review, Submission])],
  providers: services,
  exports: services,
})
export class ContentModule {}
