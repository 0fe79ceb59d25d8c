/** What a label's invented story says, in its language. Campaigns are inputs of `Campaigns.create`, less their dates. */
export interface SeedTexts {
  readonly past: SeedCampaign;
  readonly live: SeedCampaign;
  readonly approved: SeedCampaign;
  readonly submitted: SeedCampaign;
  readonly draft: { readonly name: string };
  /** Of the other client, submitted too. */
  readonly other: SeedCampaign;
  readonly list: { readonly name: string; readonly notes: readonly string[] };
  readonly invitation: string;
  /** Between brand and influencer in turn, the influencer first. */
  readonly talk: readonly string[];
  readonly counterNote: string;
  readonly question: string;
  readonly decline: string;
  /** Captions that disclose; `lacking` is one that does not. */
  readonly captions: readonly [string, string, string, string];
  readonly lacking: string;
  readonly remark: string;
  readonly change: string;
  readonly shareNote: string;
}

export interface SeedCampaign {
  readonly name: string;
  readonly objective: string;
  readonly brief: {
    readonly summary: string;
    readonly audience: string;
    readonly keyMessages: readonly string[];
    readonly dos: readonly string[];
    readonly donts: readonly string[];
  };
  readonly markets: readonly string[];
  readonly hashtags: readonly string[];
  readonly mentions: readonly string[];
  readonly landingUrl: string;
  readonly budgetMinor: number;
}

export const ENGLISH: SeedTexts = {
  past: {
    name: 'First frost',
    objective: 'traffic',
    brief: {
      summary: 'The down jacket on the first cold mornings of the year: breath in the air, coffee, no hurry.',
      audience: 'Hikers and campers between 25 and 45',
      keyMessages: ['Warm at 20 °F', 'Packs into its own pocket'],
      dos: ['Early light'],
      donts: ['No ski resorts'],
    },
    markets: ['US'],
    hashtags: ['#FirstFrost'],
    mentions: ['@nordvik.outdoor'],
    landingUrl: 'https://nordvik.example/down',
    budgetMinor: 900_000,
  },
  live: {
    name: 'Long way home',
    objective: 'traffic',
    brief: {
      summary:
        'The last hour of a long day, when the weather turns and the car is still far. Show the shell doing its work; let the place be the hero.',
      audience: 'People who are out in any weather, 25 to 45',
      keyMessages: ['Keeps the wind out', 'The hood fits over a helmet', 'Repaired free for life'],
      dos: ['Real weather', 'Natural sound'],
      donts: ['No summit poses', 'No other outdoor brands in frame'],
    },
    markets: ['US', 'CA'],
    hashtags: ['#LongWayHome'],
    mentions: ['@nordvik.outdoor'],
    landingUrl: 'https://nordvik.example/shell',
    budgetMinor: 1_800_000,
  },
  approved: {
    name: 'Rain check',
    objective: 'awareness',
    brief: {
      summary:
        'A day out that everybody else cancelled. Rain, good company, and the new packs kept dry inside.',
      audience: 'Weekend hikers in the Pacific Northwest',
      keyMessages: ['Dry without a cover'],
      dos: ['Rain, plenty of it'],
      donts: [],
    },
    markets: ['US'],
    hashtags: ['#RainCheck'],
    mentions: ['@nordvik.outdoor'],
    landingUrl: 'https://nordvik.example/packs',
    budgetMinor: 750_000,
  },
  submitted: {
    name: 'Ridge line jackets',
    objective: 'traffic',
    brief: {
      summary: 'Show the jacket on a real day out: wind, wet rock, a long way home.',
      audience: 'Hikers between 25 and 45',
      keyMessages: ['Keeps the wind out'],
      dos: ['A real ridge'],
      donts: ['No studio shots'],
    },
    markets: ['US'],
    hashtags: ['#RidgeLine'],
    mentions: ['@nordvik.outdoor'],
    landingUrl: 'https://nordvik.example/ridge',
    budgetMinor: 1_200_000,
  },
  draft: { name: 'Trail lunch' },
  other: {
    name: 'Camp roast',
    objective: 'sales',
    brief: {
      summary: 'First coffee outside: the kettle, the waiting, the first sip. No latte art.',
      audience: 'Campers and van people',
      keyMessages: ['Ground for a camp stove'],
      dos: ['Steam'],
      donts: ['No espresso machines'],
    },
    markets: ['US'],
    hashtags: ['#CampRoast'],
    mentions: ['@kestrelcoffee'],
    landingUrl: 'https://kestrelcoffee.example/camp',
    budgetMinor: 480_000,
  },
  list: {
    name: 'Autumn shortlist',
    notes: [
      'Calm, patient films. Ask about November.',
      'Worked with us on First frost.',
      'Good with families.',
    ],
  },
  invitation: 'We love how you film weather. Two pieces over four weeks, and you choose the place.',
  talk: [
    'Thank you, I would love to. Is above the tree line all right, or do you need forest?',
    'Above the tree line is perfect. The wilder the better.',
    'Then it will be the east ridge on Thursday. They promise sixty-mile gusts.',
    'Please come back in one piece. The hood over the helmet would be the picture of the day.',
  ],
  counterNote: 'Two days on foot for the place I have in mind, so I need a little more.',
  question: 'I sent a counter-offer. If the fee works for you I can leave on Friday, while the snow holds.',
  decline: 'I am under contract with another outdoor brand until spring.',
  captions: [
    'Ad | Nineteen degrees, no wind, no hurry. The @nordvik.outdoor down jacket lives in its own pocket until the coffee is gone. #ad #FirstFrost',
    'Ad | Six hours out, two hours of rain, and the last mile was the best one. The @nordvik.outdoor shell kept the wind out all the way to the car. #ad #LongWayHome',
    'Ad | When the ridge said no, we took the long way home. Hood over the helmet, @nordvik.outdoor shell over everything else. #ad #LongWayHome',
    'Ad | Dinner at the end of a long way home: one pot, no wind. @nordvik.outdoor #ad #LongWayHome',
  ],
  lacking: 'Dinner at the end of a long way home: one pot, no wind. @nordvik.outdoor #LongWayHome',
  remark: 'Lovely light. Could the jacket be in the frame here?',
  change: 'Please disclose at the start, and let the jacket be seen beside the fire.',
  shareNote: 'For the board meeting',
};

export const GERMAN: SeedTexts = {
  past: {
    name: 'Winterruhe',
    objective: 'traffic',
    brief: {
      summary: 'Das Gesichtsöl an kalten Abenden: wenig Licht, viel Ruhe, kein Vorher und Nachher.',
      audience: 'Menschen mit trockener Haut zwischen 25 und 50',
      keyMessages: ['Drei Tropfen genügen', 'Ohne Duftstoffe'],
      dos: ['Abendlicht'],
      donts: ['Keine Filter'],
    },
    markets: ['DE'],
    hashtags: ['#Winterruhe'],
    mentions: ['@lindenblatt'],
    landingUrl: 'https://lindenblatt.example/oel',
    budgetMinor: 820_000,
  },
  live: {
    name: 'Zwei Minuten Morgen',
    objective: 'traffic',
    brief: {
      summary:
        'Die ersten zwei Minuten des Tages, bevor jemand etwas will. Zeigen Sie die Creme in Ihrer Morgenroutine: bei Tageslicht, ohne Filter, ohne Eile.',
      audience: 'Frauen und Männer zwischen 25 und 45',
      keyMessages: ['Ohne Duftstoffe', 'Zieht in zwei Minuten ein', 'Tiegel aus Glas, nachfüllbar'],
      dos: ['Tageslicht', 'Ungeschminkte Haut'],
      donts: ['Keine Heilversprechen', 'Keine anderen Pflegemarken im Bild'],
    },
    markets: ['DE', 'AT'],
    hashtags: ['#ZweiMinutenMorgen'],
    mentions: ['@lindenblatt'],
    landingUrl: 'https://lindenblatt.example/creme',
    budgetMinor: 1_650_000,
  },
  approved: {
    name: 'Nachtlicht',
    objective: 'awareness',
    brief: {
      summary:
        'Das Nachtserum auf dem Nachttisch: was der letzte Handgriff des Tages ist und warum er bleibt.',
      audience: 'Menschen, die spät zur Ruhe kommen',
      keyMessages: ['Wirkt, während Sie schlafen'],
      dos: ['Kerzen- oder Lampenlicht'],
      donts: [],
    },
    markets: ['DE'],
    hashtags: ['#Nachtlicht'],
    mentions: ['@lindenblatt'],
    landingUrl: 'https://lindenblatt.example/nacht',
    budgetMinor: 690_000,
  },
  submitted: {
    name: 'Sommerhaut',
    objective: 'traffic',
    brief: {
      summary: 'Die Creme in der Morgenroutine, bei Tageslicht und ohne Filter.',
      audience: 'Frauen und Männer zwischen 25 und 45',
      keyMessages: ['Ohne Duftstoffe'],
      dos: ['Draußen'],
      donts: ['Kein Sonnenschutzversprechen'],
    },
    markets: ['DE'],
    hashtags: ['#Sommerhaut'],
    mentions: ['@lindenblatt'],
    landingUrl: 'https://lindenblatt.example/sommer',
    budgetMinor: 1_200_000,
  },
  draft: { name: 'Herbstlicht' },
  other: {
    name: 'Altes Holz, neues Gold',
    objective: 'sales',
    brief: {
      summary: 'Ein Schmuckstück, das Sie jeden Tag tragen, und seine Geschichte in drei Sätzen.',
      audience: 'Menschen, die wenig und gut kaufen',
      keyMessages: ['Jedes Stück ein Unikat'],
      dos: ['Hände zeigen'],
      donts: ['Keine Rabattcodes'],
    },
    markets: ['DE'],
    hashtags: ['#AltesHolz'],
    mentions: ['@atelier.rosenholz'],
    landingUrl: 'https://rosenholz.example/ringe',
    budgetMinor: 420_000,
  },
  list: {
    name: 'Auswahl Herbst',
    notes: [
      'Ruhige, genaue Filme. Nach November fragen.',
      'Hat bei Winterruhe mitgemacht.',
      'Sehr treues Publikum.',
    ],
  },
  invitation: 'Wir mögen Ihr Licht sehr. Zwei Beiträge in vier Wochen, Ort und Zeit bestimmen Sie.',
  talk: [
    'Danke, sehr gern! Darf ich die Creme auch unter Make-up zeigen, oder nur auf der bloßen Haut?',
    'Am liebsten auf der bloßen Haut. Ihr Badezimmerfenster am Morgen wäre wunderbar.',
    'Dann am Donnerstag gegen sieben, da kommt die Sonne genau herein.',
    'Perfekt. Zeigen Sie gern auch den Tiegel, der ist aus Glas und lässt sich nachfüllen.',
  ],
  counterNote: 'Ich möchte mit einer Kamerafrau drehen, daher bräuchte ich etwas mehr.',
  question: 'Ich habe Ihnen ein Gegenangebot geschickt. Wenn es passt, kann ich schon am Freitag drehen.',
  decline: 'Ich bin bis zum Frühjahr exklusiv für eine andere Pflegemarke tätig.',
  captions: [
    'Anzeige | Drei Tropfen, ein dunkler Abend und sonst nichts. Das Öl von @lindenblatt riecht nach gar nichts, und genau das mag ich. #Winterruhe',
    'Anzeige | Zwei Minuten, bevor jemand etwas will. Die Creme von @lindenblatt kommt ohne Duftstoffe aus und ist eingezogen, ehe der Kaffee fertig ist. #ZweiMinutenMorgen',
    'Anzeige | Erst das Fenster, dann das Gesicht, dann der Tag. Mit der Creme von @lindenblatt, ohne Duftstoffe. #ZweiMinutenMorgen',
    'Anzeige | Mein Morgen passt in einen Tiegel. @lindenblatt #ZweiMinutenMorgen',
  ],
  lacking: 'Mein Morgen passt in einen Tiegel. @lindenblatt #ZweiMinutenMorgen',
  remark: 'Sehr schönes Licht. Könnte der Tiegel hier etwas weiter ins Bild?',
  change: 'Bitte gleich zu Beginn kennzeichnen und den Tiegel deutlicher zeigen.',
  shareNote: 'Für die Geschäftsführung',
};
