// What pages do beyond HTML: uploads with progress, bulk selection, dialogs, drafts, live parts, a loading bar.
// Everything works from attributes, by delegation, so that swapped-in content needs no wiring; pages without
// this file still read, link and submit.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const locale = () => document.documentElement.lang || 'en';

function say(text) {
  const live = $('#live');
  if (!live || !text) return;
  live.textContent = '';
  requestAnimationFrame(() => (live.textContent = text));
}

const spoken = (name) => $('#live')?.dataset[name] ?? '';

// --- Loading bar ------------------------------------------------------------------------------------------
let waiting;

function startLoading() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    $('#loading')?.classList.add('on');
    say(spoken('loading'));
  }, 250);
}

function stopLoading() {
  clearTimeout(waiting);
  $('#loading')?.classList.remove('on');
}

function warn(text) {
  const at = $('#notices') ?? $('main');
  if (!at || !text) return;
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.dataset.kind = 'late';
  notice.setAttribute('role', 'alert');
  notice.append(document.createElement('span'), text);
  all('.notice[data-kind=late]:not([data-leaves])', at).forEach((old) => old.remove());
  at.prepend(notice);
}

addEventListener('pageshow', stopLoading);
document.addEventListener('htmx:before:request', startLoading);
document.addEventListener('htmx:finally:request', stopLoading);
document.addEventListener('htmx:error', (event) => {
  stopLoading();
  if (event.detail?.error?.name === 'TypeError' || event.detail?.error?.name === 'AbortError')
    warn(spoken('offline'));
});

// A refused form keeps its own address: going back or reloading must not repeat the post as a page.
document.addEventListener('htmx:before:history:update', (event) => {
  if ((event.detail?.response?.status ?? 200) >= 400) event.preventDefault();
});

// --- After each swap: focus, drafts, widgets ----------------------------------------------------------------
function refresh(root) {
  all('[data-tags]', root).forEach(dressTags);
  all('textarea[data-draft]', root).forEach(restoreDraft);
  all('[data-money]', root).forEach(readMoney);
  all('form[data-bulk]', root).forEach(countTicked);
  all('.tabs [aria-current]', root).forEach(bringIntoRow);
  all('.notice[data-leaves][data-kind=good]', root).forEach((notice) =>
    setTimeout(() => notice.remove(), 8000),
  );
  connect();
}

// On a phone the row of tabs is wider than the screen: the one that is open is seen, and that there is more before it.
function bringIntoRow(tab) {
  const row = tab.parentElement;
  const [shown, whole] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  if (shown.left < whole.left || shown.right > whole.right)
    row.scrollLeft += (shown.left + shown.right - whole.left - whole.right) / 2;
}

document.addEventListener('htmx:after:swap', (event) => {
  const ctx = event.detail?.ctx;
  const whole = ctx?.target === document.body || ctx?.target === 'body';
  if (whole) {
    if ((ctx.response?.status ?? 200) < 400) dropDrafts();
    const spot = $('[data-focus]') ?? $('[autofocus]') ?? $('#main');
    spot?.focus({ preventScroll: spot.id === 'main' });
    say(document.title);
  }
  refresh(whole ? document : (ctx?.target ?? document));
});

// --- Clicks -------------------------------------------------------------------------------------------------
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;

  const opener = target.closest('[data-dialog]');
  if (opener) return document.getElementById(opener.dataset.dialog)?.showModal();

  if (target.closest('[data-close]')) {
    target.closest('dialog')?.close();
    const details = target.closest('details');
    if (details) {
      details.open = false;
      $('summary', details)?.focus();
    }
    return;
  }

  if (target.closest('[data-dismiss]')) return target.closest('.notice')?.remove();

  const copy = target.closest('[data-copy]');
  if (copy) {
    return void navigator.clipboard?.writeText(copy.dataset.copy).then(() => {
      say(copy.dataset.copied);
      const before = copy.lastChild.textContent;
      if (copy.dataset.copied) copy.lastChild.textContent = copy.dataset.copied;
      setTimeout(() => (copy.lastChild.textContent = before), 1600);
    });
  }

  const gone = target.closest('[data-remove-file]');
  if (gone) {
    const box = gone.closest('[data-upload]');
    gone.closest('.file').remove();
    return $('input[type=file]', box)?.focus();
  }

  // Menus close when something else is pressed.
  all('details.dropdown[open], details.confirm[open]').forEach((menu) => {
    if (!menu.contains(target)) menu.open = false;
  });
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const open = document.activeElement?.closest('details.dropdown[open], details.confirm[open]');
  if (!open) return;
  open.open = false;
  $('summary', open)?.focus();
});

// Ctrl or Command with Enter sends what is being written.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches?.('textarea')) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
});

// --- Submitting: once, and never while a file is on its way ----------------------------------------------------
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if ($('[data-upload] .file[aria-busy]', form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      warn(spoken('leave'));
      return;
    }
    if (form.method === 'dialog') return;
    leaving = all('textarea[data-draft]', form).map(draftKey);
    // After the browser (or htmx) has taken the values: a disabled button would drop out of them.
    setTimeout(() => {
      const button = event.submitter ?? $('[type=submit]', form);
      button?.setAttribute('aria-busy', 'true');
      if (!form._htmx?.boosted) {
        dropDrafts();
        if (form.target !== '_blank') startLoading();
      }
      setTimeout(() => button?.removeAttribute('aria-busy'), 8000);
    });
  },
  true,
);

document.addEventListener('htmx:finally:request', () =>
  all('[type=submit][aria-busy]').forEach((button) => button.removeAttribute('aria-busy')),
);

document.addEventListener(
  'click',
  (event) => {
    if (event.target.closest?.('[type=submit][aria-busy]')) event.preventDefault();
  },
  true,
);

// Selects marked so send their form at once: sorting and filters.
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-sends]')) event.target.form?.requestSubmit();
});

// --- Bulk selection -------------------------------------------------------------------------------------------
const ticks = (form) => all('input.tick:not([data-bulk-all])', form);

function countTicked(form) {
  const boxes = ticks(form);
  const count = boxes.filter((box) => box.checked).length;
  const head = $('[data-bulk-all]', form);
  if (head) {
    head.checked = count > 0 && count === boxes.length;
    head.indeterminate = count > 0 && count < boxes.length;
  }
  all('[data-bulk-count]', form).forEach((place) => {
    place.textContent = new Intl.NumberFormat(locale()).format(count);
  });
  all('[data-bulk-bar]', form).forEach((bar) => (bar.hidden = count === 0));
}

let lastTick;

document.addEventListener('click', (event) => {
  const box = event.target instanceof Element ? event.target.closest('form[data-bulk] input.tick') : null;
  if (!box) return;
  const form = box.closest('form[data-bulk]');
  const boxes = ticks(form);
  if (box.matches('[data-bulk-all]')) boxes.forEach((each) => (each.checked = box.checked));
  else if (event.shiftKey && lastTick && boxes.includes(lastTick)) {
    const [from, to] = [boxes.indexOf(lastTick), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(from, to + 1).forEach((each) => (each.checked = box.checked));
  }
  lastTick = box;
  countTicked(form);
});

// --- Drafts ---------------------------------------------------------------------------------------------------
let leaving = [];

const draftKey = (field) => `draft ${location.pathname} ${field.name}`;

function restoreDraft(field) {
  const kept = sessionStorage.getItem(draftKey(field));
  if (kept && field.value.trim() === '') field.value = kept;
}

function dropDrafts() {
  leaving.forEach((key) => sessionStorage.removeItem(key));
  leaving = [];
}

document.addEventListener('input', (event) => {
  const field = event.target;
  if (field.matches('textarea[data-draft]')) {
    if (field.value) sessionStorage.setItem(draftKey(field), field.value);
    else sessionStorage.removeItem(draftKey(field));
  }
  if (field.matches('[data-money]')) readMoney(field);
});

// --- Money, shown back as it was understood ----------------------------------------------------------------------
export function parseAmount(text, tag) {
  const parts = new Intl.NumberFormat(tag).formatToParts(12345.6);
  const group = parts.find((part) => part.type === 'group')?.value ?? ',';
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const plain = text
    .replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/^[\p{Sc}\s]*[A-Z]{0,3}[\p{Sc}\s]*|\s*[A-Z]{0,3}[\p{Sc}\s]*$/gu, '')
    .replaceAll(group, '')
    .replace(decimal, '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function readMoney(field) {
  const out = document.getElementById(`${field.id}-read`);
  if (!out) return;
  const amount = field.value.trim() === '' ? null : parseAmount(field.value, locale());
  out.hidden = amount === null;
  if (amount === null) return;
  out.value = new Intl.NumberFormat(locale(), { style: 'currency', currency: field.dataset.money }).format(
    amount,
  );
}

// --- Tags: one field of words with commas between, dressed as chips ------------------------------------------------
function dressTags(field) {
  if (field.dataset.dressed) return;
  field.dataset.dressed = 'yes';
  const box = document.createElement('div');
  box.className = 'tags';
  const entry = document.createElement('input');
  entry.id = field.id;
  entry.placeholder = field.placeholder;
  for (const name of ['aria-describedby', 'aria-invalid']) {
    if (field.hasAttribute(name)) entry.setAttribute(name, field.getAttribute(name));
  }
  field.removeAttribute('id');
  field.type = 'hidden';
  const words = () =>
    field.value
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  const draw = () => {
    all('.chip', box).forEach((chip) => chip.remove());
    words().forEach((word) => {
      const chip = document.createElement('span');
      chip.className = 'chip';
      chip.textContent = word;
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.textContent = '×';
      remove.setAttribute('aria-label', `${field.dataset.remove} ${word}`);
      remove.addEventListener('click', () => {
        set(words().filter((other) => other !== word));
        entry.focus();
      });
      chip.append(remove);
      entry.before(chip);
    });
  };
  const set = (list) => {
    field.value = [...new Set(list)].join(', ');
    draw();
  };
  const take = () => {
    if (entry.value.trim())
      set([
        ...words(),
        ...entry.value
          .split(',')
          .map((word) => word.trim())
          .filter(Boolean),
      ]);
    entry.value = '';
  };
  entry.addEventListener('keydown', (event) => {
    if (event.key === ',' || (event.key === 'Enter' && entry.value.trim())) {
      event.preventDefault();
      take();
    } else if (event.key === 'Backspace' && entry.value === '') set(words().slice(0, -1));
  });
  entry.addEventListener('blur', take);
  entry.addEventListener('paste', () => setTimeout(() => entry.value.includes(',') && take()));
  field.after(box);
  box.append(entry);
  draw();
}

// --- Pins: a press on a picture gives the comment its place, in thousandths --------------------------------------
function setPin(form, place) {
  for (const name of ['fileId', 'x', 'y']) form.elements[name].value = place?.[name] ?? '';
  const note = $('[data-pinned]', form);
  note.hidden = !place;
  if (!place) return;
  const says = note.dataset.pinned
    .replace('#x', Math.round(place.x / 10))
    .replace('#y', Math.round(place.y / 10));
  $('span', note).textContent = says;
  say(says);
}

document.addEventListener('click', (event) => {
  const form = $('#comment');
  if (!form || !(event.target instanceof Element)) return;
  if (event.target.closest('[data-unpin]')) return setPin(form, null);
  const board = event.target.matches('[data-pins] > img') ? event.target.closest('[data-pins]') : null;
  if (!board) return;
  const box = event.target.getBoundingClientRect();
  const thousandth = (at, size) => Math.max(0, Math.min(1000, Math.round((at / size) * 1000)));
  setPin(form, {
    fileId: board.dataset.pins,
    x: thousandth(event.clientX - box.left, box.width),
    y: thousandth(event.clientY - box.top, box.height),
  });
  $('textarea', form).focus();
});

// --- Uploads ------------------------------------------------------------------------------------------------------
function showFile(box, file) {
  const row = document.createElement('div');
  row.className = 'file';
  row.setAttribute('role', 'listitem');
  row.setAttribute('aria-busy', 'true');
  const mark = document.createElement('span');
  const name = document.createElement('span');
  name.className = 'truncate';
  name.textContent = file.name;
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'icon-button';
  remove.dataset.removeFile = '';
  remove.textContent = '×';
  remove.setAttribute('aria-label', `${box.dataset.remove}: ${file.name}`);
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.setAttribute('aria-label', file.name);
  row.append(mark, name, remove, bar);
  const list = $('.files', box);
  if (!('multiple' in box.dataset)) list.replaceChildren();
  list.append(row);
  return row;
}

function upload(box, file) {
  const row = showFile(box, file);
  const bar = $('progress', row);
  const request = new XMLHttpRequest();
  const fail = (says) => {
    row.classList.add('failed');
    row.removeAttribute('aria-busy');
    bar.remove();
    $('.truncate', row).textContent = `${file.name}: ${says || box.dataset.failed}`;
    say(says || box.dataset.failed);
  };
  const body = new FormData();
  body.append('file', file, file.name);
  request.open('POST', box.dataset.upload);
  request.responseType = 'json';
  request.setRequestHeader('Accept', 'application/json');
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener('error', () => fail());
  request.addEventListener('load', () => {
    const answer = request.response;
    const id = answer?.id ?? answer?.data?.id;
    if (request.status >= 300 || !id)
      return fail(answer?.errors?.[0]?.message ?? answer?.detail ?? answer?.title);
    const value = document.createElement('input');
    value.type = 'hidden';
    value.name = box.dataset.name;
    value.value = id;
    bar.remove();
    row.append(value);
    row.removeAttribute('aria-busy');
    say(`${box.dataset.done}: ${file.name}`);
  });
  $('[data-remove-file]', row).addEventListener('click', () => request.abort());
  request.send(body);
}

document.addEventListener('change', (event) => {
  const box = event.target.type === 'file' ? event.target.closest('[data-upload]') : null;
  if (!box) return;
  [...event.target.files].forEach((file) => upload(box, file));
  event.target.value = '';
});

for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(type, (event) => {
    const drop = event.target instanceof Element ? event.target.closest('.drop') : null;
    drop?.classList.toggle('over', type === 'dragenter' || type === 'dragover');
  });
}

// --- Live parts: an event says that something changed, then the page itself is asked again ----------------------------
const streams = new Map();
let asking;

function connect() {
  const wanted = new Set(all('[data-live]').map((part) => part.dataset.live));
  for (const [path, stream] of streams) {
    if (wanted.has(path)) continue;
    stream.close();
    streams.delete(path);
  }
  for (const path of wanted) {
    if (streams.has(path)) continue;
    const stream = new EventSource(path);
    let opened = false;
    stream.addEventListener('open', () => {
      if (opened) askAgain();
      opened = true;
    });
    for (const type of ['message', 'change']) stream.addEventListener(type, askAgain);
    stream.addEventListener('done', () => {
      askAgain();
      stream.close();
    });
    streams.set(path, stream);
  }
}

// Somebody who types inside a live part is not interrupted.
const busy = (part) =>
  part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');

function askAgain() {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const answer = await fetch(location.pathname + location.search, {
      headers: { Accept: 'text/html' },
    }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of all('[data-live]')) {
      const fresh = part.id && page.getElementById(part.id);
      if (!fresh || fresh.innerHTML === part.innerHTML || busy(part)) continue;
      part.replaceChildren(...document.adoptNode(fresh).childNodes);
      window.htmx?.process(part);
      refresh(part);
      say(part.dataset.says ?? spoken('updated'));
    }
  }, 80);
}

addEventListener('pagehide', () => {
  for (const stream of streams.values()) stream.close();
  streams.clear();
});

refresh(document);
$('[data-focus]')?.focus();
