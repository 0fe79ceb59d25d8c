// The look editor beyond HTML: each change is kept as it is made, what stands beside it follows, and contrast is
// shown while a colour is dragged. The server judges; without this file the forms have their buttons.

const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

export function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function showContrast(field) {
  const row = field.closest('[data-token]');
  const output = row?.querySelector('output');
  if (!output) return;
  const behind = field
    .closest('form')
    .querySelector(`[data-token="color.canvas"] [data-scheme="${field.dataset.scheme}"]`);
  if (!behind || behind === field) return;
  const ratio = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  output.textContent = `${ratio.format(contrast(field.value, behind.value))} : 1`;
}

const waiting = new WeakMap();

async function keep(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set('_key', crypto.randomUUID());
  const kept = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
  // What stands beside stays what was chosen to stand there.
  const answer = kept.ok && location.search ? await fetch(location.href) : kept;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['look-side', 'notices']) {
    const [now, next] = [document.getElementById(id), page.getElementById(id)];
    if (now && next && !now.contains(document.activeElement)) now.replaceWith(document.adoptNode(next));
  }
}

document.addEventListener('input', (event) => {
  const form = event.target.closest?.('form[data-autosave]');
  if (!form) return;
  if (event.target.matches('.look-colour')) showContrast(event.target);
  clearTimeout(waiting.get(form));
  waiting.set(
    form,
    setTimeout(() => void keep(form), 500),
  );
});

// What was typed just before leaving is kept too.
addEventListener('pagehide', () => {
  for (const form of document.querySelectorAll('form[data-autosave]')) {
    if (!waiting.get(form)) continue;
    const body = new URLSearchParams(new FormData(form));
    body.set('_key', crypto.randomUUID());
    void fetch(form.action, { method: 'POST', body, keepalive: true });
  }
});
