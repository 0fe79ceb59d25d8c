// The baseline: the same answers by the plain SQL that one would write first, past all policies, on the same tables and
// indexes: a page in its order, the total, and each kind counted without its own filter.
const ORDERS = {
  followers: 'by_followers DESC, id DESC',
  engagement: 'by_engagement DESC, id DESC',
  name: 'sort_name, id',
};

const COLUMNS =
  'tenant_id, id, influencer_id, platform, handle, followers, engagement_ppm, country, topics, source, observed_at, by_followers, by_engagement, sort_name';

const kindOf = (wanted, without) =>
  wanted.platform && without !== 'platform'
    ? ['place < 2', `platform = '${wanted.platform}'`]
    : [without === 'platform' ? 'place < 2' : 'place = 0'];

const lexeme = (topic) => `#${topic.toLowerCase()}`;

function conditions(wanted, values, without) {
  const add = (value) => `$${values.push(value)}`;
  const { q, country, topic, followersMin, engagementMin } = wanted;
  return [
    'tenant_id = $1 AND shared',
    ...kindOf(wanted, without),
    ...(q ? [`search @@ ${add(q.toLowerCase().split(' ').join(' & '))}::tsquery`] : []),
    ...(country && without !== 'country' ? [`country = ANY (${add(country)})`] : []),
    ...(topic && without !== 'topic'
      ? [`search @@ ${add(topic.map((one) => `'${lexeme(one)}'`).join(' | '))}::tsquery`]
      : []),
    ...(followersMin ? [`by_followers >= ${add(followersMin)}`] : []),
    ...(engagementMin ? [`by_engagement >= ${add(engagementMin * 10_000)}`] : []),
  ].join(' AND ');
}

export async function search(client, tenantId, wanted) {
  const started = performance.now();
  const ask = async (sql, without) => {
    const values = [tenantId];
    const where = conditions(wanted, values, without);
    return (await client.query(sql(where), values)).rows;
  };
  await client.query('BEGIN READ ONLY');
  const [{ n }] = await ask((where) => `SELECT count(*)::int AS n FROM influencer_channel WHERE ${where}`);
  const page = await ask(
    (where) =>
      `SELECT c.*, i.display_name, i.visibility, i.claimed_at FROM (SELECT ${COLUMNS} FROM influencer_channel WHERE ${where} ORDER BY ${ORDERS[wanted.sort]} LIMIT 26) c
       JOIN influencer i ON i.tenant_id = c.tenant_id AND i.id = c.influencer_id`,
  );
  for (const kind of ['platform', 'country'])
    await ask(
      (where) =>
        `SELECT ${kind}, count(*) FROM influencer_channel WHERE ${where} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
      kind,
    );
  await ask(
    (where) =>
      `SELECT topic, count(*) FROM influencer_channel, unnest(topics) AS topic WHERE ${where} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
    'topic',
  );
  await client.query('COMMIT');
  return { ms: performance.now() - started, total: n, ids: page.slice(0, 25).map((row) => row.handle) };
}
