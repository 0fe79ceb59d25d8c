import { subject as typed } from '@casl/ability';
import { describe, expect, it } from '@jest/globals';
import { type Actor, newId, type Role, ROLES, runForTenant } from '#platform/kernel';
import { abilityOf } from './ability.js';
import { accessible } from './conditions.js';
import { ACTIONS, SUBJECTS } from './table.js';

const parties = [newId(), newId(), newId()];
const columns = { organizationId: 'organizationId', influencerId: 'influencerId', campaignId: 'campaignId' };

function actorOf(role: Role, partyIds: string[], campaignId: string | null): Actor {
  const kind = role.startsWith('staff')
    ? 'staff'
    : role.startsWith('member')
      ? 'member'
      : role === 'system'
        ? 'system'
        : role === 'anonymous'
          ? 'anonymous'
          : 'influencer';
  return { kind, role, accountId: newId(), partyIds, name: 'x', campaignId };
}

/** Evaluates the little SQL that `accessible` writes, against one row. */
function holds(sql: string, values: unknown[], row: Record<string, unknown>): boolean {
  const script = sql
    .replace(
      /(\w+) = any\(\$(\d+)\)/g,
      (_m, field: string, n: string) => `(values[${Number(n) - 2}].includes(row.${field}))`,
    )
    .replace(
      /(\w+) = \$(\d+)/g,
      (_m, field: string, n: string) => `(row.${field} === values[${Number(n) - 2}])`,
    )
    .replace(/ and /g, ' && ')
    .replace(/ or /g, ' || ');
  return Boolean(new Function('values', 'row', `return (${script});`)(values, row));
}

describe('the party wall', () => {
  it('says the same as SQL and as an ability, for every role, action, subject and row', () => {
    let compared = 0;
    for (const role of ROLES) {
      for (const [partyIds, campaignId] of [
        [[], null],
        [[parties[0]], null],
        [[parties[0], parties[1]], parties[2]],
      ] as [string[], string | null][]) {
        const actor = actorOf(role, partyIds, campaignId);
        for (const action of ACTIONS) {
          for (const subject of SUBJECTS) {
            const scope = runForTenant(newId(), actor, () => accessible(action, subject, columns, 2));
            for (const organizationId of parties) {
              for (const influencerId of parties) {
                const row = { organizationId, influencerId, campaignId: parties[2] };
                const can = abilityOf(actor).can(action, typed(subject, { ...row }) as never);
                expect(holds(scope.sql, scope.values, row)).toBe(can);
                compared += 1;
              }
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(10_000);
  });

  it('gives no rows to a role without a rule', () => {
    const scope = runForTenant(newId(), actorOf('anonymous', [], null), () =>
      accessible('read', 'Campaign', columns, 1),
    );
    expect(scope.sql).toBe('false');
  });
});
