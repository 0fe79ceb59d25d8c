import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { themeFolder } from './theme-folder.js';

/** One case of a rule: files laid over a sound theme, and where they break it (nowhere, where it passes). */
export interface RuleCase {
  readonly rule: string;
  readonly says: string;
  readonly trips: readonly string[];
  /** `base`, or `child` where the case has files of one. */
  readonly theme: string;
  readonly dir: string;
}

/** A theme without a fault, small enough to see whole. */
export const SOUND: Readonly<Record<string, string | object>> = {
  'theme.json': { contrast: [['color.ink', 'color.surface', 4.5]] },
  'tokens.json': { color: { $type: 'color', ink: { $value: '#222222' }, surface: { $value: '#ffffff' } } },
  'locales/en.json': { hello: 'Hello', words: { influencer: 'influencer' } },
  'locales/de.json': { hello: 'Hallo', words: { influencer: 'Influencer' } },
  'layouts/app.hbs': '<body class="{{label.dir}}">{{body}}</body>',
  'partials/card.hbs': '<b>{{title}}</b>',
  'assets/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
  'assets/icons/late.svg': '<svg viewBox="0 0 1 1"><path d="M0 0h1"/></svg>',
  'assets/css/10-a.css': 'p { --own: 1px; color: var(--color-ink); margin: var(--own) var(--maybe, 2px) }',
  'pages/x.hbs': '<p>{{t "hello"}} {{> card title=data.title}}</p>',
};

/**
 * Reads `fixtures/T101.txt` and its like:
 *
 *     == trips pages/y.hbs:2 pages/y.hbs:4     each place where the rule must say something, and no other
 *     -- pages/y.hbs                           a file of the theme, up to the next line of this kind
 *     -- child:partials/card.hbs               a file of a theme that extends it, which is then the one checked
 *     -- pages/x.hbs absent                    a file taken out
 *     == passes                                what looks like it and is sound
 */
export function ruleFixtures(folder: string): RuleCase[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => casesOf(name.replace(/\.txt$/, ''), readFileSync(join(folder, name), 'utf8')));
}

function casesOf(rule: string, source: string): RuleCase[] {
  return source
    .split(/^== /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...files] = section.split(/^-- /m);
      const [kind, ...places] = heading.trim().split(/\s+/);
      if (kind !== 'trips' && kind !== 'passes')
        throw new Error(`${rule}: neither trips nor passes: ${heading}`);
      const base: Record<string, string | object> = { ...SOUND };
      let child: Record<string, string> | null = null;
      for (const file of files) {
        const [path = '', absent] = file.split('\n', 1)[0]!.trim().split(' ');
        const body = file.slice(file.indexOf('\n') + 1).replace(/\n+$/, '\n');
        if (path.startsWith('child:')) (child ??= {})[path.slice('child:'.length)] = body;
        else if (absent) delete base[path];
        else base[path] = body;
      }
      const dir = themeFolder(child ? { base, child } : { base });
      return { rule, says: heading.trim(), trips: places, theme: child ? 'child' : 'base', dir };
    });
}
