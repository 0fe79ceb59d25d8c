/** Rights that let the label show content on media of its own. */
const PUBLIC = ['ownMedia', 'organic'];

interface Rights {
  readonly channels?: readonly string[] | undefined;
}

export function feedChannels({ channels = [] }: Rights): string[] {
  return channels.filter((channel) => PUBLIC.includes(channel));
}

/**
 * A piece `d` of campaign `c` and collaboration `k` whose rights include own media at `$2`, as SQL. Rights run for the
 * agreed months from signing, delivery (here: verification) or posting; without a number they do not end, and zero
 * months are no rights.
 */
export const RIGHTS_RUN = `(c.usage_rights->'channels' ?| ARRAY['ownMedia', 'organic'])
  AND (c.usage_rights->>'months' IS NULL OR (c.usage_rights->>'months')::int > 0 AND $2::timestamptz <
    (CASE c.usage_rights->>'starts' WHEN 'signing' THEN k.contracted_at WHEN 'delivery' THEN d.verified_at ELSE d.published_at END)
      + make_interval(months => (c.usage_rights->>'months')::int))`;
