/** The invented people and things of one label's demo; everything else is read from the server. */
export interface Cast {
  readonly label: string;
  readonly hosts: {
    readonly brand: string;
    readonly influencer: string;
    readonly studio: string;
    readonly edge: string;
  };
  readonly market: string;
  readonly client: string;
  readonly campaign: string;
  readonly brief: string;
  readonly keyMessage: string;
  readonly question: string;
  readonly reply: string;
  /** A caption without a disclosure. */
  readonly caption: string;
  readonly change: string;
  readonly website: string;
  readonly budgetMinor: number;
  readonly priceMinor: number;
  readonly counterMinor: number;
}

export const CASTS: Readonly<Record<string, Omit<Cast, 'label' | 'hosts'>>> = {
  switchback: {
    market: 'US',
    client: 'Nordvik Outdoor',
    campaign: 'Ridge line jackets',
    brief: 'Show the jacket on a real day out: wind, wet rock, a long way home.',
    keyMessage: 'Keeps the wind out',
    question: 'May I film above the tree line, or do you need forest?',
    reply: 'Above the tree line is perfect.',
    caption: 'Three days on the ridge in the new Nordvik shell, and the wind never got through.',
    change: 'Please say that the hood fits over a helmet.',
    website: 'https://nordvik.example/ridge',
    budgetMinor: 1_500_000,
    priceMinor: 480_000,
    counterMinor: 450_000,
  },
  puder: {
    market: 'DE',
    client: 'Lindenblatt Naturkosmetik',
    campaign: 'Sommerhaut',
    brief: 'Zeigen Sie die Creme in Ihrer Morgenroutine, bei Tageslicht und ohne Filter.',
    keyMessage: 'Ohne Duftstoffe',
    question: 'Darf ich die Creme auch unter Make-up zeigen?',
    reply: 'Sehr gern, das passt gut.',
    caption: 'Meine Morgenroutine mit der neuen Lindenblatt Creme: zwei Minuten, fertig.',
    change: 'Bitte erwähnen Sie, dass sie keine Duftstoffe enthält.',
    website: 'https://lindenblatt.example/sommer',
    budgetMinor: 1_200_000,
    priceMinor: 360_000,
    counterMinor: 320_000,
  },
  sama: {
    market: 'AE',
    client: 'دار ندى للعطور',
    campaign: 'عطر المساء',
    brief: 'إظهار العطر في أمسية حقيقية: مجلس وقهوة وضوء خافت.',
    keyMessage: 'عود طبيعي خالص',
    question: 'هل يمكن التصوير في الشرفة بدلًا من المجلس؟',
    reply: 'بالتأكيد، الشرفة مناسبة جدًا.',
    caption: 'أمسية هادئة مع عطر المساء الجديد من دار ندى، ورائحة تبقى حتى الصباح.',
    change: 'يُرجى ذكر أن العود طبيعي.',
    website: 'https://dar-nada.example/evening',
    budgetMinor: 4_500_000,
    priceMinor: 1_400_000,
    counterMinor: 1_250_000,
  },
};

export const PASSWORD = 'a long walk in the hills';
