import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AUTHENTICATOR } from '#platform/web';
import { Acting } from './acting.entity.js';
import { ActingLog } from './acting-log.interceptor.js';
import { AgreementGuard } from './agreements/agreement.guard.js';
import {
  Account,
  Membership,
  Organization,
  Representation,
  Session,
  StaffMember,
} from './identity.entities.js';
import { IdentityUpkeep } from './identity.jobs.js';
import { MailedToken } from './mailed-token.entity.js';
import { NameTroubles } from './name-troubles.js';
import { SERVICES } from './identity-services.js';
import { SessionAuthenticator } from './session-authenticator.js';

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
@Global()
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  providers: [
    SessionAuthenticator,
    { provide: AUTHENTICATOR, useExisting: SessionAuthenticator },
    ...SERVICES,
    { provide: APP_GUARD, useClass: AgreementGuard },
    { provide: APP_INTERCEPTOR, useClass: ActingLog },
    IdentityUpkeep,
    NameTroubles,
  ],
  exports: [AUTHENTICATOR, ...SERVICES],
})
export class IdentityModule {}
