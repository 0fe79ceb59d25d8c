// Bare Handlebars: the same template files, compiled once with its fastest options and none of our guards; helpers as
// short as they can be written for this page, with everything that a label decides bound before.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { IntlMessageFormat } from 'intl-messageformat';

const PAGE = 'pages/brand/campaigns/list.hbs';

/** `(data) => html` for one label. */
export function bareRenderer({ themes, theme, locale, label, look }) {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpersOf(handlebars, { themes, theme, locale, label, look }));
  const options = {
    knownHelpers: Object.fromEntries(Object.keys(handlebars.helpers).map((name) => [name, true])),
    knownHelpersOnly: true,
    preventIndent: true,
  };
  const compile = (file) => handlebars.compile(readFileSync(join(themes, 'base', file), 'utf8'), options);
  for (const file of readdirSync(join(themes, 'base/partials')))
    handlebars.registerPartial(file.replace('.hbs', ''), compile(`partials/${file}`));
  const page = compile(PAGE);
  const layout = compile('layouts/app.hbs');
  return (data) => {
    const root = { ...data, label, slots: {} };
    root.body = new Handlebars.SafeString(page(root));
    return layout(root);
  };
}

function helpersOf({ SafeString }, { themes, theme, locale, label, look }) {
  const texts = textsOf(themes, locale);
  const icons = new Map();
  const number = new Intl.NumberFormat(locale);
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: label.currency });
  const assets = new Map();
  const assetOf = (name) => look.assetPath(name);
  const stylesheet = look.stylesheet().path;
  return {
    t(key, { hash }) {
      const text = texts.get(key);
      return typeof text === 'string' ? text : text.format({ ...label.words, ...hash });
    },
    icon(name) {
      if (!icons.has(name)) icons.set(name, new SafeString(iconOf(themes, theme, name)));
      return icons.get(name);
    },
    asset(name) {
      if (!assets.has(name)) assets.set(name, assetOf(name));
      return assets.get(name);
    },
    url(path, { hash }) {
      let query = '';
      for (const name in hash) query += `&${name}=${encodeURIComponent(hash[name])}`;
      return query === '' ? path : path + (path.includes('?') ? query : `?${query.slice(1)}`);
    },
    stylesheet: () => stylesheet,
    number: (value) => number.format(value),
    money: (minor) => money.format(minor / 100),
    content(name, { fn, data }) {
      if (!fn) return new SafeString(data.root.slots[name] ?? '');
      data.root.slots[name] = fn(this);
      return '';
    },
    concat: (...parts) => parts.slice(0, -1).join(''),
    default: (value, fallback) => (value == null || value === '' ? fallback : value),
    eq: (a, b) => a === b || (a == null && b == null),
    and: (a, b) => a && b,
    or: (...values) => values.slice(0, -1).find(Boolean) ?? values.at(-2),
    includes: (list, item) => list.includes(item),
    selected: (on) => (on ? 'selected' : ''),
    // Named in a branch that this page does not take.
    relative: () => '',
    initials: (name) => {
      const words = name
        .replace(/[^\p{L}\p{N}\s'-]/gu, '')
        .trim()
        .split(/\s+/u);
      return (words[0][0] + (words.length > 1 ? words.at(-1)[0] : '')).toUpperCase();
    },
  };
}

/** Plain texts as they stand, the others parsed. */
function textsOf(themes, locale) {
  const texts = new Map();
  const add = (node, prefix) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'string') add(value, `${prefix}${key}.`);
      else
        texts.set(
          prefix + key,
          /[{'#]/.test(value) ? new IntlMessageFormat(value, locale, undefined, { ignoreTag: true }) : value,
        );
    }
  };
  for (const language of ['en', locale.split('-')[0]]) {
    const folder = join(themes, 'base/locales', language);
    for (const file of readdirSync(folder)) add(JSON.parse(readFileSync(join(folder, file), 'utf8')), '');
  }
  return texts;
}

function iconOf(themes, theme, name) {
  const svg = readFileSync(join(themes, 'base/assets/icons', `${name}.svg`), 'utf8').trim();
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, has) =>
      `<svg${has}${/\sclass=/.test(has) ? '' : ` class="icon icon-${name}"`}${/aria-hidden=/.test(has) ? '' : ' aria-hidden="true"'}${/focusable=/.test(has) ? '' : ' focusable="false"'}>`,
  );
}
