import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Action, grantsOf, may, type Subject } from '#platform/access';
import { currentActor, currentTenant, type MemberRole } from '#platform/kernel';
import {
  type Chrome,
  ChromeRegistry,
  type ChromeRequest,
  markCurrent,
  type NavigationItem,
} from '#platform/web';
import { countryOptions, INDUSTRIES, MEMBER_ROLES, Organizations } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';

/** How pages of the brand portal are framed: the organization worked in, and what its people may do there. */
@Injectable()
export class BrandChrome implements OnModuleInit {
  constructor(
    private readonly registry: ChromeRegistry,
    private readonly organizations: Organizations,
    private readonly tenants: TenantDirectory,
  ) {}

  onModuleInit(): void {
    this.registry.register('brand', (request) => this.frame(request));
  }

  private async frame(request: ChromeRequest): Promise<Chrome> {
    const { name, role } = currentActor();
    const own = await this.organizations.own();
    const here = own.find(({ id }) => id === request.params['org']) ?? own[0];
    return {
      nav: here ? markCurrent(navigation(here, request), request.path) : [],
      user: { name, role: request.t(`people.roles.${here ? `member.${here.role}` : role}`) },
      accountPath: '/account',
      signOutPath: '/sign-out',
      ...(here && {
        org: {
          id: here.id,
          name: here.name,
          others: own
            .filter(({ id }) => id !== here.id)
            .map((other) => ({ name: other.name, path: `/o/${other.id}` })),
        },
      }),
      options: this.options(request),
    };
  }

  private options({ path, t }: ChromeRequest): object | undefined {
    if (/\/members(\/|$)/.test(path)) {
      const inviteRoles = MEMBER_ROLES.map((value) => ({ value, text: t(`people.roles.member.${value}`) }));
      const memberRoles = inviteRoles.filter(({ value }) => value !== 'guest');
      return { inviteRoles, memberRoles, mayInvite: may('invite', 'Member') };
    }
    if (!/\/(setup|settings)$/.test(path)) return undefined;
    return {
      mayChange: may('update', 'Organization'),
      countries: countryOptions(this.tenants.lookOf(currentTenant()).locale),
      industries: INDUSTRIES.map((value) => ({ value, text: t(`people.industries.${value}`) })),
    };
  }
}

/** By the role in that organization: on pages that belong to none, the actor has no role. */
function navigation({ id, role }: { id: string; role: MemberRole }, { t }: ChromeRequest): NavigationItem[] {
  const base = `/o/${id}`;
  const guest = role === 'guest';
  const reaches = (action: Action, subject: Subject) =>
    (grantsOf({ ...currentActor(), role: `member.${role}` })[subject] ?? []).includes(action);
  return [
    { label: t('nav.home'), path: base, icon: 'home', shown: true },
    {
      label: t('nav.campaigns'),
      path: `${base}/campaigns`,
      icon: 'campaign',
      shown: reaches('read', 'Campaign'),
    },
    {
      label: t('nav.discover'),
      path: `${base}/discover`,
      icon: 'compass',
      shown: reaches('read', 'Influencer') && !guest,
    },
    { label: t('nav.lists'), path: `${base}/lists`, icon: 'list', shown: reaches('read', 'List') && !guest },
    {
      label: t('nav.messages'),
      path: `${base}/threads`,
      icon: 'message',
      shown: reaches('read', 'Thread'),
    },
    { label: t('nav.money'), path: `${base}/money`, icon: 'wallet', shown: reaches('read', 'Ledger') },
    {
      label: t('nav.members'),
      path: `${base}/members`,
      icon: 'users',
      shown: reaches('read', 'Member') && !guest,
    },
    {
      label: t('nav.settings'),
      path: `${base}/settings`,
      icon: 'settings',
      shown: reaches('update', 'Organization'),
    },
  ].flatMap(({ shown, ...item }) => (shown ? [item] : []));
}
