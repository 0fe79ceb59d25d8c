import { describe, expect, it } from '@jest/globals';
import { RULES, type Rule } from './check/rules.js';
import { checkTheme, checkTokens, type CheckOptions } from './check/theme.js';
import { loadThemes } from './library.js';
import { themeFolder } from './support/theme-folder.js';
import type { Finding } from './theme-error.js';

const SOUND = {
  'theme.json': { contrast: [['color.ink', 'color.surface', 4.5]] },
  'tokens.json': { color: { $type: 'color', ink: { $value: '#222222' }, surface: { $value: '#ffffff' } } },
  'locales/en.json': { hello: 'Hello', n: '{n, plural, one {# x} other {# x}}' },
  'locales/de.json': { hello: 'Hallo', n: '{n, plural, one {# x} other {# x}}' },
  'layouts/app.hbs': '<body class="{{label.dir}}">{{body}}</body>',
  'partials/card.hbs': '<b>{{title}}</b>',
  'assets/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/css/a.css': 'p { --own: 1px; color: var(--color-ink); margin: var(--own) var(--maybe, 2px) }',
  'pages/x.hbs': [
    '<a href="{{url data.link}}" data-x="{{json data}}">{{t "hello"}}</a>{{> card title=data.a}}',
    '<a href="#{{data.id}}">a</a><a href="/c/{{data.id}}">b</a><option {{selected "a" 1}}>{{t (concat "n." data.a)}}</option>',
    '<img src="{{asset "logo.svg"}}" alt="" width="1" height="1"><input {{#if data.a}}disabled{{/if}} value="{{data.a}}">',
    '<div style="--share: {{data.share}}%; color: {{token "color.ink"}}">{{#each data.list}}<p>{{this}}</p>{{/each}}</div>',
    '<a href="{{#if data.a}}{{url data.a}}{{else}}#{{/if}}">c</a><script type="module" src="{{asset "logo.svg"}}"></script>',
  ].join('\n'),
};

function check(files: Record<string, string | object>, options: CheckOptions = {}): Finding[] {
  return checkTheme(loadThemes(themeFolder({ base: { ...SOUND, ...files } })), 'base', options);
}

const page = (template: string) => ({ 'pages/y.hbs': template });

/** For each rule, themes that break it and nothing else. */
const BREAKS: Record<Rule, Record<string, string | object>[]> = {
  T01: [page('{{#if data.a}}'), page('{{#*inline "a"}}x{{/inline}}')],
  T02: [page('{{shout data.a}}'), page('{{t (shout data.a)}}'), page('{{#data}}x{{/data}}')],
  T03: [
    page('{{> crad}}'),
    page('{{> (concat "a" "b")}}'),
    { 'partials/a.hbs': '{{> b}}', 'partials/b.hbs': '{{#if x}}{{> a}}{{/if}}' },
  ],
  T04: [
    page('<p style="color: {{token "color.inc"}}"></p>'),
    { 'assets/css/b.css': 'p{color:var(--color-inc)}' },
  ],
  T05: [page('{{{data.a}}}'), page('{{& data.a}}'), page('<iframe srcdoc="{{data.a}}"></iframe>')],
  T06: [
    page('<script>var a = "{{data.a}}"</script>'),
    page('<style>p { color: {{data.a}} }</style>'),
    page('<p style="color: {{data.a}}"></p>'),
    page('<script>{{#if data.a}}x{{/if}}</script>'),
  ],
  T07: [page('<p onclick="go(\'{{data.a}}\')"></p>'), page('<p hx-on:click="{{data.a}}"></p>')],
  T08: [page('<p class={{data.a}}></p>'), page('<p {{data.a}}></p>')],
  T09: [
    page('<a href="{{data.a}}">a</a>'),
    page('<a href="/{{data.a}}">a</a>'),
    page('<form action="{{#if data.b}}{{data.a}}{{/if}}"></form>'),
    page('<a href="javascript:go()">a</a>'),
    page('<button hx-get="{{data.a}}">a</button>'),
  ],
  T10: [page('{{t "helo"}}'), { 'locales/de.json': { hello: 'Hallo' } }],
  T11: [
    { 'locales/de.json': { hello: 'Hallo {', n: 'x' } },
    { 'locales/ar.json': { hello: 'x', n: '{n, plural, one {# x} other {# x}}' } },
  ],
  T12: [
    {
      'tokens.json': {
        color: { $type: 'color', ink: { $value: '#999999' }, surface: { $value: '#ffffff' } },
      },
    },
  ],
  T13: [page('<p>Powered by Halyard</p>'), { 'assets/css/b.css': '/* halyard */' }],
  T14: [
    page('<script src="https://cdn.example/x.js"></script>'),
    page('<img src="//cdn.example/x.png" alt="" width="1" height="1">'),
    { 'assets/css/b.css': '@import "https://fonts.example/x.css";' },
    { 'assets/css/b.css': 'p{background:url(https://x.example/y.png)}' },
  ],
  T15: [
    page('<img src="{{asset "logo.svg"}}" width="1" height="1">'),
    page('<img src="{{asset "logo.svg"}}" alt="">'),
  ],
  T16: [
    page('<link href="{{asset "lgoo.svg"}}">'),
    page('{{icon "none"}}'),
    { 'assets/css/b.css': 'p{background:url(no.png)}' },
  ],
  T17: [{ 'assets/big.svg': `<svg>${'x'.repeat(50_000)}</svg>` }],
  T18: [page('{{setting "none"}}'), { 'theme.json': { ...SOUND['theme.json'], settings: { unused: true } } }],
  T19: [],
  T20: [{ 'tokens.json': { ...SOUND['tokens.json'], space: { $type: 'dimension', $value: 'wide' } } }],
  T21: [page('{{!< nowhere}}x')],
};

describe('themes check', () => {
  it('finds nothing in a sound theme', () => {
    expect(check({})).toEqual([]);
  });

  it.each(Object.keys(RULES) as Rule[])(
    '%s trips on what breaks it, and says where and what mends it',
    (rule) => {
      for (const files of BREAKS[rule]) {
        const findings = check(files);
        expect([files, findings.map((finding) => finding.rule)]).toEqual([files, findings.map(() => rule)]);
        expect(findings.length).toBeGreaterThan(0);
        for (const { file, mend, says } of findings)
          expect([file, mend, says].every((text) => text !== '')).toBe(true);
      }
    },
  );

  it('names the page or mail that the product needs and the theme has not', () => {
    const findings = check({}, { required: ['pages/x', 'emails/invite'] });
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([['T19', 'emails/invite.hbs']]);
  });

  it('gives the line of a fault', () => {
    expect(check(page('<p>\n\n{{{data.a}}}</p>\n'))[0]).toMatchObject({
      file: 'pages/y.hbs',
      line: 3,
      level: 'error',
    });
  });

  it('suggests the nearest colour that passes, in a theme and in what a label types', () => {
    const theme = loadThemes(themeFolder({ base: SOUND })).theme('base');
    const [finding] = checkTokens(theme, { 'color.ink': '#9a9a9a' });
    expect(finding).toMatchObject({ rule: 'T12', file: 'color.ink' });
    const suggested = /#[0-9a-f]{6}/.exec(finding!.mend)![0];
    expect(
      checkTokens(theme, { 'color.ink': suggested }).filter(({ says }) => says.startsWith('light')),
    ).toEqual([]);
    expect(checkTokens(theme, { 'color.inc': '#000' })[0]).toMatchObject({
      rule: 'T04',
      mend: 'did you mean color.ink?',
    });
  });
});
