// People of a label: accounts, sessions, sign-in, staff, organizations and their members, representation.
// It owns who somebody is and for which party they speak.
// It must never decide what a role may do: that is the access table's.
export { Account, Membership, Organization, Representation, Session, StaffMember } from './identity.entities.js';
export { IdentityModule } from './identity.module.js';
export { hashPassword, passwordFits } from './passwords.js';
export { SessionAuthenticator } from './session-authenticator.js';
export { normaliseEmail, SESSION_SECONDS, SignIn } from './sign-in.service.js';
