import type { StoredMail, StoredMailSummary } from '#platform/mail';
import { escapeHtml } from '#platform/themes';

export const MAILBOX_CSS = `
:root { color-scheme: light dark; --line: light-dark(#ddd, #3a3a3a); --muted: light-dark(#5c5c5c, #a5a5a5); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-inline-size: 68rem; padding: 1rem; font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; } a { color: light-dark(#0b57d0, #8ab4f8); }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin-block: 1rem; align-items: end; }
label { display: grid; gap: .15rem; font-size: .85rem; color: var(--muted); }
input, select, button { font: inherit; padding: .4rem .6rem; min-block-size: 40px; }
ol { list-style: none; padding: 0; margin: 0; border-block-start: 1px solid var(--line); }
li a { display: grid; grid-template-columns: minmax(0, 15rem) minmax(0, 1fr) auto; gap: .25rem 1rem; padding: .7rem .25rem;
  border-block-end: 1px solid var(--line); color: inherit; text-decoration: none; }
li a:hover, li a:focus-visible { background: light-dark(#f4f6f9, #222); }
li strong, li span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
time, .muted { color: var(--muted); font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; } dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { inline-size: 100%; block-size: 70vh; border: 1px solid var(--line); background: #fff; }
pre { overflow: auto; padding: 1rem; border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) { li a { grid-template-columns: minmax(0, 1fr); } }
`;

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/mailbox.css"></head><body><main>${body}</main></body></html>`;
}

/** Every mail of the demo, the newest first, with a filter. */
export function listPage(
  mails: readonly StoredMailSummary[],
  filter: { readonly to?: string | undefined; readonly label?: string | undefined },
  labels: readonly { key: string; name: string }[],
): string {
  const options = labels.map(
    ({ key, name }) =>
      `<option value="${escapeHtml(key)}"${key === filter.label ? ' selected' : ''}>${escapeHtml(name)}</option>`,
  );
  const rows = mails.map(
    ({ id, to, subject, host, at }) =>
      `<li><a href="/messages/${id}"><strong>${escapeHtml(to.join(', '))}</strong><span><bdi>${escapeHtml(subject)}</bdi> <span class="muted">${escapeHtml(host)}</span></span><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time></a></li>`,
  );
  return frame(
    'Mailbox',
    `<h1>Mailbox</h1>
<form><label>To<input name="to" type="email" value="${escapeHtml(filter.to ?? '')}"></label>
<label>Label<select name="label"><option value="">All</option>${options.join('')}</select></label><button>Show</button></form>
${rows.length > 0 ? `<ol>${rows.join('')}</ol>` : '<p class="muted">No mail yet. Every message that the labels send arrives here.</p>'}`,
  );
}

/** One mail: how it looks, what it says without HTML, and every header it bears. */
export function messagePage(mail: StoredMail): string {
  const headers = mail.headers.map(
    ({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`,
  );
  return frame(
    mail.subject,
    `<p><a href="/">All mails</a></p><h1 dir="auto">${escapeHtml(mail.subject)}</h1>
<dl><dt>From</dt><dd><bdi>${escapeHtml(mail.fromName)}</bdi> &lt;${escapeHtml(mail.from)}&gt;</dd><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd><dt>At</dt><dd>${mail.at}</dd></dl>
<iframe title="The mail as it looks" src="/messages/${mail.id}/html"></iframe>
<details><summary>Text</summary><pre dir="auto">${escapeHtml(mail.text)}</pre></details>
<details><summary>Headers</summary><dl>${headers.join('')}</dl></details>
<p><a href="/messages/${mail.id}/raw">Raw message</a></p>`,
  );
}
