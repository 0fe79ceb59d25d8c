import { conflict } from './errors.js';

/** A state machine as a table: for each state, the actions allowed and where each leads. */
export type Transitions<State extends string, Action extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Action, State>>>>
>;

/** The state that `action` leads to; otherwise a conflict that says what may be done now. */
export function transition<State extends string, Action extends string>(
  table: Transitions<State, Action>,
  state: State,
  action: Action,
): State {
  const next = table[state][action];
  if (next === undefined) throw conflict('bad_state', { state, action, allowed: Object.keys(table[state]) });
  return next;
}

/** The actions that the state allows. */
export function allowedActions<State extends string, Action extends string>(
  table: Transitions<State, Action>,
  state: State,
): Action[] {
  return Object.keys(table[state]) as Action[];
}
