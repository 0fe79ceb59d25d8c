import { rulesToAST } from '@casl/ability/extra';
import { type CompoundCondition, type Condition, FieldCondition } from '@ucast/core';
import { currentActor } from '#platform/kernel';
import { abilityOf } from './ability.js';
import type { Action, Subject } from './table.js';

/** Where the party fields of a subject stand in a statement: `{organizationId: 'c.organization_id'}`. */
export type Columns = Readonly<Record<string, string>>;

export interface Scope {
  /** A boolean SQL expression. */
  readonly sql: string;
  /** Values of the placeholders, which start at the number that was asked for. */
  readonly values: unknown[];
  /** Tells this text from the others that stand in its place: part of the name of the statement it goes into. */
  readonly key: string;
}

/**
 * The rows that the current actor may `action`, as SQL with placeholders from `$first` on. What this does not know
 * throws; no rule gives `false`. With random rules and rows it agrees with `ability.can` (conditions.spec.ts).
 */
export function accessible(action: Action, subject: Subject, columns: Columns, first: number): Scope {
  const ast = rulesToAST(abilityOf(currentActor()), action, subject) as Condition | null;
  const values: unknown[] = [];
  if (ast === null) return { sql: 'false', values, key: 'none' };
  const sql = translate(ast, columns, values, first);
  return {
    sql,
    values,
    key: values.map((value) => (Array.isArray(value) ? 'any' : 'one')).join('_') || 'all',
  };
}

/**
 * Where a row is looked for, nothing known (NULL) is as good as false, so the comparisons are left bare and an index
 * serves them; only what is negated must first become true or false.
 */
export function translate(
  ast: Condition,
  columns: Columns,
  values: unknown[],
  first: number,
  negated = false,
): string {
  const bind = (value: unknown) => {
    values.push(value);
    return `$${first + values.length - 1}`;
  };
  switch (ast.operator) {
    case 'and':
    case 'or': {
      const parts = (ast as CompoundCondition).value.map((part) =>
        translate(part, columns, values, first, negated),
      );
      if (parts.length === 0) return ast.operator === 'and' ? 'true' : 'false';
      return `(${parts.join(` ${ast.operator} `)})`;
    }
    case 'not': {
      const [inner] = (ast as CompoundCondition).value;
      if (!inner) throw new Error('an empty negation in an access rule');
      return `(not ${translate(inner, columns, values, first, true)})`;
    }
    case 'eq':
      return `${column(ast, columns)} ${negated || ast.value === null ? 'is not distinct from' : '='} ${bind(ast.value)}`;
    case 'ne':
      return `${column(ast, columns)} is distinct from ${bind(ast.value)}`;
    case 'in': {
      const list = ast.value as readonly unknown[];
      if (negated) return `coalesce(${column(ast, columns)} = any(${bind(list)}), false)`;
      // Most people speak for one party; with `=` an index gives its rows in order, page by page.
      return list.length === 1
        ? `${column(ast, columns)} = ${bind(list[0])}`
        : `${column(ast, columns)} = any(${bind(list)})`;
    }
    default:
      throw new Error(`an access rule uses ${ast.operator}, which has no SQL here`);
  }
}

function column(ast: Condition, columns: Columns): string {
  if (!(ast instanceof FieldCondition)) throw new Error('an access rule compares no field');
  const found = columns[ast.field];
  if (!found) throw new Error(`this statement does not say where ${ast.field} stands`);
  return found;
}
