import 'reflect-metadata';
import { SetMetadata } from '@nestjs/common';
import type { Action, Subject } from './table.js';

export const CAN = 'access:can';
export const PUBLIC = 'access:public';

export interface Requirement {
  readonly action: Action;
  readonly subject: Subject;
}

/** Opens a route to the roles that have this action; without this or `@Public()` a route is denied. */
export const Can = (action: Action, subject: Subject) =>
  SetMetadata(CAN, { action, subject } satisfies Requirement);

/** Opens a route to everybody who reaches the host. */
export const Public = () => SetMetadata(PUBLIC, true);
