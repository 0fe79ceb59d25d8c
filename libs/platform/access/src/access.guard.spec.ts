import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, newId, type Role, ROLES, runForTenant } from '#platform/kernel';
import { AccessGuard } from './access.guard.js';
import { Can, Public } from './decorators.js';

class Routes {
  unmarked(): void {}
  @Public()
  open(): void {}
  @Can('pay', 'Payout')
  pay(): void {}
}

const guard = new AccessGuard(new Reflector());

function enter(role: Role, route: keyof Routes): boolean {
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
  } as unknown as ExecutionContext;
  const kind =
    role === 'anonymous' || role === 'system' ? role : role.startsWith('staff') ? 'staff' : 'member';
  const actor: Actor = { kind, role, accountId: newId(), partyIds: [], name: '' };
  return runForTenant(newId(), actor, () => guard.canActivate(context));
}

describe('the guard', () => {
  it.each(ROLES)('denies a route that is not marked to %s', (role) => {
    expect(() => enter(role, 'unmarked')).toThrow('not_allowed');
  });

  it('opens what is public to everybody', () => {
    expect(enter('anonymous', 'open')).toBe(true);
  });

  it('opens a marked route to the roles whose row of the table has the action, and to no other', () => {
    const opened = ROLES.filter((role) => {
      try {
        return enter(role, 'pay');
      } catch {
        return false;
      }
    });
    expect(opened).toEqual(['system', 'staff.owner', 'staff.manager', 'staff.finance']);
  });

  it('asks who is not signed in to sign in', () => {
    expect(() => enter('anonymous', 'pay')).toThrow('sign_in_required');
  });
});
