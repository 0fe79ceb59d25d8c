import { Injectable, type OnModuleInit } from '@nestjs/common';
import { may } from '#platform/access';
import { currentActor } from '#platform/kernel';
import {
  type Chrome,
  ChromeRegistry,
  type ChromeRequest,
  markCurrent,
  type NavigationItem,
} from '#platform/web';
import { ACTING_MINUTES, MEMBER_ROLES, STAFF_ROLES } from '#domain/identity';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '#domain/records';

const PORTALS = ['brand', 'influencer', 'studio', 'edge'] as const;

/** How pages of the studio are framed. */
@Injectable()
export class StudioChrome implements OnModuleInit {
  constructor(private readonly registry: ChromeRegistry) {}

  onModuleInit(): void {
    this.registry.register('studio', async (request) => frame(request));
  }
}

function frame(request: ChromeRequest): Chrome {
  const { name, role } = currentActor();
  return {
    nav: markCurrent(navigation(request), request.path),
    user: { name, role: request.t(`people.roles.${role}`) },
    accountPath: '/account',
    signOutPath: '/sign-out',
    options: options(request),
  };
}

function options({ path, t }: ChromeRequest): object | undefined {
  if (path.endsWith('/acting')) {
    const { shortest, usual, longest } = ACTING_MINUTES;
    const minutes = [shortest, usual / 2, usual, longest].map(String);
    return { minutes: minutes.map((value) => ({ value, text: t('acting.minutes', { count: value }) })) };
  }
  if (path.startsWith('/roster')) return { mayActFor: may('actFor', 'Account') };
  if (path.startsWith('/staff')) {
    const staffRoles = STAFF_ROLES.map((value) => ({ value, text: t(`people.roles.staff.${value}`) }));
    const roles = staffRoles.map(({ value, text }) => ({ text, may: t(`people.staffMay.${value}`) }));
    return {
      ...{ staffRoles, roles },
      ...{ mayInvite: may('invite', 'Staff'), mayActFor: may('actFor', 'Account') },
    };
  }
  if (path === '/audit') {
    const actions = [...AUDIT_ACTIONS].map((value) => ({
      value,
      text: t(`records.actions.${value}`, { who: '…' }),
    }));
    const subjects = AUDIT_SUBJECTS.map((value) => ({ value, text: t(`records.subjects.${value}`) }));
    const inOrder = new Intl.Collator(undefined, { ignorePunctuation: true }).compare;
    return { actions: actions.sort((a, b) => inOrder(a.text, b.text)), subjects };
  }
  if (path.startsWith('/hosts')) {
    const portals = PORTALS.map((value) => ({ value, text: t(`hosts.portal.${value}`) }));
    return { portals, mayChange: may('update', 'Label') };
  }
  if (!path.startsWith('/clients')) return undefined;
  // A guest belongs to one campaign, which the brand itself names.
  const roles = MEMBER_ROLES.filter((role) => role !== 'guest');
  const memberRoles = roles.map((value) => ({ value, text: t(`people.roles.member.${value}`) }));
  return { memberRoles, mayCreate: may('create', 'Organization'), mayActFor: may('actFor', 'Account') };
}

function navigation({ t }: ChromeRequest): NavigationItem[] {
  return [
    { label: t('nav.home'), path: '/', icon: 'home', shown: true },
    { label: t('nav.campaigns'), path: '/campaigns', icon: 'campaign', shown: may('read', 'Campaign') },
    { label: t('nav.content'), path: '/verify', icon: 'check', shown: may('verify', 'Content') },
    { label: t('nav.messages'), path: '/threads', icon: 'message', shown: may('read', 'Thread') },
    { label: t('nav.roster'), path: '/roster', icon: 'users', shown: may('read', 'Roster') },
    { label: t('nav.clients'), path: '/clients', icon: 'building', shown: may('read', 'Organization') },
    { label: t('nav.money'), path: '/money', icon: 'wallet', shown: may('read', 'Ledger') },
    { label: t('nav.mail'), path: '/mail', icon: 'mail', shown: may('read', 'Mail') },
    { label: t('nav.look'), path: '/look', icon: 'palette', shown: may('read', 'Label') },
    { label: t('nav.hosts'), path: '/hosts', icon: 'globe', shown: may('read', 'Label') },
    { label: t('nav.staff'), path: '/staff', icon: 'user', shown: may('read', 'Staff') },
    { label: t('nav.audit'), path: '/audit', icon: 'shield', shown: may('read', 'Audit') },
  ].flatMap(({ shown, ...item }) => (shown ? [item] : []));
}
