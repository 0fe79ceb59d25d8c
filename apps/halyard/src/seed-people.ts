import type { MemberRole, StaffRole } from '#platform/kernel';

interface Someone<Role> {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface SeedLabel {
  readonly staff: readonly Someone<StaffRole>[];
  readonly client: {
    readonly name: string;
    readonly website: string;
    readonly legalName: string;
    readonly country: string;
    readonly industry: string;
    readonly description: string;
    readonly billingAddress: string;
  };
  readonly members: readonly Someone<MemberRole>[];
  readonly influencers: readonly {
    readonly displayName: string;
    readonly email?: string;
    readonly country: string;
    readonly language: string;
    readonly topics: readonly string[];
    readonly bio: string;
    readonly channel: {
      readonly platform: string;
      readonly handle: string;
      readonly followers: number;
      readonly engagementPercent: number;
      readonly avgLikes: number;
    };
  }[];
  readonly campaigns: readonly { readonly submitted: boolean; readonly [field: string]: unknown }[];
}

/** Invented people, a client and two campaigns for one label, in its language. */
export function seedFor(label: string, locale: string): SeedLabel {
  const german = locale.startsWith('de');
  const at = `${label}.example`;
  return {
    staff: [
      { email: `owner@${at}`, name: german ? 'Helene Aurich' : 'Morgan Hale', role: 'owner' },
      { email: `manager@${at}`, name: german ? 'Jost Kemper' : 'Avery Stone', role: 'manager' },
      { email: `finance@${at}`, name: german ? 'Ina Feldmann' : 'Riley Marsh', role: 'finance' },
      { email: `viewer@${at}`, name: german ? 'Ole Brandt' : 'Casey Ford', role: 'viewer' },
    ],
    client: german
      ? {
          name: 'Lindenblatt',
          legalName: 'Lindenblatt Naturkosmetik GmbH',
          website: 'https://lindenblatt.example',
          country: 'DE',
          industry: 'beauty',
          description: 'Naturkosmetik ohne Duftstoffe.',
          billingAddress: 'Gartenweg 4, 79098 Freiburg',
        }
      : {
          name: 'Nordvik Outdoor',
          legalName: 'Nordvik Outdoor Inc.',
          website: 'https://nordvik.example',
          country: 'US',
          industry: 'outdoor',
          description: 'Shells and packs for long days out.',
          billingAddress: '9 Quarry Lane, Bend, OR 97701',
        },
    members: [
      { email: `admin@client.${at}`, name: german ? 'Klara Voss' : 'Jordan Pike', role: 'admin' },
      { email: `approver@client.${at}`, name: german ? 'Timo Reiter' : 'Sam Oakes', role: 'approver' },
      { email: `member@client.${at}`, name: german ? 'Pia Sommer' : 'Drew Lane', role: 'member' },
      { email: `finance@client.${at}`, name: german ? 'Nils Acker' : 'Blair Quinn', role: 'finance' },
    ],
    influencers: german ? GERMAN : AMERICAN,
    campaigns: german
      ? campaignsOf(
          'Sommerhaut',
          'Die Creme in der Morgenroutine, bei Tageslicht und ohne Filter.',
          'DE',
          'Herbstlicht',
        )
      : campaignsOf(
          'Ridge line jackets',
          'Show the jacket on a real day out: wind, wet rock, a long way home.',
          'US',
          'Trail lunch',
        ),
  };
}

const AMERICAN: SeedLabel['influencers'] = [
  {
    displayName: 'Wren Calloway',
    email: 'wren@creators.switchback.example',
    country: 'US',
    language: 'en',
    topics: ['Outdoor', 'Hiking'],
    bio: 'Long trails, short sentences.',
    channel: {
      platform: 'instagram',
      handle: 'wren.walks',
      followers: 184_000,
      engagementPercent: 3.4,
      avgLikes: 5_900,
    },
  },
  {
    displayName: 'Tobin Reyes',
    country: 'US',
    language: 'en',
    topics: ['Climbing', 'Photography'],
    bio: 'Rock, light and bad coffee.',
    channel: {
      platform: 'youtube',
      handle: 'tobinonrock',
      followers: 412_000,
      engagementPercent: 2.1,
      avgLikes: 8_100,
    },
  },
  {
    displayName: 'Maple Ito',
    country: 'CA',
    language: 'en',
    topics: ['Camping', 'Food'],
    bio: 'One stove, two pots, no plan.',
    channel: {
      platform: 'tiktok',
      handle: 'maplecamps',
      followers: 96_500,
      engagementPercent: 6.8,
      avgLikes: 6_300,
    },
  },
];

const GERMAN: SeedLabel['influencers'] = [
  {
    displayName: 'Mira Sandhof',
    email: 'mira@talente.puder.example',
    country: 'DE',
    language: 'de',
    topics: ['Beauty', 'Hautpflege'],
    bio: 'Haut, Licht und wenig Worte.',
    channel: {
      platform: 'instagram',
      handle: 'mira.sandhof',
      followers: 221_000,
      engagementPercent: 2.9,
      avgLikes: 6_200,
    },
  },
  {
    displayName: 'Juno Albers',
    country: 'DE',
    language: 'de',
    topics: ['Make-up'],
    bio: 'Farbe ist eine Haltung.',
    channel: {
      platform: 'tiktok',
      handle: 'junofarbe',
      followers: 388_000,
      engagementPercent: 5.2,
      avgLikes: 20_100,
    },
  },
  {
    displayName: 'Levke Thoma',
    country: 'AT',
    language: 'de',
    topics: ['Naturkosmetik', 'Reisen'],
    bio: 'Berge, Seife, Ruhe.',
    channel: {
      platform: 'youtube',
      handle: 'levkethoma',
      followers: 74_300,
      engagementPercent: 4.1,
      avgLikes: 2_900,
    },
  },
];

function campaignsOf(name: string, summary: string, market: string, draft: string): SeedLabel['campaigns'] {
  return [
    {
      submitted: true,
      name,
      objective: 'traffic',
      brief: {
        summary,
        audience: market === 'DE' ? 'Frauen und Männer zwischen 25 und 45' : 'Hikers between 25 and 45',
        keyMessages: [market === 'DE' ? 'Ohne Duftstoffe' : 'Keeps the wind out'],
      },
      markets: [market],
      landingUrl: market === 'DE' ? 'https://lindenblatt.example/sommer' : 'https://nordvik.example/ridge',
      deliverables: [
        { platform: 'instagram', format: 'feed', quantity: 1 },
        { platform: 'instagram', format: 'story', quantity: 2 },
      ],
      draftDue: inDays(14),
      publishFrom: inDays(21),
      publishTo: inDays(35),
      usageRights: { channels: ['organic', 'ownMedia'], months: 6, starts: 'posting' },
      budgetMinor: 1_200_000,
    },
    { submitted: false, name: draft, objective: 'awareness', markets: [market] },
  ];
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
