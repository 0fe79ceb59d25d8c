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

/** How pages of the influencer portal are framed. */
@Injectable()
export class InfluencerChrome implements OnModuleInit {
  constructor(private readonly registry: ChromeRegistry) {}

  onModuleInit(): void {
    this.registry.register('influencer', async (request) => frame(request));
  }
}

function frame(request: ChromeRequest): Chrome {
  const { name, role } = currentActor();
  return {
    nav: markCurrent(navigation(request), request.path),
    user: { name, role: request.t(`people.roles.${role}`) },
    accountPath: '/account',
    signOutPath: '/sign-out',
  };
}

function navigation({ t }: ChromeRequest): NavigationItem[] {
  return [
    { label: t('nav.home'), path: '/', icon: 'home', shown: true },
    {
      label: t('nav.campaigns'),
      path: '/collaborations',
      icon: 'campaign',
      shown: may('read', 'Collaboration'),
    },
    { label: t('nav.messages'), path: '/threads', icon: 'message', shown: may('read', 'Thread') },
    { label: t('nav.earnings'), path: '/earnings', icon: 'wallet', shown: may('read', 'Payout') },
    { label: t('nav.profile'), path: '/profile', icon: 'user', shown: may('update', 'Influencer') },
  ].flatMap(({ shown, ...item }) => (shown ? [item] : []));
}
