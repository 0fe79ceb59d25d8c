// The bare program: Fastify, pg and Handlebars, and the statements and HTML of the product's own campaigns page (plan.js
// takes them down). No framework, no errors, no other route: what the page costs at the least.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import Handlebars from 'handlebars';
import pg from 'pg';

const { labels, poolSize } = JSON.parse(readFileSync(process.env.BENCH_PLAN, 'utf8'));
pg.types.setTypeParser(20, Number);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: poolSize });

const templates = Handlebars.create();
for (const label of Object.values(labels)) {
  const money = new Intl.NumberFormat(label.locale, {
    style: 'currency',
    currency: label.currency,
    ...label.moneyOptions,
  });
  const number = new Intl.NumberFormat(label.locale);
  templates.registerHelper(`money_${label.tenant}`, (minor) => money.format(minor / 100));
  templates.registerHelper(`number_${label.tenant}`, (value) => number.format(value));
  const compile = (source) => templates.compile(source, { knownHelpersOnly: false });
  for (const page of Object.values(label.pages)) {
    page.before = compile(page.before);
    page.after = compile(page.after);
    for (const state of Object.keys(page.rows)) page.rows[state] = compile(page.rows[state]);
  }
}

const app = fastify();
app.get('/healthz', () => 'ok');
app.get('/o/:org/campaigns', async (request, reply) => {
  const host = request.headers.host.replace(/:\d+$/, '');
  const label = labels[host];
  const page = label.pages[request.query.cursor ? 'later' : 'first'];
  const secret = /(?:^|; )sid=([\w-]+)/.exec(request.headers.cookie)[1];
  const { org } = request.params;
  const given = {
    host,
    tenant: label.tenant,
    org,
    parties: [org],
    now: new Date(),
    cursor: request.query.cursor,
  };
  given.secretHash = createHash('sha256').update(secret).digest('base64url');
  const client = await pool.connect();
  let rows = [];
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL app.tenant_id = '${label.tenant}'`);
    for (const { name, text, values, role } of page.statements) {
      const result = await client.query({
        name,
        text,
        values: values.map(({ from, is }) => (from ? given[from] : is)),
      });
      if (role === 'session') {
        const [session] = result.rows;
        if (!session?.organizations.some(({ id }) => id === org)) return await reply.code(404).send();
        given.account = session.id;
        given.user = session.name;
      }
      if (role === 'list') rows = result.rows;
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  const shown = rows.slice(0, 25);
  const frame = {
    ...given,
    key: randomUUID(),
    orgName: shown[0].organization_name,
    next: rows.length > 25 ? shown.at(-1).id : null,
  };
  void reply.type('text/html; charset=utf-8');
  const body = shown.map((row) => page.rows[row.state]({ ...frame, row }));
  return page.before(frame) + body.join(page.between) + page.after(frame);
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on(
  'SIGTERM',
  () =>
    void app
      .close()
      .then(() => pool.end())
      .then(() => process.exit(0)),
);
