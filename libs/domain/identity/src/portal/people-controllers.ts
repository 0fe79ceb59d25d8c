import type { Type } from '@nestjs/common';
import { legalController } from '#domain/tenants';
import type { PeoplePortal } from '../mailed-token.entity.js';
import { agreementController } from '../agreements/agreement.controller.js';
import { accountController } from './account.controller.js';
import { accountMailController } from './account-mail.controller.js';
import { actingController } from './acting.controller.js';
import { invitationController } from './invitation.controller.js';
import { mailedLinkController } from './mailed-link.controller.js';
import { signInController } from './sign-in.controller.js';

/** Sign-in, mailed links, invitations and the own account: the same on every portal, each with its own routes. */
export function peopleControllers(portal: PeoplePortal): Type[] {
  return [
    signInController(portal),
    mailedLinkController(portal),
    invitationController(portal),
    accountController(portal),
    accountMailController(portal),
    legalController(portal),
    ...(portal === 'studio' ? [] : [actingController(portal), agreementController(portal)]),
  ];
}
