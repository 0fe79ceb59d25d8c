/** The entries of each portal's navigation: the first step of their path, and the text that names them. */
export const NAVIGATION_KEYS: Readonly<
  Record<'brand' | 'influencer' | 'studio', Readonly<Record<string, string>>>
> = {
  brand: {
    home: 'nav.home',
    campaigns: 'nav.campaigns',
    discover: 'nav.discover',
    lists: 'nav.lists',
    threads: 'nav.messages',
    money: 'nav.money',
    members: 'nav.members',
    settings: 'nav.settings',
  },
  influencer: {
    home: 'nav.home',
    collaborations: 'nav.campaigns',
    threads: 'nav.messages',
    earnings: 'nav.earnings',
    profile: 'nav.profile',
  },
  studio: {
    home: 'nav.home',
    campaigns: 'nav.campaigns',
    verify: 'nav.content',
    threads: 'nav.messages',
    roster: 'nav.roster',
    clients: 'nav.clients',
    money: 'nav.money',
    mail: 'nav.mail',
    look: 'nav.look',
    staff: 'nav.staff',
    audit: 'nav.audit',
  },
};
