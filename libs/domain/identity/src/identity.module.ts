import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AUTHENTICATOR } from '#platform/web';
import { Acting } from './acting.entity.js';
import { ActingLog } from './acting-log.interceptor.js';
import { ActingFor } from './acting.service.js';
import { Accounts } from './accounts.service.js';
import { AuditNames } from './audit-names.js';
import { DemoPeople } from './demo-people.js';
import {
  Account,
  Membership,
  Organization,
  Representation,
  Session,
  StaffMember,
} from './identity.entities.js';
import { IdentityUpkeep } from './identity.jobs.js';
import { Invitations } from './invitations.service.js';
import { Joining } from './joining.service.js';
import { MailedLinks } from './mailed-links.service.js';
import { MailedToken } from './mailed-token.entity.js';
import { Members } from './members.service.js';
import { NameTroubles } from './name-troubles.js';
import { Organizations } from './organizations.service.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SignIn } from './sign-in.service.js';
import { Staff } from './staff.service.js';
import { Throttle } from './throttle.service.js';

const ENTITIES = [
  Account,
  StaffMember,
  Organization,
  Membership,
  Representation,
  Session,
  MailedToken,
  Acting,
];
const SERVICES = [
  SignIn,
  MailedLinks,
  Joining,
  Accounts,
  Invitations,
  Staff,
  Members,
  Organizations,
  Throttle,
  DemoPeople,
  AuditNames,
  ActingFor,
];

@Global()
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  providers: [
    SessionAuthenticator,
    { provide: AUTHENTICATOR, useExisting: SessionAuthenticator },
    ...SERVICES,
    { provide: APP_INTERCEPTOR, useClass: ActingLog },
    IdentityUpkeep,
    NameTroubles,
  ],
  exports: [AUTHENTICATOR, ...SERVICES],
})
export class IdentityModule {}
