import { nearest } from '../../tokens.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';

const BLOCKS = new Set(['if', 'unless', 'each', 'with', 'times', 'range', 'content', 'errors']);

const unparsed: Rule = {
  id: 'T101',
  level: 'error',
  title: 'The template does not parse.',
  check({ templates }, say) {
    for (const { file, fault } of templates)
      if (fault) say(file.path, fault.line, fault.says, 'close each block and each mustache');
  },
};

const unknownHelper: Rule = {
  id: 'T102',
  level: 'error',
  title: 'A helper that does not exist.',
  check({ templates, helpers }, say) {
    for (const { file, mustaches, calls } of templates) {
      const called = new Set(mustaches.filter((one) => one.called).map((one) => `${one.line} ${one.name}`));
      for (const { line, name, kind } of calls) {
        if (kind === 'block' ? BLOCKS.has(name) : helpers.has(name)) continue;
        if (kind === 'value' && !called.has(`${line} ${name}`)) continue;
        const near = nearest(name, [...(kind === 'block' ? BLOCKS : helpers)]);
        const block = kind === 'block' ? 'block helper' : 'helper';
        say(file.path, line, `unknown ${block} ${name}`, `did you mean ${near}?`);
      }
    }
  },
};

const unknownPartial: Rule = {
  id: 'T103',
  level: 'error',
  title: 'A partial that does not exist, in this theme or, for `parent/…`, in its parents.',
  check({ theme, templates, partials }, say) {
    for (const { file, inclusions } of templates) {
      const above = theme.chain.slice(theme.chain.findIndex(({ name }) => name === file.owner) + 1);
      for (const { line, name } of inclusions) {
        if (name === null || name === '@partial-block' || partials.has(name)) continue;
        const inherited = name.startsWith('parent/') ? `partials/${name.slice('parent/'.length)}.hbs` : null;
        if (inherited !== null && above.some(({ files }) => files.has(inherited))) continue;
        const near = nearest(name, [...partials]);
        say(file.path, line, `unknown partial ${name}`, `did you mean ${near}?`);
      }
    }
  },
};

const computedPartial: Rule = {
  id: 'T104',
  level: 'error',
  title: 'A partial whose name is computed.',
  check({ templates }, say) {
    for (const { file, inclusions } of templates)
      for (const { line, name } of inclusions)
        if (name === null)
          say(file.path, line, 'a computed partial', 'name it, {{> card}}, and choose with {{#if}}');
  },
};

const recursivePartial: Rule = {
  id: 'T105',
  level: 'error',
  title: 'A partial that includes itself, alone or through others.',
  check({ templates }, say) {
    const graph = new Map(
      templates.flatMap(({ file, inclusions }) =>
        file.path.startsWith('partials/') ? [[file.path.slice('partials/'.length, -4), inclusions]] : [],
      ),
    );
    const reaches = (from: string, to: string, seen: Set<string>): boolean =>
      (graph.get(from) ?? []).some(({ name }) => {
        if (name === to) return true;
        if (name === null || seen.has(name)) return false;
        seen.add(name);
        return reaches(name, to, seen);
      });
    for (const [partial, inclusions] of graph)
      for (const { line, name } of inclusions)
        if (name === partial || (name !== null && reaches(name, partial, new Set())))
          say(
            `partials/${partial}.hbs`,
            line,
            `${partial} includes itself`,
            'use {{#each}} over a flat list',
          );
  },
};

const decorator: Rule = {
  id: 'T106',
  level: 'error',
  title: 'A decorator or an inline partial.',
  check({ templates }, say) {
    for (const { file, decorators } of templates)
      for (const line of decorators)
        say(file.path, line, 'a decorator', 'use a partial with a block: {{#> card}}…{{/card}}');
  },
};

const unknownLayout: Rule = {
  id: 'T107',
  level: 'error',
  title: 'A layout that does not exist.',
  check({ theme, templates }, say) {
    for (const { file, layout } of templates) {
      if (!layout || layout.name === 'none') continue;
      const own = theme.files.has(`layouts/${layout.name}.hbs`);
      const above = theme.chain.slice(theme.chain.findIndex(({ name }) => name === file.owner) + 1);
      const inherited = `layouts/${layout.name.replace(/^parent\//, '')}.hbs`;
      if (layout.name.startsWith('parent/') ? above.some(({ files }) => files.has(inherited)) : own) continue;
      const known = [...theme.files.keys()].filter((path) => path.startsWith('layouts/'));
      const near = nearest(
        layout.name,
        known.map((path) => path.slice('layouts/'.length, -4)),
      );
      say(file.path, layout.line, `there is no layout ${layout.name}`, `did you mean ${near}? or none`);
    }
  },
};

const unknownAsset: Rule = {
  id: 'T108',
  level: 'error',
  title: 'An asset or icon that does not exist, in a template or a style.',
  check({ theme, templates, styles }, say) {
    const known = { asset: theme.assets, icon: theme.icons };
    for (const { file, calls } of templates)
      for (const { line, name, literal } of calls) {
        if ((name !== 'asset' && name !== 'icon') || literal === null || known[name].has(literal)) continue;
        say(
          file.path,
          line,
          `no ${name} ${literal}`,
          `did you mean ${nearest(literal, [...known[name].keys()])}?`,
        );
      }
    const broken = new Set(theme.brokenUrls);
    for (const { path, lines } of styles)
      for (const [index, line] of lines.entries())
        for (const [, reference = ''] of line.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g))
          if (broken.has(`${path}: ${reference}`))
            say(path, index + 1, `no asset ${reference}`, 'add it to assets/');
  },
};

const unknownSetting: Rule = {
  id: 'T109',
  level: 'error',
  title: 'A setting that `theme.json` does not declare.',
  check(subject, say) {
    for (const { file, line, name } of settingsUsed(subject)) {
      if (name in subject.theme.settings) continue;
      say(file, line, `unknown setting ${name}`, 'declare it in theme.json with its default');
    }
  },
};

const unusedSetting: Rule = {
  id: 'T110',
  level: 'warning',
  title: 'A setting that no template uses.',
  check(subject, say) {
    const used = new Set(settingsUsed(subject).map(({ name }) => name));
    for (const name of Object.keys(subject.theme.settings))
      if (!used.has(name))
        say(
          'theme.json',
          subject.lineOf('theme.json', `settings.${name}`),
          `setting ${name} is not used`,
          'use it or leave it out',
        );
  },
};

function settingsUsed({ templates }: Subject): { file: string; line: number; name: string }[] {
  return templates.flatMap(({ file, calls, paths }) => [
    ...calls.flatMap(({ name, literal, line }) =>
      name === 'setting' && literal !== null ? [{ file: file.path, line, name: literal }] : [],
    ),
    ...paths.flatMap(({ parts, line }) => {
      const at = parts[0] === '@root' ? 1 : 0;
      const name = parts[at + 1];
      return parts[at] === 'settings' && name !== undefined ? [{ file: file.path, line, name }] : [];
    }),
  ]);
}

const missingTemplate: Rule = {
  id: 'T111',
  level: 'error',
  title: 'A page, mail or document that the product needs.',
  check({ theme, required }, say) {
    for (const path of required) {
      const found = theme.find(path.split('/')[0] as 'pages', path.slice(path.indexOf('/') + 1));
      // One that does not compile is there, and has a finding of its own.
      if (!found && !theme.files.has(`${path}.hbs`))
        say(`${path}.hbs`, 1, `${path} is missing`, 'add it, or extend a theme that has it');
    }
  },
};

export const LANGUAGE: readonly Rule[] = [
  unparsed,
  unknownHelper,
  unknownPartial,
  computedPartial,
  recursivePartial,
  decorator,
  unknownLayout,
  unknownAsset,
  unknownSetting,
  unusedSetting,
  missingTemplate,
];
