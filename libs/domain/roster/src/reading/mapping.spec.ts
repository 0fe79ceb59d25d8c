import { describe, expect, it } from '@jest/globals';
import type { RosterField } from './fields.js';
import { correctMapping, guessMapping } from './mapping.js';

const fieldsOf = (headers: string[], rows: string[][] = [], filename = 'instagram.csv'): RosterField[] =>
  guessMapping(headers, rows, { filename }).columns.map((column) => column.field);

const repeat = (row: string[], times = 5): string[][] => Array.from({ length: times }, () => row);

describe('guessing what a column holds', () => {
  it.each<[string, string[], RosterField[]]>([
    [
      'English',
      [
        'Username',
        'Full name',
        'Followers',
        'Engagement Rate (%)',
        'Avg. likes',
        'Average Views',
        'Country',
        'Niche',
        'E-mail',
      ],
      [
        'handle',
        'displayName',
        'followers',
        'engagementRate',
        'avgLikes',
        'avgViews',
        'country',
        'category',
        'email',
      ],
    ],
    [
      'German',
      [
        'Benutzername',
        'Vollständiger Name',
        'Abonnenten',
        'Interaktionsrate',
        'Ø Likes',
        'Durchschnittliche Aufrufe',
        'Land',
        'Kategorie',
        'E-Mail',
        'Telefon',
        'Sprache',
        'Stadt',
        'Geschlecht',
        'Beiträge',
        'Kommentare (Ø)',
      ],
      [
        'handle',
        'displayName',
        'followers',
        'engagementRate',
        'avgLikes',
        'avgViews',
        'country',
        'category',
        'email',
        'phone',
        'language',
        'city',
        'gender',
        'posts',
        'avgComments',
      ],
    ],
    [
      'Spanish',
      [
        'Usuario',
        'Nombre completo',
        'Seguidores',
        'Tasa de interacción',
        'Promedio de me gusta',
        'Visualizaciones promedio',
        'País',
        'Categoría',
        'Correo',
        'Publicaciones',
        'Idioma',
        'Ciudad',
      ],
      [
        'handle',
        'displayName',
        'followers',
        'engagementRate',
        'avgLikes',
        'avgViews',
        'country',
        'category',
        'email',
        'posts',
        'language',
        'city',
      ],
    ],
    [
      'French',
      [
        "Nom d'utilisateur",
        'Nom complet',
        'Abonnés',
        "Taux d'engagement",
        "Moyenne de J'aime",
        'Vues moyennes',
        'Pays',
        'Thématique',
        'Courriel',
        'Ville',
        'Langue',
      ],
      [
        'handle',
        'displayName',
        'followers',
        'engagementRate',
        'avgLikes',
        'avgViews',
        'country',
        'category',
        'email',
        'city',
        'language',
      ],
    ],
    [
      'Portuguese',
      [
        'Nome de usuário',
        'Nome completo',
        'Seguidores',
        'Taxa de engajamento',
        'Média de curtidas',
        'Média de visualizações',
        'País',
        'Categoria',
        'Cidade',
        'Publicações',
      ],
      [
        'handle',
        'displayName',
        'followers',
        'engagementRate',
        'avgLikes',
        'avgViews',
        'country',
        'category',
        'city',
        'posts',
      ],
    ],
  ])('reads %s headers', (_language, headers, fields) => {
    expect(fieldsOf(headers)).toEqual(fields);
  });

  it('believes the cells against a header that lies', () => {
    const mapping = guessMapping(
      ['instagram name', 'Views avg.', 'Likes avg'],
      [
        ['a.b', 'Spain', '12'],
        ['c_d', 'India', '13'],
        ['e', 'South Korea', '14'],
        ['f', '0', '15'],
        ['g', 'Brazil', '16'],
      ],
      { filename: 'list.csv' },
    );
    expect(mapping.columns[1]).toMatchObject({ field: 'country', reason: 'valuesAgainstHeader' });
    expect(mapping.columns[1]!.confidence).toBeGreaterThan(0.8);
  });

  it('takes the exact number of a column that comes twice, and keeps the text behind it', () => {
    const rows = [
      ['a', '1.2M', '1234567'],
      ['b', '900K', '900100'],
      ['c', '3M', '3000000'],
    ];
    const [, text, exact] = guessMapping(['handle', 'Followers', 'Followers'], rows, {
      filename: '',
    }).columns;
    expect(exact).toMatchObject({ field: 'followers', order: 0 });
    expect(text).toMatchObject({ field: 'followers', order: 1, reason: 'twin' });
  });

  it('keeps another figure of the same name out', () => {
    const rows = [
      ['a', '1000', '5'],
      ['b', '2000', '9'],
      ['c', '3000', '1'],
    ];
    const columns = guessMapping(['handle', 'Followers', 'Subscribers'], rows, {
      filename: '',
    }).columns;
    expect(columns.map((c) => c.reason)).toEqual(['header', 'header', 'fieldTaken']);
    expect(columns[2]!.field).toBe('ignore');
  });

  it('finds which of two names is the handle by looking at them', () => {
    const rows = [
      ['Stray Kids', 'jypestraykids'],
      ['Addison Rae', 'addisonre'],
      ['The Rock', 'therock'],
    ];
    expect(fieldsOf(['Tiktok name', 'Tiktoker name'], rows)).toEqual(['displayName', 'handle']);
  });

  it('ignores measures that a profile has no place for', () => {
    expect(
      fieldsOf(
        [
          'handle',
          'video_views_rank',
          'subscribers_for_last_30_days',
          'Unemployment rate',
          'Population',
          'highest_monthly_earnings',
          'Following',
        ],
        repeat(['a', '1', '2', '3', '4', '5', '6']),
      ),
    ).toEqual(['handle', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore']);
  });

  it('tells sums from averages where the header does not', () => {
    expect(fieldsOf(['handle', 'subscribers', 'video views'], repeat(['a', '1000', '990000']))[2]).toBe(
      'totalViews',
    );
    expect(fieldsOf(['handle', 'subscribers', 'views'], repeat(['a', '1000', '300']))[2]).toBe('avgViews');
  });

  it('reads columns without a known header by their cells', () => {
    expect(
      fieldsOf(
        ['x1', 'x2', 'x3', 'x4'],
        [
          ['a@b.de', 'https://instagram.com/a', 'DE', 'instagram'],
          ['c@d.fr', 'https://instagram.com/c', 'FR', 'tiktok'],
          ['e@f.es', 'https://instagram.com/e', 'ES', 'youtube'],
        ],
      ),
    ).toEqual(['email', 'profileUrl', 'country', 'platform']);
  });

  it('guesses the platform from headers, then the file name, and says when it only assumes', () => {
    const platformOf = (headers: string[], filename: string) =>
      guessMapping(headers, [], { filename }).platform;
    expect(platformOf(['Tiktok name', 'Subscribers'], 'instagram.csv')).toMatchObject({
      platform: 'tiktok',
      reason: 'header',
    });
    expect(platformOf(['handle', 'followers'], 'Top-YouTube_2024.xlsx')).toMatchObject({
      platform: 'youtube',
      reason: 'filename',
    });
    expect(platformOf(['Channel name', 'Video uploads', 'Subscribers'], 'a.csv')).toMatchObject({
      platform: 'youtube',
      reason: 'shape',
    });
    expect(platformOf(['handle', 'followers'], 'a.csv')).toMatchObject({ reason: 'assumed' });
    expect(guessMapping(['handle', 'followers'], [], { filename: 'a.csv' }).doubts).toContain(
      'platformAssumed',
    );
  });

  it('tells the accounts of several platforms apart', () => {
    const rows = [
      ['Ann Lee', 'annlee', '1000', 'ann.tt'],
      ['Bob K', 'bobk', '3000', 'bob.tt'],
      ['Cy D', 'cyd', '3000', 'cy.tt'],
    ];
    const mapping = guessMapping(['Name', 'Instagram', 'Followers', 'TikTok'], rows, { filename: 'a.csv' });
    expect(mapping.columns.map((c) => c.field)).toEqual(['displayName', 'handle', 'followers', 'handle']);
    expect(mapping.columns.map((c) => c.platform)).toEqual([null, null, null, 'tiktok']);
    expect(mapping.platform.platform).toBe('instagram');
  });

  it('reads handles from a list without any header', () => {
    expect(fieldsOf(['Column 1'], [['cristiano'], ['leomessi']])).toEqual(['handle']);
  });

  it('doubts comments that exceed likes', () => {
    const rows = [
      ['a', '100', '900'],
      ['b', '200', '800'],
      ['c', '300', '700'],
    ];
    const mapping = guessMapping(['handle', 'avg likes', 'avg comments'], rows, { filename: 'instagram' });
    expect(mapping.doubts).toContain('commentsExceedLikes');
    expect(mapping.columns[1]!.confidence).toBeLessThan(0.5);
  });

  it('reads a bare rate as a fraction only where all of it is one', () => {
    const unitOf = (cells: string[]) =>
      guessMapping(
        ['handle', 'engagement rate'],
        cells.map((c) => ['a', c]),
        { filename: '' },
      ).columns[1]!.rateUnit;
    expect(unitOf(['0.0139', '0.02', '0.004'])).toBe('fraction');
    expect(unitOf(['1.39', '0.2', '0.4'])).toBe('percent');
    expect(unitOf(['0.02%', '0.01%', '0.4%'])).toBe('percent');
  });

  it("lets a person's word override the guess", () => {
    const mapping = guessMapping(['Name', 'Something', 'Followers'], repeat(['Ann Lee', 'ann', '12']), {
      filename: 'a.csv',
    });
    expect(mapping.doubts).toContain('handlesFromNames');
    const corrected = correctMapping(mapping, { columns: { 1: 'handle', 2: 'ignore' }, platform: 'twitch' });
    expect(corrected.columns.map((c) => c.field)).toEqual(['displayName', 'handle', 'ignore']);
    expect(corrected.columns[1]).toMatchObject({ confidence: 1, reason: 'person', order: 0 });
    expect(corrected.platform).toEqual({ platform: 'twitch', confidence: 1, reason: 'person' });
    expect(corrected.doubts).not.toContain('handlesFromNames');
    expect(corrected.doubts).not.toContain('platformAssumed');
  });

  it("puts the person's column before the guessed ones of the same field", () => {
    const mapping = guessMapping(['handle', 'Followers', 'Other'], repeat(['a', '1', '2']), { filename: '' });
    const corrected = correctMapping(mapping, { columns: { 2: { field: 'followers', decimalMark: ',' } } });
    expect(corrected.columns[2]).toMatchObject({ field: 'followers', order: 0, decimalMark: ',' });
    expect(corrected.columns[1]).toMatchObject({ field: 'followers', order: 1 });
  });
});
