import { escapeHtml, foreignDirection } from './html.js';
import { NO_URL, safeUrl } from './urls.js';

const HEADING = /^(#{1,3})\s+(.*)$/;
const BULLET = /^[-*•]\s+(.*)$/;
const NUMBER = /^\d{1,3}[.)]\s+(.*)$/;
const INLINE = /\*\*(.+?)\*\*|\[([^\]]{1,300})\]\(([^()\s]{1,500})\)|(https:\/\/[^\s<>"']*[\w/])/g;

interface Block {
  readonly kind: 'p' | 'ul' | 'ol' | 'h2' | 'h3' | 'h4';
  readonly lines: string[];
}

/**
 * A text with headings, lists and links as HTML. Everything is escaped first; what it makes itself is all the markup
 * there is.
 */
export function prose(source: string, page: 'ltr' | 'rtl'): string {
  return blocksOf(source)
    .map(({ kind, lines }) => {
      const text = lines.join('\n');
      const foreign = foreignDirection(text, page);
      const open = foreign === null ? `<${kind}>` : `<${kind} dir="${foreign}">`;
      const inner =
        kind === 'ul' || kind === 'ol'
          ? lines.map((line) => `<li>${inline(line)}</li>`).join('')
          : lines.map(inline).join('<br>');
      return `${open}${inner}</${kind}>`;
    })
    .join('\n');
}

function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  const add = (kind: Block['kind'], line: string, joins: boolean): void => {
    if (joins && open?.kind === kind) open.lines.push(line);
    else blocks.push((open = { kind, lines: [line] }));
  };
  for (const raw of source.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim();
    const [heading, bullet, number] = [HEADING.exec(line), BULLET.exec(line), NUMBER.exec(line)];
    if (line === '') open = null;
    else if (heading) {
      add((['h2', 'h3', 'h4'] as const)[heading[1]!.length - 1]!, heading[2]!, false);
      open = null;
    } else if (bullet) add('ul', bullet[1]!, true);
    else if (number) add('ol', number[1]!, true);
    else add('p', line, true);
  }
  return blocks;
}

function inline(line: string): string {
  let out = '';
  let from = 0;
  for (const found of line.matchAll(INLINE)) {
    const [whole, strong, text, address, bare] = found;
    out += escapeHtml(line.slice(from, found.index));
    from = found.index + whole.length;
    const to = safeUrl(address ?? bare);
    if (strong !== undefined) out += `<strong>${escapeHtml(strong)}</strong>`;
    else if (to === NO_URL) out += escapeHtml(whole);
    else out += `<a href="${escapeHtml(to)}">${escapeHtml(text ?? bare)}</a>`;
  }
  return out + escapeHtml(line.slice(from));
}
