/* global document, getComputedStyle, innerWidth, location, NodeFilter */
// What a person would stumble over on a page as it stands on the screen, as one sentence a fault. Runs in the browser.
// @param {{rooms: string[], english: string[], latin: string[] | null, stranger: string | null,
//   written: string, codes: string[]}} words
//   rooms: how locale keys begin; english: sentences of the English locale that the page's own says otherwise;
//   latin: the only Latin words that a page in another script may hold, besides what people wrote (which stands in <bdi>);
//   stranger: an expression for words that give away a sentence in another language; written: one for what people wrote;
//   codes: what stands as it is, wherever.
function pageFaults({ rooms, english, latin, stranger, written, codes }) {
  const faults = [];
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const brief = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 60);
  const named = (element) =>
    `${element.tagName.toLowerCase()}${element.classList[0] ? `.${element.classList[0]}` : ''} "${brief(element.textContent)}"`;
  // Heads of tables that became rows are there for those who listen only.
  const hiddenFromSight = (element) => {
    const head = element.closest('thead');
    if (head && getComputedStyle(head).position === 'absolute') return true;
    return element.closest('.visually-hidden, .skip, svg, datalist') !== null;
  };

  const root = document.documentElement;
  const tooWide = root.scrollWidth - root.clientWidth;
  if (tooWide > 1) faults.push(`${tooWide} px wider than the screen`);

  if (/^\s*(·|$)/.test(document.title)) faults.push('has no title');

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent || parent.closest('script, style, template, noscript')) continue;
    texts.push(node);
  }

  // Cut off: by an element that hides what is too long without saying so, or by the edge of the screen.
  for (const element of document.body.querySelectorAll('*')) {
    if (element.clientWidth < 3 || hiddenFromSight(element) || !element.textContent.trim()) continue;
    const style = getComputedStyle(element);
    const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
    if (!shown(element)) continue;
    if (
      hides(style.overflowX) &&
      style.textOverflow !== 'ellipsis' &&
      element.scrollWidth > element.clientWidth + 1
    )
      faults.push(`${named(element)} is cut off by ${element.scrollWidth - element.clientWidth} px`);
    if (
      hides(style.overflowY) &&
      style.webkitLineClamp === 'none' &&
      !/^(?:INPUT|TEXTAREA|SELECT|IMG)$/.test(element.tagName) &&
      element.scrollHeight > element.clientHeight + 4
    )
      faults.push(
        `${named(element)} is cut off at its foot by ${element.scrollHeight - element.clientHeight} px`,
      );
  }
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  for (const node of texts) {
    const parent = node.parentElement;
    if (hiddenFromSight(parent) || !shown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if ((box.left < -1 || box.right > innerWidth + 1) && !scrolls(parent))
      faults.push(
        `${named(parent)} runs off the screen (${Math.round(box.left)} to ${Math.round(box.right)})`,
      );
  }
  for (const button of document.body.querySelectorAll('button, .btn, .badge, .chip, .tab, th, summary')) {
    if (!shown(button) || hiddenFromSight(button) || button.clientWidth < 3) continue;
    if (getComputedStyle(button).overflowX === 'visible' && button.scrollWidth > button.clientWidth + 2)
      faults.push(
        `${named(button)} does not hold its text: ${button.scrollWidth - button.clientWidth} px too long`,
      );
  }

  // Not translated.
  const key = new RegExp(`(?:^|\\s)(?:${rooms.join('|')})(?:\\.[a-z]\\w*)+(?=$|\\s)`);
  const foreign = new Set(english);
  const allowed = latin === null ? null : new Set(latin);
  const giveaway =
    stranger === null ? null : new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${stranger})(?![\\p{L}\\p{N}_-])`, 'u');
  const people = new RegExp(written, 'g');
  const judge = (text, where) => {
    const said = text
      .replace(people, ' ')
      .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (codes.includes(said)) return 0;
    if (key.test(said)) return faults.push(`${where} shows a key: "${brief(said)}"`);
    if (foreign.has(said)) return faults.push(`${where} is English: "${brief(said)}"`);
    if (giveaway && giveaway.test(said)) return faults.push(`${where} looks English: "${brief(said)}"`);
    if (!allowed) return 0;
    // Codes and addresses: color.accent, partners.company.com.
    const spoken = said.replace(/\b[a-z]+:\/\/\S*|\b[a-z]+(?:[.-][a-z-]+)+/g, ' ');
    const strangers = (spoken.match(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]*/gu) ?? []).filter(
      (word) => !allowed.has(word.toLowerCase()),
    );
    if (strangers.length > 0) faults.push(`${where} holds ${strangers.join(' ')}: "${brief(said)}"`);
    return 0;
  };
  // What people wrote, and what is the same in every language: addresses, records, formulas of other systems.
  const data =
    'bdi, code, pre, .face, kbd, .mono, [translate=no], [dir=ltr]:not(html), [dir=auto], [lang]:not(html), textarea, .prose, .quote-caption';
  for (const node of texts) {
    const parent = node.parentElement;
    if (parent.closest(data)) continue;
    // Set apart within a sentence: it runs against the page, so somebody wrote it.
    judge(node.data.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, ' '), parent.tagName.toLowerCase());
  }
  for (const element of document.querySelectorAll(
    '[aria-label], [title], [placeholder], [alt], [data-copied], input[type=submit]',
  )) {
    if (element.closest(data)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-copied', 'value']) {
      if (name === 'value' && element.type !== 'submit') continue;
      const value = element.getAttribute(name);
      if (value)
        judge(
          value.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, ' '),
          `${element.tagName.toLowerCase()} ${name}`,
        );
    }
  }
  judge(document.title.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, ' '), 'title');
  return [...new Set(faults)].map((fault) => `${fault} [${location.pathname}]`);
}
globalThis.pageFaults = pageFaults;
