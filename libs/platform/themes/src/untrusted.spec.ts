import { afterAll, describe, expect, it } from '@jest/globals';
import { checkUntrusted, renderUntrusted, type UntrustedInput } from './untrusted.js';
import type { UntrustedError } from './untrusted-error.js';
import { stopUntrusted } from './untrusted-threads.js';

afterAll(stopUntrusted);

const INPUT: Omit<UntrustedInput, 'source' | 'data'> = {
  owner: 'a',
  kind: 'html',
  locale: 'en-US',
  timeZone: 'UTC',
  currency: 'USD',
};

const render = (source: string, data: unknown = {}, kind: 'html' | 'text' = 'html'): Promise<string> =>
  renderUntrusted({ ...INPUT, kind, source, data });

const failure = (source: string, data: unknown = {}): Promise<string> =>
  render(source, data).then(
    (output) => `rendered: ${output}`,
    (error: UntrustedError) => error.code,
  );

describe('a template that staff typed', () => {
  it('prints values, chooses and repeats', async () => {
    const source =
      '<p>{{default name "you"}}</p>{{#if items}}<ul>{{#each items}}<li>{{@index}} {{title}} {{money fee "EUR"}}</li>{{/each}}</ul>{{else}}none{{/if}}';
    expect(await render(source, { items: [{ title: '<b>', fee: 1250 }] })).toBe(
      '<p>you</p><ul><li>0 &lt;b&gt; €12.50</li></ul>',
    );
    expect(await render('{{name}} & {{date day}}', { name: 'A<b', day: '2026-03-01' }, 'text')).toBe(
      'A<b & Mar 1, 2026',
    );
  });

  it('may use nothing that is not on the list', async () => {
    const refused: Record<string, string> = {
      '{{{name}}}': 'U05',
      '{{&name}}': 'U05',
      '{{> card}}': 'U02',
      '{{#> card}}x{{/card}}': 'U02',
      '{{#*inline "x"}}y{{/inline}}': 'U02',
      '{{@root.secret}}': 'U03',
      '{{#with @root}}x{{/with}}': 'U03',
      '{{@key}}': 'U03',
      '{{constructor.constructor}}': 'U03',
      '{{a.__proto__}}': 'U03',
      '{{lookup a "b"}}': 'U04',
      '{{log a}}': 'U04',
      '{{#list}}x{{/list}}': 'U04',
      '{{default (lookup a "b") 1}}': 'U02',
      '{{#each a}}{{#each b}}{{#each c}}x{{/each}}{{/each}}{{/each}}': 'U06',
      '{{"constructor"}}': 'U02',
      '{{12}}': 'U02',
      '{{number 1 __proto__=data}}': 'U03',
      '{{#if': 'U01',
      [`${'{{#if a}}'.repeat(20)}${'{{/if}}'.repeat(20)}`]: 'U07',
      ['{{#if a}}{{/if}}'.repeat(600)]: 'U07',
      ['x'.repeat(70_000)]: 'U01',
    };
    for (const [source, rule] of Object.entries(refused)) {
      expect([
        source.slice(0, 60),
        (await checkUntrusted(source, 'a')).map((finding) => finding.rule),
      ]).toEqual([source.slice(0, 60), [rule]]);
    }
  });

  it('must be text: an AST passed off as a template is refused', async () => {
    const ast = { type: 'Program', body: [], loc: {} } as unknown as string;
    expect((await checkUntrusted(ast, 'a')).map((finding) => finding.rule)).toEqual(['U01']);
    expect(await failure(ast)).toBe('forbidden');
  });

  it('sees JSON only: functions are gone, accessors are not run', async () => {
    let ran = 0;
    const data = {
      run: () => ++ran,
      get hidden() {
        return ++ran;
      },
      toJSON: () => ++ran,
      name: 'Ada',
    };
    expect(await render('{{name}}{{run}}{{hidden}}', data)).toBe('Ada');
    expect(ran).toBe(0);
  });

  it('comes out sanitised', async () => {
    const source =
      '<a href="{{link}}">x</a><img src="http://evil.example/x.png" alt="" onerror="alert(1)"><script>{{name}}</script><style>p{}</style><p onclick="x" style="color:red">y</p><iframe src="https://x"></iframe>';
    const output = await render(source, { link: 'javascript:alert(1)', name: 'x' });
    expect(output).toBe('<a>x</a><img alt="" /><p>y</p>');
  });

  it('is stopped when it takes too long, and the next one is rendered', async () => {
    const list = Array.from({ length: 3_000 }, (_, index) => index);
    const slow = '{{#each list}}{{#each ../list}}{{#if this}}{{/if}}{{/each}}{{/each}}';
    const before = performance.now();
    expect(await failure(slow, { list })).toBe('tooSlow');
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await render('ok')).toBe('ok');
  });

  it('is refused when more than 256 kB come out', async () => {
    const list = Array.from({ length: 600 }, () => 'x'.repeat(1_000));
    expect(await failure('{{#each list}}{{this}}{{/each}}', { list })).toBe('tooLarge');
    expect(await failure('{{#each list}}{{#each ../list}}{{this}}{{/each}}{{/each}}', { list })).toBe(
      'tooLarge',
    );
  });
});
