const BLOCKS =
  /^(?:p|div|h[1-6]|table|thead|tbody|tr|ul|ol|li|section|article|header|footer|main|blockquote|address|figure|hr|dl|dt|dd|pre)$/;
const WIDE = /^(?:p|h[1-6]|table|ul|ol|blockquote|hr|section|header|footer)$/;
const DROPPED = /^(?:head|style|script|title|template|svg)$/;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  shy: '',
  zwnj: '',
  middot: '·',
  copy: '©',
};

/** The text alternative of a mail: what it says, in order, with each link's address behind its words, and quotes marked. */
export function toPlainText(html: string): string {
  let out = '';
  let skip: { tag: string; depth: number } | null = null;
  const links: { href: string; from: number }[] = [];
  const quotes: number[] = [];
  const pieces = html.matchAll(
    /<!--[^]*?-->|<![a-z][^>]*>|<(\/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gi,
  );
  for (const [piece, slash, name, attributes = ''] of pieces) {
    const tag = name?.toLowerCase();
    if (skip) {
      if (tag === skip.tag && !attributes.endsWith('/')) skip.depth += slash === '/' ? -1 : 1;
      if (skip.depth === 0) skip = null;
      continue;
    }
    if (tag === undefined) {
      if (piece.startsWith('<!')) continue;
      const text = decode(piece).replace(quotes.length > 0 ? /[ \t\r]+/g : /[ \t\r\n]+/g, ' ');
      out += /(?:^|[\s])$/.test(out) ? text.replace(/^ /, '') : text;
    } else if (slash !== '/' && (DROPPED.test(tag) || isHidden(attributes)) && !isVoid(tag)) {
      skip = { tag, depth: 1 };
    } else if (tag === 'br') {
      out = `${out.trimEnd()}\n`;
    } else if (tag === 'img') {
      out += attribute(attributes, 'alt');
    } else if (tag === 'a') {
      if (slash !== '/') links.push({ href: attribute(attributes, 'href'), from: out.length });
      else out = closeLink(out, links.pop());
    } else if (/^t[dh]$/.test(tag)) {
      if (slash === '/') out = `${out.trimEnd()}  `;
    } else if (BLOCKS.test(tag)) {
      out = out.replace(/[ \t]+$/, '');
      if (tag === 'blockquote' && slash === '/') out = quoted(out, quotes.pop());
      if (out !== '') out += WIDE.test(tag) ? '\n\n' : '\n';
      if (tag === 'li' && slash !== '/') out += '- ';
      if (tag === 'blockquote' && slash !== '/') quotes.push(out.length);
    }
  }
  return `${out
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n- \n+/g, '\n- ')
    .trim()}\n`;
}

/** What was said since `from`, each line marked as somebody's words. */
function quoted(out: string, from: number | undefined): string {
  if (from === undefined) return out;
  const lines = out.slice(from).trim().split('\n');
  return out.slice(0, from) + lines.map((line) => `> ${line.trim()}`.trimEnd()).join('\n');
}

function closeLink(out: string, link: { href: string; from: number } | undefined): string {
  if (!link || !/^(?:https?:|mailto:)/i.test(link.href)) return out;
  const words = out.slice(link.from).trim();
  const address = link.href.replace(/^mailto:/i, '');
  if (words === link.href || words === address) return out;
  return `${out.slice(0, link.from)}${words === '' ? address : `${words}: ${address}`}`;
}

function isHidden(attributes: string): boolean {
  return /(?:^|\s)(?:hidden|aria-hidden\s*=\s*["']?true)|display\s*:\s*none/i.test(attributes);
}

function isVoid(tag: string): boolean {
  return /^(?:img|br|hr|meta|link|input|col|source|wbr)$/.test(tag);
}

function attribute(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return decode(match?.[1] ?? match?.[2] ?? match?.[3] ?? '');
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole: string, ...groups: string[]) => {
      const [hexadecimal, decimal, name] = groups;
      const code = hexadecimal ? parseInt(hexadecimal, 16) : decimal ? Number(decimal) : null;
      if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      return NAMED[name!.toLowerCase()] ?? whole;
    },
  );
}
