// What the bare program must do to answer as the product does: taken down from one real request of each kind, so that
// both run the same statements and send the same bytes, however the page looks by now.
import { request } from 'node:http';

/** Fetches a page as its session's person would see it. */
export function fetchPage(port, host, path, secret) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, headers: { host, cookie: `sid=${secret}`, accept: 'text/html' } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, html: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** The plan of a label: for the list's first page and for a later one, its statements and its HTML as templates. */
export async function planOf(server, session, rowsOf) {
  const { spec, tenant, org } = session;
  const [locale] = spec.locales;
  const label = { tenant, locale, currency: spec.currency, pages: {} };
  for (const [kind, cursor] of Object.entries({ first: null, later: org.campaigns.at(-30) })) {
    const path = `/o/${org.id}/campaigns${cursor ? `?cursor=${cursor}` : ''}`;
    await server.ask('transactions');
    const { status, html } = await fetchPage(server.port, session.host, path, session.secret);
    if (status !== 200) throw new Error(`the campaigns page answered ${status}: ${html.slice(0, 300)}`);
    const transactions = await server.ask('transactions');
    if (transactions.length !== 1)
      throw new Error(`the campaigns page took ${transactions.length} transactions, not one`);
    const [[begin, ...statements]] = transactions;
    if (begin.text !== `BEGIN READ ONLY; SET LOCAL app.tenant_id = '${tenant}'`)
      throw new Error(`the page began with ${begin.text}`);
    label.moneyOptions ??= moneyOptions(html, label, await rowsOf(session, cursor));
    label.pages[kind] = {
      statements: statements.map((one, index) => symbolic(one, index, session, cursor)),
      ...templates(html, session, cursor, await rowsOf(session, cursor), label),
    };
  }
  return label;
}

function symbolic({ name, text, values }, index, { tenant, secretHash, host, org, account }, cursor) {
  const known = new Map(
    Object.entries({ tenant, secretHash, host, org: org.id, account, ...(cursor && { cursor }) }).map(
      ([from, value]) => [value, from],
    ),
  );
  const role = name?.startsWith('session')
    ? 'session'
    : name?.startsWith('campaigns_list')
      ? 'list'
      : undefined;
  return {
    name: name ?? `statement_${index}`,
    text,
    role,
    values: values.map((value) => {
      if (value?.now) return { from: 'now' };
      if (Array.isArray(value) && value.length === 1 && value[0] === org.id) return { from: 'parties' };
      return known.has(value) ? { from: known.get(value) } : { is: value };
    }),
  };
}

/** How the page writes money: with or without cents where they are nought. */
function moneyOptions(html, { locale, currency }, [row]) {
  const choices = [{}, { trailingZeroDisplay: 'stripIfInteger' }, { maximumFractionDigits: 0 }];
  const found = choices.find((options) =>
    html.includes(
      new Intl.NumberFormat(locale, { style: 'currency', currency, ...options }).format(
        row.budget_minor / 100,
      ),
    ),
  );
  if (!found) throw new Error('the page writes money in a way that the bare program does not know');
  return found;
}

/** Cuts the page into what stands before, the rows, and what stands after, with names where values were. */
function templates(html, { org, user, account, tenant }, cursor, rows, label) {
  const money = new Intl.NumberFormat(label.locale, {
    style: 'currency',
    currency: label.currency,
    ...label.moneyOptions,
  });
  const starts = rows.map(({ id }) => html.lastIndexOf('<tr', html.indexOf(id)));
  const ends = starts.map((start) => html.indexOf('</tr>', start) + '</tr>'.length);
  if (starts.some((start) => start < 0)) throw new Error('the rows of the campaigns page were not found');
  const frame = [
    [/(?<=name="_key" value=")[^"]+/g, '{{key}}'],
    [org.id, '{{org}}'],
    [org.name, '{{orgName}}'],
    [user, '{{user}}'],
    [account, '{{account}}'],
    [rows.at(-1).id, '{{next}}'],
    ...(cursor ? [[cursor, '{{cursor}}']] : []),
  ];
  const result = {
    before: named(html.slice(0, starts[0]), frame),
    between: html.slice(ends[0], starts[1]),
    after: named(html.slice(ends.at(-1)), frame),
    rows: {},
  };
  for (const [at, row] of rows.entries()) {
    result.rows[row.state] ??= named(html.slice(starts[at], ends[at]), [
      [row.id, '{{row.id}}'],
      [row.name.replaceAll('&', '&amp;'), '{{row.name}}'],
      ...['budget_minor', 'spent_minor', 'reserved_minor'].map((key) => [
        money.format(row[key] / 100),
        `{{money_${tenant} row.${key}}}`,
      ]),
      [
        new RegExp(`(?<=>\\s*)${row.collaborations}(?=\\s*<)`, 'g'),
        `{{number_${tenant} row.collaborations}}`,
      ],
      ...frame,
    ]);
  }
  return result;
}

function named(html, names) {
  return names.reduce((text, [value, name]) => text.replaceAll(value, name), html);
}
