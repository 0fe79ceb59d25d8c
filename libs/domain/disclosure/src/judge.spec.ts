import { describe, expect, it } from '@jest/globals';
import { judge } from './index.js';
import type { DisclosureInput, DisclosureReport, Jurisdiction } from './index.js';

function ask(
  jurisdiction: Jurisdiction | Jurisdiction[],
  caption: string,
  more: Partial<DisclosureInput> = {},
): DisclosureReport {
  return judge({
    jurisdictions: Array.isArray(jurisdiction) ? jurisdiction : [jurisdiction],
    platform: 'instagram',
    relationship: 'paid',
    language: 'en',
    caption,
    at: '2026-09-01',
    ...more,
  });
}
const rules = (report: DisclosureReport): string[] => report.findings.map((finding) => finding.rule);
const cited = (report: DisclosureReport, caption: string): string[] =>
  report.findings.map((finding) => caption.slice(...finding.where));

const LONG =
  'We walked for three days over the moor, slept in two huts and one barn, and met more sheep than people, which suited everybody. '.repeat(
    2,
  );
const WALL = '#moor #sheep #boots #tent #stove #maps #rain #tea #socks #dawn';

describe('what is seen first', () => {
  it('passes a label that opens the text, bare, bracketed or as a tag', () => {
    for (const caption of [
      '#ad Boots from @fennmoor',
      '(ad) Boots',
      'AD Boots from Fennmoor',
      'Advertisement – boots',
      '@fennmoor #ad Boots',
    ]) {
      expect([caption, ask('UK', caption).verdict]).toEqual([caption, 'pass']);
    }
  });

  it('fails a label behind the fold, counted in characters and in lines', () => {
    expect(rules(ask('US', `${LONG}#ad`))).toEqual(['placement.afterFold']);
    expect(rules(ask('US', 'Boots\n.\n.\n.\n#ad'))).toEqual(['placement.afterFold']);
    const wide = { folds: { instagram: { characters: 2000, lines: 40 } } };
    expect(ask('US', `${LONG}#ad ${LONG}`, wide).verdict).toBe('pass');
    expect(rules(ask('US', `${LONG}#ad`, wide))).toEqual(['placement.notFirst']);
  });

  it('asks that the label come first where the source does', () => {
    expect(ask('US', 'Boots for the moor #ad').verdict).toBe('pass');
    expect(rules(ask('UK', 'Boots for the moor #ad'))).toEqual(['placement.notFirst']);
    expect(ask('KR', '황무지 부츠 후기 #광고', { language: 'ko' }).verdict).toBe('fail');
  });

  it('fails a label among many hashtags, and says how many', () => {
    const report = ask('AU', `Boots ${WALL.replace('#tea', '#ad')}`);
    expect(report.findings[0]).toMatchObject({
      rule: 'placement.hashtagCrowd',
      level: 'fail',
      saysParams: { count: 10, label: '#ad' },
    });
  });

  it('counts the first three hashtags in Italy, with the brand beside', () => {
    const it_ = (caption: string): string =>
      ask('IT', caption, { language: 'it', brand: { name: 'Fennmoor' } }).verdict;
    expect(it_('Stivali nuovi #adv #fennmoor')).toBe('pass');
    expect(it_('Stivali nuovi #adv #brughiera')).toBe('warn');
    expect(it_('Stivali nuovi #pioggia #fango #tenda #adv #fennmoor')).toBe('fail');
  });

  it('warns of a label behind a link', () => {
    expect(rules(ask('US', 'Boots at fennmoor.example/b #ad'))).toEqual(['placement.afterLink']);
  });
});

describe('words that are not labels', () => {
  it.each([
    'Ad hoc dinner with Fennmoor',
    'Ruins from AD 79 in my Fennmoor boots',
    'Adorable boots',
    'I saw it in 400 AD',
    'Boots #adidas #salad',
    'This ad agency life',
    'The sponsored team lost',
  ])('does not take “%s” for a disclosure', (caption) => {
    expect(ask('US', caption).verdict).toBe('fail');
    expect(ask('US', caption, { relationship: 'none' }).verdict).toBe('pass');
  });

  it('points at the word that only contains a label', () => {
    const caption = 'Day four #advent with Fennmoor';
    const report = ask('UK', caption);
    expect([rules(report), cited(report, caption)]).toEqual([['wording.partOfWord'], ['#advent']]);
  });

  it('does not read Japanese or Korean compounds as labels', () => {
    expect(ask('JP', '広告業界の朝 @fennmoor', { language: 'ja' }).verdict).toBe('fail');
    expect(ask('KR', '광고주님 감사해요', { language: 'ko' }).verdict).toBe('fail');
  });
});

describe('letters in disguise', () => {
  it('reads full-width and styled letters as what they show', () => {
    for (const caption of ['＃ａｄ Boots', '𝗔𝗱 | Boots', 'ⒶⒹ | Boots', 'ᴀᴅ | Boots', '🅰🅳 | Boots']) {
      expect([caption, ask('US', caption).verdict]).toEqual([caption, 'pass']);
    }
    expect(ask('JP', 'ﾌﾟﾛﾓｰｼｮﾝです。長靴', { language: 'ja' }).verdict).toBe('pass');
  });

  it('never passes look-alike letters, and cites them in the caption as written', () => {
    const caption = 'So! #\u0430d Boots 🥾';
    const report = ask('US', caption);
    expect(report.verdict).toBe('warn');
    expect([rules(report), cited(report, caption)]).toEqual([['text.lookAlike'], ['#\u0430d']]);
  });

  it('flags an invisible character inside a label, not one beside it', () => {
    expect(rules(ask('US', '#a\u200bd Boots'))).toEqual(['text.hiddenCharacter']);
    expect(ask('US', '#ad\u200b Boots 👩\u200d🚀').verdict).toBe('pass');
  });

  it('flags letter-spaced labels', () => {
    expect(rules(ask('DE', 'A n z e i g e | Stiefel', { language: 'de' }))).toEqual(['text.spaced']);
  });

  it('keeps offsets right behind emoji, accents and decomposed letters', () => {
    const caption = '👩‍👩‍👧 e\u0301te\u0301 ﬁn… #spon';
    expect(cited(ask('US', caption), caption)).toEqual(['#spon']);
  });
});

describe('wording by jurisdiction', () => {
  it('flips the same words by country', () => {
    const collaboration = (jurisdiction: Jurisdiction): string =>
      ask(jurisdiction, 'In collaboration with Fennmoor: boots').verdict;
    expect([collaboration('IN'), collaboration('UK')]).toEqual(['pass', 'fail']);
    expect([
      ask('NL', '#spon Laarzen', { language: 'nl' }).verdict,
      ask('US', '#spon Boots').verdict,
    ]).toEqual(['pass', 'fail']);
  });

  it('gives the platform’s own label its worth', () => {
    const tool = (jurisdiction: Jurisdiction): string =>
      ask(jurisdiction, 'Boots', { paidPartnershipLabel: true }).verdict;
    expect((['IE', 'IT', 'BR'] as const).map(tool)).toEqual(['pass', 'pass', 'pass']);
    expect((['US', 'UK', 'DE', 'FR', 'IN'] as const).map(tool)).toEqual([
      'warn',
      'warn',
      'warn',
      'warn',
      'warn',
    ]);
  });

  it('warns when the label is in another language than the post', () => {
    expect(rules(ask('US', '#ad Mis botas nuevas', { language: 'es' }))).toEqual(['label.language']);
    expect(ask('US', 'Publicidad: mis botas nuevas', { language: 'es-MX' }).verdict).toBe('pass');
    expect(ask('US', '#ad Mis botas para la lluvia y el barro', { language: undefined }).language).toBe('es');
  });

  it('refuses a mere gift for a paid post, and an affiliate’s bare code', () => {
    expect(rules(ask('IE', '#gifted Boots'))).toEqual(['relationship.understated']);
    expect(ask('IE', '#gifted Boots', { relationship: 'gifted' }).verdict).toBe('pass');
    expect(rules(ask('US', 'Use MOOR10 for boots', { relationship: 'affiliate' }))).toEqual([
      'affiliate.undisclosed',
    ]);
    expect(
      ask('US', 'I earn a commission when you buy here: fennmoor.example', { relationship: 'affiliate' })
        .verdict,
    ).toBe('pass');
  });

  it('knows a brand’s own partner tag from a vague one', () => {
    expect(ask('US', '#FennmoorPartner Boots').verdict).toBe('pass');
    expect(ask('US', '#TravelPartner Boots').verdict).toBe('warn');
    expect(ask('US', '#OtherPartner Boots', { brand: { name: 'Fennmoor' } }).verdict).toBe('warn');
    expect(rules(ask('US', '#FennmoorAd Boots'))).toEqual(['text.joinedTag']);
  });

  it('accepts an asterisk at the link with its explanation in Germany', () => {
    const post = (text: string): string =>
      ask('DE', text, { language: 'de', platform: 'blog', format: 'blog', relationship: 'affiliate' })
        .verdict;
    expect(post('Stiefel*: https://laden.example/s\n* Affiliate-Link: Ich bekomme eine Provision.')).toBe(
      'pass',
    );
    expect(post('Stiefel: https://laden.example/s\nDas ist ein Affiliate-Link.')).toBe('warn');
  });
});

describe('denials', () => {
  it.each([
    ['UK', 'en', 'Not an ad, I just love Fennmoor'],
    ['US', 'en', '#ad #notanad Boots'],
    ['DE', 'de', 'Unbezahlte Werbung | Stiefel'],
    ['FR', 'fr', 'Publicité ? Non, ce n’est pas une pub'],
    ['ES', 'es', 'Esto no es publicidad'],
    ['BR', 'pt', 'Isto não é publi'],
    ['IT', 'it', 'Non è una pubblicità'],
    ['NL', 'nl', 'Geen reclame'],
    ['NO', 'no', 'Dette er ikke reklame'],
    ['JP', 'ja', 'PR案件ではありません'],
    ['KR', 'ko', '#광고아님 부츠'],
  ] as const)('fails a denial beside a relationship in %s (%s)', (jurisdiction, language, caption) => {
    const report = ask(jurisdiction, caption, { language });
    expect(rules(report)).toContain('denial.relationship');
    expect(report.findings.every((finding) => finding.fix === null)).toBe(true);
    expect(ask(jurisdiction, caption, { language, relationship: 'none' }).verdict).toBe('pass');
  });

  it('does not mistake an app without ads, or “not just an ad”, for a denial', () => {
    expect(ask('US', '#ad Tunes with no ads at all').verdict).toBe('pass');
    expect(ask('US', '#ad This is not just an ad, I use it').verdict).toBe('pass');
  });

  it('lets an unpaid gift be called unpaid where a gift is no payment', () => {
    const caption = 'Fennmoor gave me these boots, not sponsored';
    expect(ask('US', caption, { relationship: 'gifted' }).verdict).toBe('pass');
    expect(ask('UK', caption, { relationship: 'gifted' }).verdict).toBe('fail');
  });
});

describe('formats, images, matters and ages', () => {
  it('asks that a video and a stream say it themselves', () => {
    expect(rules(ask('US', '#ad Boots tested', { format: 'video', platform: 'youtube' }))).toEqual([
      'format.video',
    ]);
    expect(
      ask('US', '#ad Boots tested', { format: 'video', platform: 'youtube', flags: ['spoken'] }).verdict,
    ).toBe('pass');
    expect(rules(ask('US', '#ad Boots live', { format: 'live', platform: 'twitch' }))).toEqual([
      'format.live',
    ]);
  });

  it('asks for the mark on changed images', () => {
    const fr = ask('FR', 'Publicité – mes bottes', { language: 'fr', flags: ['retouched_face'] });
    expect(fr.findings[0]).toMatchObject({ rule: 'image.notice', level: 'fail' });
    expect(ask('FR', fr.findings[0]!.fix!, { language: 'fr', flags: ['retouched_face'] }).verdict).toBe(
      'pass',
    );
    expect(rules(ask('NO', 'Reklame – støvler', { language: 'no', flags: ['retouched_body'] }))).toEqual([
      'image.officialMark',
    ]);
    expect(
      ask('NO', 'Reklame – støvler', { language: 'no', flags: ['retouched_body', 'official_mark'] }).verdict,
    ).toBe('pass');
  });

  it('fails prohibited matters however well labelled, and offers no words for them', () => {
    const report = ask('UK', 'Ad | Book your jab', { category: 'pom' });
    expect(report.findings).toMatchObject([{ rule: 'category.prohibited', level: 'fail', fix: null }]);
    expect(ask('UK', 'Ad | Guilt-free gin', { category: 'alcohol' }).verdict).toBe('fail');
    expect(ask('UK', 'Ad | A dry gin', { category: 'alcohol' }).verdict).toBe('pass');
    expect(
      ask('FR', 'Publicité – pariez. Interdit aux mineurs', { language: 'fr', category: 'gambling' }).verdict,
    ).toBe('pass');
  });

  it('asks a person to look when the text hints at a matter nobody named', () => {
    expect(rules(ask('UK', 'Ad | My Ozempic diary'))).toEqual(['category.suspected']);
  });

  it('keeps young creators from alcohol', () => {
    expect(rules(ask('AU', '#ad A dry gin', { category: 'alcohol', creatorAge: 24 }))).toEqual([
      'age.tooYoung',
    ]);
    expect(ask('AU', '#ad A dry gin', { category: 'alcohol', creatorAge: 25 }).verdict).toBe('pass');
  });

  it('finds no duty without a relationship, but notes what contradicts the record', () => {
    expect(ask('US', 'Bought these boots, love them', { relationship: 'none' }).verdict).toBe('pass');
    expect(rules(ask('US', 'Use my code MOOR10', { relationship: 'none' }))).toEqual([
      'relationship.unrecorded',
    ]);
  });
});
