import { Module } from '@nestjs/common';
import { RecordsModule } from '#domain/records';
import { ActingController } from './acting.controller.js';
import { Attention } from './attention.js';
import { HomeController } from './home.controller.js';
import { RecordsController } from './records.controller.js';
import { StaffController } from './staff.controller.js';
import { Today } from './today.js';

/** What staff see of their own house: today, the team, who acted for whom, the audit log. */
@Module({
  imports: [RecordsModule],
  controllers: [HomeController, StaffController, ActingController, RecordsController],
  providers: [Attention, Today],
})
export class LabelModule {}
