// People of a label: accounts, sessions, sign-in, staff, organizations and their members, representation.
// It owns who somebody is and for which party they speak.
// It must never decide what a role may do: that is the access table's.
export {
  ACTING_MINUTES,
  ActingChoice,
  ActingInput,
  ActingList,
  type ActingPortal,
  ActingView,
} from './acting.entity.js';
export { ActingFor } from './acting.service.js';
export { Accounts, type OwnAccount } from './accounts.service.js';
export { AuditNames } from './audit-names.js';
export { countryOptions } from './countries.js';
export { DemoPeople, type DemoPerson } from './demo-people.js';
export { Email, normaliseEmail } from './emails.js';
export {
  Account,
  Membership,
  Organization,
  Representation,
  Session,
  StaffMember,
} from './identity.entities.js';
export {
  influencerClaimed,
  invitationAccepted,
  invitationSent,
  organizationCreated,
  organizationResumed,
  organizationSetUp,
  organizationSuspended,
} from './identity.events.js';
export { IdentityModule } from './identity.module.js';
export { type Invitation, Invitations } from './invitations.service.js';
export { Joining } from './joining.service.js';
export {
  type Grants,
  type InvitationDetails,
  MailedToken,
  PEOPLE_PORTALS,
  type PeoplePortal,
} from './mailed-token.entity.js';
export { MailedLinks } from './mailed-links.service.js';
export { Members } from './members.service.js';
export { Organizations } from './organizations.service.js';
export { hashPassword, passwordFits } from './passwords.js';
export * from './people.dto.js';
export { MailChoice, wantedOf } from './portal/account-mail.controller.js';
export { peopleControllers } from './portal/people-controllers.js';
export { SessionAuthenticator } from './session-authenticator.js';
export { SESSION_SECONDS, SignIn, type Visitor } from './sign-in.service.js';
export { Staff } from './staff.service.js';
export { Throttle } from './throttle.service.js';
