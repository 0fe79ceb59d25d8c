import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AUTHENTICATOR } from '#platform/web';
import { Account, Membership, Organization, Representation, Session, StaffMember } from './identity.entities.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SignIn } from './sign-in.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Account, StaffMember, Organization, Membership, Representation, Session])],
  providers: [SessionAuthenticator, { provide: AUTHENTICATOR, useExisting: SessionAuthenticator }, SignIn],
  exports: [AUTHENTICATOR, SignIn],
})
export class IdentityModule {}
