import { describe, expect, it } from '@jest/globals';
import { loadThemes, type LibraryOptions } from './library.js';
import type { Look, LookInput } from './look.js';
import { LABEL, themeFolder } from './support/theme-folder.js';

const EN = {
  'locales/en.json': {
    notKnown: 'not known',
    words: { influencer: 'influencer', influencers: 'influencers' },
  },
};

function lookAt(
  files: Record<string, string | object>,
  input: Partial<LookInput> = {},
  options: LibraryOptions = {},
): Look {
  const library = loadThemes(themeFolder({ base: { ...EN, ...files } }), options);
  return library.compileLook({ theme: 'base', label: LABEL, ...input });
}

/** What one template prints for this data. */
function printed(
  template: string,
  data: object = {},
  input: Partial<LookInput> = {},
  files: object = {},
): string {
  return lookAt({ 'pages/x.hbs': template, ...files }, input).page('x', { data });
}

describe('a page', () => {
  it('is wrapped in the layout it names, else in app', () => {
    const look = lookAt({
      'layouts/app.hbs': '[app {{body}}]',
      'layouts/bare.hbs': '[bare {{body}}]',
      'layouts/outer.hbs': '<html>{{body}}</html>',
      'layouts/inner.hbs': '{{!< outer}}<main>{{body}}</main>',
      'pages/brand/a.hbs': '<p>a</p>',
      'pages/brand/b.hbs': '{{!< bare}}<p>b</p>',
      'pages/brand/c.hbs': '{{!< none}}<p>c</p>',
      'pages/brand/d.hbs': '{{!< inner}}<p>d</p>',
    });
    expect(look.page('brand/a', {})).toBe('[app <p>a</p>]');
    expect(look.page('brand/b', {})).toBe('[bare <p>b</p>]');
    expect(look.page('brand/c', {})).toBe('<p>c</p>');
    expect(look.page('brand/d', {})).toBe('<html><main><p>d</p></main></html>');
  });

  it('hands its root on to partials of partials', () => {
    const look = lookAt({
      'partials/outer.hbs': '{{> inner of=data.a}}',
      'partials/inner.hbs': '{{of}}{{@root.chrome.b}}',
      'pages/x.hbs': '{{> outer}}',
    });
    expect(look.page('x', { data: { a: 1 }, chrome: { b: 2 } })).toBe('12');
  });

  it('hands named pieces to its layout', () => {
    const look = lookAt({
      'layouts/app.hbs': '<aside>{{content "side"}}</aside>{{body}}',
      'pages/x.hbs': '{{#content "side"}}<b>{{data.a}}</b>{{/content}}main',
    });
    expect(look.page('x', { data: { a: '<' } })).toBe('<aside><b>&lt;</b></aside>main');
  });

  it('falls back to the page that portals share', () => {
    const look = lookAt({ 'pages/shared/sign-in.hbs': 'shared', 'pages/studio/sign-in.hbs': 'studio' });
    expect(look.page('brand/sign-in', {})).toBe('shared');
    expect(look.page('studio/sign-in', {})).toBe('studio');
    expect(() => look.page('brand/none', {})).toThrow('pages/brand/none');
  });

  it('knows the label', () => {
    const template =
      '{{label.name}} {{label.locale}} {{label.dir}} {{label.currency}} {{label.words.influencers}}';
    expect(printed(template)).toBe('Switchback Weekly en-US ltr USD influencers');
    expect(lookAt({ 'pages/x.hbs': '{{label.dir}}' }).in('ar-AE').page('x', {})).toBe('rtl');
  });
});

describe('data in templates', () => {
  it('is escaped wherever it is printed', () => {
    expect(printed('{{data.a}}', { a: `<b a="'">&\`=` })).toBe(
      '&lt;b a&#x3D;&quot;&#x27;&quot;&gt;&amp;&#x60;&#x3D;',
    );
  });

  it('is never called, wherever a function hides', () => {
    const called: string[] = [];
    const trap = (name: string) => (): string => {
      called.push(name);
      return 'called';
    };
    const data = {
      plain: trap('plain'),
      deep: { method: trap('deep') },
      list: [trap('list')],
      shown: {
        toHTML: trap('toHTML'),
        toString: trap('toString'),
        valueOf: trap('valueOf'),
        toJSON: trap('toJSON'),
      },
      each: { [Symbol.iterator]: trap('iterator'), a: 1 },
    };
    const template = [
      '{{data.plain}}|{{data.deep.method}}|{{data.shown}}|{{#each data.list}}{{this}}{{/each}}|{{#if data.plain}}y{{/if}}',
      '{{#with data.plain}}y{{/with}}|{{#each data.each}}{{this}}{{/each}}|{{json data.shown}}|{{concat data.shown data.plain}}',
      '{{eq data.plain 1}}{{or data.plain data.deep.method}}{{t "x" a=data.shown}}{{number data.plain}}{{date data.plain}}{{join data.list}}',
    ].join('');
    printed(template, data, {}, { 'locales/en.json': { x: '{a}', notKnown: '-' } });
    expect(called).toEqual([]);
  });

  it('has no prototypes to reach', () => {
    const template =
      '{{data.constructor}}{{data.constructor.name}}{{data.__proto__}}{{data.a.toString}}{{data.list.map}}';
    expect(printed(template, { a: 'x', list: [1] })).toBe('');
  });

  it('is searched for entities and functions when asked', () => {
    class Entity {
      passwordHash = 'x';
    }
    const look = lookAt({ 'pages/x.hbs': '' }, {}, { verify: true });
    expect(() => look.page('x', { data: { user: new Entity() } })).toThrow('data.data.user is a Entity');
    expect(() => look.page('x', { data: { run: () => 1 } })).toThrow('data.data.run is a function');
    expect(look.page('x', { data: Object.freeze({ list: [1, null, 'a'] }) })).toBe('');
  });

  it('may bear the names of helpers', () => {
    expect(
      printed('{{#each data}}{{value}} {{date}} {{body}} {{/each}}', [{ value: 1, date: 'd', body: '<b' }]),
    ).toBe('1 d &lt;b ');
  });
});

describe('texts', () => {
  const files = {
    'locales/en.json': {
      hello: 'Hello {name}',
      find: 'Find {influencers} with {label}',
      Found: '{Influencers} found',
      n: '{n, plural, one {# {influencer}} other {# {influencers}}}',
      pay: 'You get {amount}',
      words: { influencer: 'influencer', influencers: 'influencers' },
    },
    'locales/de.json': {
      hello: 'Hallo {name}',
      words: { influencer: 'Influencer', influencers: 'Influencer' },
    },
    'locales/de-DE.json': {},
  };
  const words = {
    'en-US': { influencer: { one: 'creator', other: 'creators' } },
    de: { influencer: 'Talent', influencers: 'Talente' },
  };

  it('carry the label’s words, singular, plural and at the start of a sentence', () => {
    const show = (key: string): string => printed(`{{t "${key}" n=data.n}}`, { n: 2 }, { words }, files);
    expect(show('find')).toBe('Find creators with Switchback Weekly');
    expect(show('Found')).toBe('Creators found');
    expect(show('n')).toBe('2 creators');
  });

  it('fall back from the locale to its language to English', () => {
    const look = lookAt(
      { ...files, 'pages/x.hbs': '{{t "hello" name=data.name}}/{{t "find"}}' },
      { words },
    ).in('de-DE');
    expect(look.page('x', { data: { name: 'Ada' } })).toBe('Hallo Ada/Find Talente with Switchback Weekly');
  });

  it('escape what fills them and write money as the locale does', () => {
    const data = { name: '<i>', pay: { minor: 123_456, currency: 'EUR' } };
    expect(printed('{{t "hello" name=data.name}} {{t "pay" amount=data.pay}}', data, {}, files)).toBe(
      'Hello &lt;i&gt; You get €1,234.56',
    );
  });

  it('show the key where there is none, and tell', () => {
    const library = loadThemes(themeFolder({ base: { ...files, 'pages/x.hbs': '{{t "no.such"}}' } }));
    const look = library.compileLook({ theme: 'base', label: LABEL });
    expect(look.page('x', {})).toBe('no.such');
    expect([...library.missing]).toEqual(['en-US:no.such']);
    expect(look.text('hello', { name: 'Ada' })).toBe('Hello Ada');
  });
});

describe('figures', () => {
  const show = (template: string, data: object = {}): string => printed(template, data);

  it('are written as the locale does', () => {
    expect(
      show(
        '{{money 123456}}|{{money "9007199254740993" "EUR"}}|{{money 500 "JPY"}}|{{money 120000 whole=true}}',
      ),
    ).toBe('$1,234.56|€90,071,992,547,409.93|¥500|$1,200');
    expect(show('{{number 1234567}}|{{compact 475800000}}|{{percent 1.39}}|{{bytes 1536000}}')).toBe(
      '1,234,567|475.8M|1.39%|1.5 MB',
    );
    expect(show('{{duration 7500}}')).toBe('2h 5m');
    const german = lookAt({ 'pages/x.hbs': '{{money 123456 "EUR"}}|{{percent 1.39}}' }).in('de-DE');
    expect(german.page('x', {}).replaceAll('\u00a0', ' ')).toBe('1.234,56 €|1,39 %');
  });

  it('say so when they are not known, and are never 0', () => {
    expect(show('{{number data.n}}|{{percent data.n}}|{{compact data.n}}|{{money data.n}}')).toBe(
      'not known|not known|not known|not known',
    );
  });

  it('show time in the label’s zone, and a day as the same day everywhere', () => {
    expect(
      show('{{date "2026-03-01T02:00:00Z"}}|{{date "2026-03-01"}}|{{date data.none}}|{{date "junk"}}'),
    ).toBe('Feb 28, 2026|Mar 1, 2026||');
    expect(show('{{datetime "2026-03-01T02:00:00Z"}}').replaceAll('\u202f', ' ')).toBe(
      'Feb 28, 2026, 7:00 PM',
    );
    expect(printed('{{relative data.at}}', { at: new Date(Date.now() + 2 * 86_400_000 + 60_000) })).toBe(
      'in 2 days',
    );
  });
});

describe('addresses', () => {
  const url = (address: unknown): string => printed('{{url data.a}}', { a: address });

  it('lead to this site, to the web or to a mailbox, and nowhere else', () => {
    expect(url('/campaigns?x')).toBe('/campaigns?x');
    expect(url('https://example.org/a')).toBe('https://example.org/a');
    expect(url('mailto:a@example.org')).toBe('mailto:a@example.org');
    const bad = [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      '//evil.example',
    ];
    for (const address of [
      ...bad,
      '/\\evil.example',
      '\\\\evil',
      'vbscript:x',
      '\u0001javascript:x',
      7,
      null,
      { a: 1 },
      'evil.example',
    ]) {
      expect(url(address)).toBe('#');
    }
  });

  it('take parameters into the path and the query', () => {
    const template = '{{url "/c/:id/people" id=data.id q=data.q page=2 none=data.none list=data.list}}';
    const shown = printed(template, { id: '../x', q: 'a&b', list: ['x', 'y'] });
    expect(shown.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')).toBe(
      '/c/..%2Fx/people?q=a%26b&page=2&list=x&list=y',
    );
  });
});

describe('forms', () => {
  const form = {
    values: { title: 'typed', 'brief.do': 'flat', tags: ['a', 'b'], agreed: 'on' },
    errors: [
      { path: 'title', code: 'too_short', params: { min: 3 } },
      { path: 'deliverables.0.quantity', code: 'x', message: 'At least one' },
    ],
  };
  const data = { title: 'stored', platform: 'tiktok' };
  const show = (template: string): string =>
    lookAt({
      'pages/x.hbs': template,
      'locales/en.json': { 'errors.too_short': 'At least {min} letters' },
    }).page('x', { form, data });

  it('show what was typed, else what is stored', () => {
    expect(
      show(
        '{{value "title"}}|{{value "platform"}}|{{value "brief.do"}}|{{value "none" "fallback"}}|{{value "none"}}',
      ),
    ).toBe('typed|tiktok|flat|fallback|');
  });

  it('name each fault at its field', () => {
    expect(
      show(
        '{{error "title"}}|{{error "deliverables[0].quantity"}}|{{#if (error "platform")}}y{{else}}n{{/if}}',
      ),
    ).toBe('At least 3 letters|At least one|n');
    expect(show('{{#each (errors)}}{{path}}:{{message}};{{/each}}')).toBe(
      'title:At least 3 letters;deliverables.0.quantity:At least one;',
    );
  });

  it('mark what is chosen', () => {
    expect(
      show('{{checked "tags" "a"}}|{{checked "tags" "c"}}|{{checked "agreed"}}|{{checked "none"}}'),
    ).toBe('checked||checked|');
    expect(
      show('{{selected "platform" "tiktok"}}|{{selected "platform" "x"}}|{{selected "none" "x" "x"}}'),
    ).toBe('selected||selected');
  });
});

describe('other helpers', () => {
  it('compare, choose and count', () => {
    const data = { n: 5, list: [1, 2], empty: [], s: 'b' };
    expect(
      printed('{{#if (and (gt data.n 4) (lt data.n 6) (eq data.s "b") (not data.empty))}}y{{/if}}', data),
    ).toBe('y');
    expect(
      printed(
        '{{or data.none "x"}}{{default data.none "d"}}{{concat "a" data.n}}{{join data.list "-"}}',
        data,
      ),
    ).toBe('xda51-2');
    expect(printed('{{#times 3}}{{this}}{{/times}}{{#each (range 2 4)}}{{this}}{{/each}}', data)).toBe(
      '012234',
    );
    expect(printed('{{#each data.list as |item index|}}{{index}}{{item}}{{@last}} {{/each}}', data)).toBe(
      '01false 12true ',
    );
  });

  it('write typed paragraphs and nothing else of what was typed', () => {
    expect(printed('{{markdownish data.a}}', { a: 'One\ntwo <b>\r\n\r\nthree' })).toBe(
      '<p>One<br>two &lt;b&gt;</p>\n<p>three</p>',
    );
  });

  it('draw charts with the renderer they were given', () => {
    const options = {
      chart: (spec: unknown, look: Look) => `<svg>${JSON.stringify(spec)}${look.locale}</svg>`,
    };
    const look = lookAt({ 'pages/x.hbs': '{{chart data.spec}}' }, {}, options);
    expect(look.page('x', { data: { spec: { a: 1 } } })).toBe('<svg>{"a":1}en-US</svg>');
  });

  it('inline icons and make initials', () => {
    const files = { 'assets/icons/late.svg': '<?xml version="1.0"?><svg viewBox="0 0 1 1"><path/></svg>' };
    expect(printed('{{icon "late"}}', {}, {}, files)).toBe(
      '<svg viewBox="0 0 1 1" class="icon icon-late" aria-hidden="true" focusable="false"><path/></svg>',
    );
    expect(printed('{{initials "ada king lovelace"}} {{initials "Émile"}} {{initials data.none}}')).toBe(
      'AL É ',
    );
  });
});

describe('a mail', () => {
  const files = {
    'layouts/email.hbs': '<html><head><title>x</title></head><body class="mail">{{body}}</body></html>',
    'emails/invite.hbs':
      '<h1>Hi {{data.name}}</h1><p class="note">Please <a class="button" href="{{url data.link}}">answer</a>.</p>',
    'assets/mail/mail.css':
      '.button { color: var(--color-accent); border: 1px solid } .mail p { margin: 0 } a:hover { color: red }',
    'tokens.json': {
      color: { $type: 'color', accent: { $value: '#a4471f' } },
      dark: { color: { $type: 'color', accent: { $value: '#e98a5d' } } },
    },
    'locales/en.json': { 'mail.invite.subject': '{name}, an offer from {label}' },
  };
  const mail = lookAt(files).email('invite', {
    origin: 'https://creators.example.org',
    data: { name: 'Ada\r\nBcc: x', link: '/offers/1' },
  });

  it('has a subject in one line', () => {
    expect(mail.subject).toBe('Ada Bcc: x, an offer from Switchback Weekly');
  });

  it('links to the stored origin', () => {
    expect(mail.html).toContain('href="https://creators.example.org/offers/1"');
  });

  it('carries its styles in its elements, with plain values, and the dark ones beside', () => {
    expect(mail.html).toContain('style="color:#a4471f;border:1px solid"');
    expect(mail.html).toContain('<p class="note" style="margin:0">');
    expect(mail.html).toContain('a:hover{color: red}');
    expect(mail.html).toContain('@media (prefers-color-scheme:dark){.button{color:#e98a5d!important}}');
  });

  it('says the same as text, with its links', () => {
    expect(mail.text).toBe('Hi Ada Bcc: x\n\nPlease answer: https://creators.example.org/offers/1.\n');
  });

  it('takes its own text where the theme has one, unescaped', () => {
    const look = lookAt({ ...files, 'emails/invite.txt.hbs': 'Hi {{data.name}}\n' });
    expect(look.email('invite', { data: { name: 'A & B' } }).text).toBe('Hi A & B');
  });
});
