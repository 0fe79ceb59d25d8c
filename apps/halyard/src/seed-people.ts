import type { MemberRole, StaffRole } from '#platform/kernel';
import { ARABIC_INFLUENCERS, ARABIC_STAFF, arabicClients } from './seed-arabic.js';

interface Someone<Role> {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

interface SeedClient {
  readonly facts: {
    readonly name: string;
    readonly website: string;
    readonly legalName: string;
    readonly country: string;
    readonly industry: string;
    readonly description: string;
    readonly billingAddress: string;
  };
  readonly members: readonly [Someone<MemberRole>, ...Someone<MemberRole>[]];
}

interface SeedInfluencer {
  readonly displayName: string;
  /** Of an account that may sign in; nobody else can be invited without an address being found first. */
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
}

export interface SeedLabel {
  readonly staff: readonly Someone<StaffRole>[];
  /** The one whose story is told, and another. */
  readonly clients: readonly [SeedClient, SeedClient];
  readonly influencers: readonly SeedInfluencer[];
}

/** Who is invented for a language; staff are owner, manager, finance and viewer. */
interface Company {
  readonly staff: readonly [string, string, string, string];
  readonly clients: (at: string) => SeedLabel['clients'];
  readonly influencers: string;
  /** Before the label's own domain in the addresses of its influencers. */
  readonly influencersAt: string;
}

/** Invented people of one label, in its language. */
export function peopleOf(label: string, locale: string): SeedLabel {
  const wanted = locale.split('-', 1)[0] ?? '';
  const language = wanted in COMPANIES ? wanted : 'en';
  const company = COMPANIES[language] ?? COMPANIES.en;
  const [owner, manager, finance, viewer] = company.staff;
  const at = `${label}.example`;
  return {
    staff: [
      { email: `owner@${at}`, name: owner, role: 'owner' },
      { email: `manager@${at}`, name: manager, role: 'manager' },
      { email: `finance@${at}`, name: finance, role: 'finance' },
      { email: `viewer@${at}`, name: viewer, role: 'viewer' },
    ],
    clients: company.clients(at),
    influencers: influencersOf(company.influencers, language, `${company.influencersAt}.${at}`),
  };
}

function americanClients(at: string): SeedLabel['clients'] {
  return [
    {
      facts: {
        name: 'Nordvik Outdoor',
        legalName: 'Nordvik Outdoor Inc.',
        website: 'https://nordvik.example',
        country: 'US',
        industry: 'outdoor',
        description: 'Shells and packs for long days out.',
        billingAddress: '9 Quarry Lane, Bend, OR 97701',
      },
      members: [
        { email: `admin@client.${at}`, name: 'Jordan Pike', role: 'admin' },
        { email: `approver@client.${at}`, name: 'Sam Oakes', role: 'approver' },
        { email: `member@client.${at}`, name: 'Drew Lane', role: 'member' },
        { email: `finance@client.${at}`, name: 'Blair Quinn', role: 'finance' },
      ],
    },
    {
      facts: {
        name: 'Kestrel Coffee',
        legalName: 'Kestrel Coffee Roasters LLC',
        website: 'https://kestrelcoffee.example',
        country: 'US',
        industry: 'food',
        description: 'Coffee that survives a camp stove.',
        billingAddress: '212 Mill Street, Missoula, MT 59801',
      },
      members: [{ email: `admin@kestrel.${at}`, name: 'Noa Whitfield', role: 'admin' }],
    },
  ];
}

function germanClients(at: string): SeedLabel['clients'] {
  return [
    {
      facts: {
        name: 'Lindenblatt',
        legalName: 'Lindenblatt Naturkosmetik GmbH',
        website: 'https://lindenblatt.example',
        country: 'DE',
        industry: 'beauty',
        description: 'Naturkosmetik ohne Duftstoffe.',
        billingAddress: 'Gartenweg 4, 79098 Freiburg',
      },
      members: [
        { email: `admin@client.${at}`, name: 'Klara Voss', role: 'admin' },
        { email: `approver@client.${at}`, name: 'Timo Reiter', role: 'approver' },
        { email: `member@client.${at}`, name: 'Pia Sommer', role: 'member' },
        { email: `finance@client.${at}`, name: 'Nils Acker', role: 'finance' },
      ],
    },
    {
      facts: {
        name: 'Atelier Rosenholz',
        legalName: 'Atelier Rosenholz e. K.',
        website: 'https://rosenholz.example',
        country: 'DE',
        industry: 'fashion',
        description: 'Schmuck aus alten Hölzern und neuem Gold.',
        billingAddress: 'Am Stadtgraben 11, 48143 Münster',
      },
      members: [{ email: `admin@rosenholz.${at}`, name: 'Wiebke Daun', role: 'admin' }],
    },
  ];
}

// Name, address (before the @), country, topics, biography; platform, handle, followers, engagement in percent. The first
// six have parts in the story, in this order; those with the most followers have none.
const AMERICAN = `
Wren Calloway | wren | US | Outdoor, Hiking | Long trails, short sentences. | instagram | wren.walks | 184000 | 3.4
Ines Marlow | ines | US | Outdoor, Photography | Weather first, camera second. | instagram | ines.outside | 132000 | 4.1
Maple Ito | maple | CA | Camping, Food | One stove, two pots, no plan. | instagram | maplecamps | 96500 | 6.8
Cole Abara | cole | US | Trail running | Slow uphill, slower down. | instagram | coleruns.high | 71200 | 5.2
Hattie Lund | hattie | US | Bikepacking, Outdoor | Two wheels and a tarp. | instagram | hattie.rolls | 58900 | 4.7
Juniper Vale | juniper | US | Family, Hiking | Small legs, big hills. | instagram | juniper.and.co | 44300 | 7.1
Tobin Reyes | - | US | Climbing, Photography | Rock, light and bad coffee. | youtube | tobinonrock | 412000 | 2.1
Sol Bergman | - | US | Ski touring | Up early, down late. | tiktok | solgoesup | 267000 | 5.9
Etta Quill | - | GB | Wild swimming, Outdoor | Cold water, warm socks. | instagram | ettaswims | 149000 | 3.8
Rafi Dunmore | - | CA | Fishing, Food | Rivers, flies, butter. | youtube | rafiandriver | 88400 | 4.4
Odell Park | - | US | Vanlife | Home is where it rolled to. | tiktok | odelldrives | 63700 | 8.2
Bea Thornton | - | US | Birding, Photography | Up before the birds. | instagram | bea.before.dawn | 31900 | 6.3`;

const GERMAN = `
Mira Sandhof | mira | DE | Beauty, Hautpflege | Haut, Licht und wenig Worte. | instagram | mira.sandhof | 221000 | 2.9
Elif Arslan | elif | DE | Hautpflege, Wissenschaft | Chemikerin. Erkläre, was in der Tube ist. | instagram | elif.erklaert | 158000 | 4.6
Ronja Feil | ronja | DE | Morgenroutine, Yoga | Vor sieben Uhr schon barfuß. | instagram | ronja.frueh | 93400 | 5.1
Jasper Holm | jasper | DE | Pflege, Mode | Pflege ohne Gewese. | instagram | jasper.holm | 67800 | 3.9
Thea Winkler | thea | AT | Naturkosmetik | Rührt selbst, kauft gut. | instagram | thea.ruehrt | 52600 | 6.2
Amara Okoye | amara | DE | Haare, Beauty | Locken brauchen Zeit. Ich habe sie. | instagram | amara.locken | 48100 | 7.4
Juno Albers | - | DE | Make-up | Farbe ist eine Haltung. | tiktok | junofarbe | 388000 | 5.2
Sanne Krüger | - | DE | Parfum, Beauty | Riecht nach Regen auf Stein. | youtube | sannekrueger | 243000 | 2.4
Levke Thoma | - | AT | Naturkosmetik, Reisen | Berge, Seife, Ruhe. | youtube | levkethoma | 174300 | 4.1
Nika Brandl | - | CH | Hautpflege | Empfindliche Haut, starke Meinung. | instagram | nika.brandl | 86900 | 4.8
Fenja Lorenz | - | DE | Nägel, Make-up | Zehn kleine Leinwände. | tiktok | fenjalackt | 59200 | 8.0
Ida Sommerfeld | - | DE | Slow Beauty, Mode | Weniger Tiegel, mehr Schlaf. | instagram | ida.sommerfeld | 33500 | 5.6`;

const COMPANIES: Readonly<Record<string, Company>> & { readonly en: Company } = {
  en: {
    staff: ['Morgan Hale', 'Avery Stone', 'Riley Marsh', 'Casey Ford'],
    clients: americanClients,
    influencers: AMERICAN,
    influencersAt: 'creators',
  },
  de: {
    staff: ['Helene Aurich', 'Jost Kemper', 'Ina Feldmann', 'Ole Brandt'],
    clients: germanClients,
    influencers: GERMAN,
    influencersAt: 'talente',
  },
  ar: {
    staff: ARABIC_STAFF,
    clients: arabicClients,
    influencers: ARABIC_INFLUENCERS,
    influencersAt: 'creators',
  },
};

function influencersOf(table: string, language: string, at: string): SeedInfluencer[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const [displayName = '', mail, country = '', topics = '', bio = '', platform = '', handle = ''] = cells;
      const [followers = 0, engagementPercent = 0] = cells.slice(7).map(Number);
      return {
        displayName,
        ...(mail !== '-' && { email: `${mail}@${at}` }),
        country,
        language,
        topics: topics.split(', '),
        bio,
        channel: {
          platform,
          handle,
          followers,
          engagementPercent,
          avgLikes: Math.round((followers * engagementPercent) / 10_800) * 100,
        },
      };
    });
}
