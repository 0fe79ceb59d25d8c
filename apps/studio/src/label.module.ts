import { Module } from '@nestjs/common';
import { ActingController } from './acting.controller.js';
import { Attention } from './attention.js';
import { AuditSubjects } from './audit-subjects.js';
import { HomeController } from './home.controller.js';
import { RecordsController } from './records.controller.js';
import { StaffController } from './staff.controller.js';

/** What staff see of their own house: today, the team, who acted for whom, the audit log. */
@Module({
  controllers: [HomeController, StaffController, ActingController, RecordsController],
  providers: [Attention, AuditSubjects],
})
export class LabelModule {}
