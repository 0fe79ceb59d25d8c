// Who may do what: one table of roles, the guard that denies what is not marked, party conditions as SQL.
// It owns roles' grants and their translation.
// It must never let a label author a rule, nor know where a subject's rows are kept.
export { abilityOf, authorize, grantsOf, may } from './ability.js';
export { AccessGuard } from './access.guard.js';
export { accessible, type Columns, type Scope } from './conditions.js';
export { CAN, Can, PUBLIC, Public, type Requirement } from './decorators.js';
export { ACTING, type Action, ACTIONS, GRANTS, type Subject, SUBJECTS } from './table.js';
