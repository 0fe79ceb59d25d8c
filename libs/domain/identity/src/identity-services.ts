import { ActingFor } from './acting.service.js';
import { Accounts } from './accounts.service.js';
import { Agreements } from './agreements/agreements.js';
import { AuditNames } from './audit-names.js';
import { DemoPeople } from './demo-people.js';
import { Invitations } from './invitations.service.js';
import { Joining } from './joining.service.js';
import { MailedLinks } from './mailed-links.service.js';
import { Members } from './members.service.js';
import { Organizations } from './organizations.service.js';
import { SignIn } from './sign-in.service.js';
import { Staff } from './staff.service.js';
import { Throttle } from './throttle.service.js';

/** What other libs and the portals ask of this one. */
export const SERVICES = [
  SignIn,
  MailedLinks,
  Joining,
  Agreements,
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
