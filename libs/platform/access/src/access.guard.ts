import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { forbidden } from '#platform/kernel';
import { authorize } from './ability.js';
import { CAN, PUBLIC, type Requirement } from './decorators.js';

/** Denies every route that is not marked; of the marked ones, those that the role's table does not open. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const requirement = this.reflector.getAllAndOverride<Requirement | undefined>(CAN, targets);
    if (!requirement) throw forbidden();
    authorize(requirement.action, requirement.subject);
    return true;
  }
}
