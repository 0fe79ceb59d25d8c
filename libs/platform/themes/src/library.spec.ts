import { describe, expect, it } from '@jest/globals';
import { loadThemes } from './library.js';
import { LABEL, themeFolder, writeTheme } from './support/theme-folder.js';

const TOKENS = {
  color: {
    $type: 'color',
    surface: { $value: '#ffffff' },
    ink: { $value: '#1a1c1f' },
    accent: { $value: '#2b55cc' },
    link: { $value: '{color.accent}' },
  },
  radius: { $type: 'dimension', $value: '6px' },
  font: { text: { $type: 'fontFamily', $value: ['system-ui', 'Segoe UI'] } },
  heading: { case: { $value: 'none' } },
  dark: {
    color: {
      $type: 'color',
      surface: { $value: '#1c1d20' },
      ink: { $value: '#ececee' },
      accent: { $value: '#7d9dff' },
    },
  },
};

describe('inheritance', () => {
  const dir = themeFolder({
    base: {
      'partials/card.hbs': '<i>{{title}}</i>',
      'partials/deep.hbs': 'base-deep',
      'pages/x.hbs': '{{> card title=data.a}}{{> deep}}',
      'layouts/app.hbs': '<body>{{body}}</body>',
      'locales/en.json': { a: 'base a', b: 'base b' },
      'tokens.json': TOKENS,
      'assets/css/10-a.css': 'a{}',
      'assets/css/20-b.css': 'b{}',
      'assets/logo.svg': '<svg>base</svg>',
    },
    child: {
      'partials/card.hbs': '<b>{{> parent/card}}</b>',
      'layouts/app.hbs': '{{!< parent/app}}<main>{{body}}</main>',
      'locales/en.json': { a: 'child a' },
      'tokens.json': { color: { accent: { $value: '#a4471f' } } },
      'assets/css/10-a.css': 'child-a{}',
      'assets/css/90-c.css': 'c{}',
    },
    grandchild: {
      'theme.json': { extends: 'child' },
      'partials/card.hbs': '({{> parent/card}})',
    },
    tiny: { 'assets/logo.svg': '<svg>tiny</svg>' },
  });
  const library = loadThemes(dir);
  const look = (theme: string) => library.compileLook({ theme, label: LABEL });

  it('lets a child win by path, and reach its parent, through any number of generations', () => {
    expect(look('base').page('x', { data: { a: 1 } })).toBe('<body><i>1</i>base-deep</body>');
    expect(look('child').page('x', { data: { a: 1 } })).toBe(
      '<body><main><b><i>1</i></b>base-deep</main></body>',
    );
    expect(look('grandchild').page('x', { data: { a: 1 } })).toContain('(<b><i>1</i></b>)base-deep');
  });

  it('adds texts and tokens up one by one', () => {
    expect([look('child').text('a'), look('child').text('b')]).toEqual(['child a', 'base b']);
    expect(look('child').token('color.accent')).toBe('#a4471f');
    expect(look('child').token('color.link')).toBe('#a4471f');
    expect(look('child').token('color.ink')).toBe('#1a1c1f');
  });

  it('puts style files of the parent first, and a child’s in the place of its parent’s', () => {
    expect(look('child').stylesheet().css).toMatch(/child-a\{\}\nb\{\}\nc\{\}$/);
  });

  it('shows a theme’s own logo wherever it has no other shape of it, never its parent’s', () => {
    const dir = themeFolder({
      base: {
        'assets/logo.svg': '<svg>base</svg>',
        'assets/logo-nav.svg': '<svg>base nav</svg>',
        'assets/favicon.svg': '<svg>base icon</svg>',
      },
      child: { 'assets/logo.svg': '<svg>own</svg>', 'assets/favicon.svg': '<svg>own icon</svg>' },
    });
    const child = loadThemes(dir).compileLook({ theme: 'child', label: LABEL });
    const shown = (name: string) => child.asset(child.assetPath(name)!)!.body.toString();
    expect(shown('logo-nav.svg')).toBe('<svg>own</svg>');
    expect(shown('logo-dark.svg')).toBe('<svg>own</svg>');
    expect(shown('favicon.svg')).toBe('<svg>own icon</svg>');
  });

  it('makes a whole theme of ten lines and a logo', () => {
    const tiny = look('tiny');
    expect(tiny.page('x', { data: { a: 1 } })).toBe(look('base').page('x', { data: { a: 1 } }));
    expect(tiny.assetPath('logo.svg')).not.toBe(look('base').assetPath('logo.svg'));
  });
});

describe('loading', () => {
  it('keeps the last good version of a theme that stops loading, and says why', () => {
    const dir = themeFolder({ base: { 'pages/x.hbs': 'one' } });
    const library = loadThemes(dir);
    const before = library.compileLook({ theme: 'base', label: LABEL });
    writeTheme(dir, 'base', { 'pages/x.hbs': 'two {{#if' });
    library.reload();
    expect(library.compileLook({ theme: 'base', label: LABEL }).page('x', {})).toBe('one');
    expect(library.failures().get('base')?.message).toContain('pages/x.hbs');
    writeTheme(dir, 'base', { 'pages/x.hbs': 'three' });
    library.reload();
    expect(library.failures().size).toBe(0);
    expect(library.compileLook({ theme: 'base', label: LABEL }).page('x', {})).toBe('three');
    expect(before.page('x', {})).toBe('one');
  });

  it('keeps a child going while its parent is broken', () => {
    const dir = themeFolder({ base: { 'pages/x.hbs': 'one' }, child: {} });
    const library = loadThemes(dir);
    writeTheme(dir, 'base', { 'theme.json': { version: 'nonsense' } });
    library.reload();
    expect(library.compileLook({ theme: 'child', label: LABEL }).page('x', {})).toBe('one');
    expect(library.failures().get('child')?.message).toContain('extends base');
  });

  it('gives a label the base look where its theme never loaded, and refuses an unknown theme', () => {
    const library = loadThemes(
      themeFolder({ base: { 'pages/x.hbs': 'base' }, bad: { 'pages/x.hbs': '{{nope 1}}' } }),
    );
    expect(library.compileLook({ theme: 'bad', label: LABEL }).page('x', {})).toBe('base');
    expect(() => library.compileLook({ theme: 'ghost', label: LABEL })).toThrow('there is no theme ghost');
  });

  const refuses = (files: Record<string, string | object>): string =>
    loadThemes(themeFolder({ base: files }))
      .failures()
      .get('base')?.message ?? 'loaded';

  it('refuses unknown helpers, block helpers and layouts, decorators and computed partials', () => {
    expect(refuses({ 'pages/x.hbs': '{{shout data.a}}' })).toContain('shout');
    expect(refuses({ 'pages/x.hbs': '{{log data}}' })).toContain('log');
    expect(refuses({ 'pages/x.hbs': '{{lookup data "a"}}' })).toContain('lookup');
    expect(refuses({ 'pages/x.hbs': '{{#data}}x{{/data}}' })).toContain('unknown block helper data');
    expect(refuses({ 'pages/x.hbs': '{{#*inline "a"}}x{{/inline}}' })).toContain('decorators');
    expect(refuses({ 'pages/x.hbs': '{{> (concat "a" "b")}}' })).toContain('not computed');
  });

  it('refuses a bad manifest, a package file that is not there, and tokens that are none', () => {
    expect(refuses({ 'theme.json': { version: '1' } })).toContain('version');
    expect(refuses({ 'theme.json': { packageAssets: { 'a.woff2': '@fontsource/none/a.woff2' } } })).toContain(
      'not installed',
    );
    expect(refuses({ 'theme.json': { packageAssets: { 'a.json': '../../package.json' } } })).toContain(
      'is no package file',
    );
    expect(refuses({ 'tokens.json': { color: { $type: 'color', a: { $value: 'rustish' } } } })).toContain(
      'color.a',
    );
    expect(refuses({ 'tokens.json': { a: { $value: '{a}' } } })).toContain('refers to itself');
    expect(refuses({ 'theme.json': { extends: 'base' } })).toContain('extends itself');
  });
});

describe('stylesheet', () => {
  const files = {
    'tokens.json': TOKENS,
    'theme.json': {
      contrast: [['color.accent', 'color.surface', 4.5]],
      packageAssets: { 'fonts/slab.woff2': '@fontsource/zilla-slab/files/zilla-slab-latin-600-normal.woff2' },
    },
    'assets/css/a.css':
      '/* note */\n@font-face { src: url("../fonts/slab.woff2") }\n.a { color: var(--color-on-accent); background: var(--color-accent-hover) url(data:x) }',
  };
  const library = loadThemes(themeFolder({ base: files }));
  const look = (tokens?: Record<string, unknown>) =>
    library.compileLook({ theme: 'base', label: LABEL, ...(tokens ? { tokens } : {}) });

  it('writes tokens as properties, light and dark, and only the derived colours that are used', () => {
    const { css } = look().stylesheet();
    expect(css).toContain('--color-accent:#2b55cc;');
    expect(css).toContain('--color-link:#2b55cc;');
    expect(css).toContain('--font-text:system-ui, "Segoe UI";');
    expect(css).toContain('--color-on-accent:#ffffff;');
    expect(css).toContain('--color-accent-hover:#');
    expect(css).not.toContain('--color-ink-hover');
    expect(css).toMatch(
      /prefers-color-scheme:dark\)\{:root:not\(\[data-scheme="light"\]\)\{color-scheme:dark;[^}]*--color-on-accent:#000000/,
    );
    expect(css).toMatch(/:root\[data-scheme="dark"\]\{[^}]*--color-link:#7d9dff/);
    expect(css).not.toContain('note');
  });

  it('points at hashed assets, which are served for ever under their hash alone', () => {
    const found =
      /url\("(\/assets\/fonts\/slab-[0-9a-f]{16}\.woff2)"\)/.exec(look().stylesheet().css)?.[1] ?? '';
    expect(look().asset(found)?.contentType).toBe('font/woff2');
    expect(look().asset(found.replace(/-[0-9a-f]/, '-x'))).toBeNull();
    expect(look().stylesheet().css).toContain('url(data:x)');
  });

  it('is named by its content: labels of the same tokens share it, others do not', () => {
    const rust = look({ 'color.accent': '#a4471f' });
    expect(rust.stylesheet().hash).toBe(look({ color: { accent: { $value: '#a4471f' } } }).stylesheet().hash);
    expect(rust.stylesheet().hash).not.toBe(look().stylesheet().hash);
    expect(rust.asset(rust.stylesheet().path)?.body).toBe(rust.stylesheet().css);
    expect(rust.asset(look().stylesheet().path)).toBeNull();
    expect(rust.id).not.toBe(look().id);
    expect(rust.id).toBe(look({ 'color.accent': '#a4471f' }).id);
  });

  it('carries a label’s accent into the dark, made readable there', () => {
    const dark = look({ 'color.accent': '#5c1a00' }).token('color.accent', 'dark')!;
    expect(dark).not.toBe('#7d9dff');
    expect(dark).not.toBe('#5c1a00');
    expect(
      look({ 'color.accent': '#5c1a00', 'dark.color.accent': '#ffaa88' }).token('color.accent', 'dark'),
    ).toBe('#ffaa88');
  });

  it('refuses overrides that are unknown, of another type, or would break out of the sheet', () => {
    expect(() => look({ 'color.acent': '#fff' })).toThrow('the theme has no token color.acent');
    for (const [path, value] of [
      ['color.accent', 'red;} body{display:none'],
      ['color.accent', 'url(https://evil.example)'],
      ['radius', '6px;}'],
      ['font.text', 'a"; } b {'],
      ['heading.case', 'none} body{x:y'],
      ['heading.case', 'url(//evil.example)'],
      ['heading.case', '</style>'],
      ['heading.case', '/* '],
    ] as const) {
      expect(() => look({ [path]: value })).toThrow(path);
    }
    expect(look({ radius: '8px', 'heading.case': 'uppercase' }).stylesheet().css).toContain(
      '--heading-case:uppercase;',
    );
  });
});

describe('ten thousand labels', () => {
  it('share templates, texts and sheets: a label is a small object', () => {
    const library = loadThemes(
      themeFolder({ base: { 'tokens.json': TOKENS, 'pages/x.hbs': '{{label.name}}' } }),
    );
    const make = (index: number) =>
      library.compileLook({
        theme: 'base',
        label: { ...LABEL, name: `Label ${index}`, locales: ['en-US'] },
        tokens: { 'color.accent': `#${(index * 97).toString(16).padStart(6, '0').slice(-6)}` },
        words: { 'en-US': { influencer: { one: `w${index}`, other: `ws${index}` } } },
      });
    expect(make(1).page('x', {})).toBe('Label 1');
    const looks = Array.from({ length: 2_000 }, (_, index) => make(index));
    const theme = Reflect.get(looks[0]!, 'theme') as unknown;
    expect(looks.every((look) => (Reflect.get(look, 'theme') as unknown) === theme)).toBe(true);
    expect(looks[77]!.page('x', {})).toBe('Label 77');
  });
});
