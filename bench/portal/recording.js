// Loaded into the product while plan.js takes its statements down; never while it is measured.
import pg from 'pg';

const taken = [];
const open = new WeakMap();
const query = pg.Client.prototype.query;

pg.Client.prototype.query = function record(statement, values, ...rest) {
  const text = typeof statement === 'string' ? statement : statement.text;
  const list = open.get(this);
  if (text?.startsWith('BEGIN READ ONLY')) open.set(this, [{ text }]);
  else if (list && text === 'COMMIT') {
    taken.push(list);
    open.delete(this);
  } else if (list)
    list.push({ name: statement.name, text, values: (statement.values ?? values ?? []).map(plain) });
  return query.call(this, statement, values, ...rest);
};

function plain(value) {
  return value instanceof Date ? { now: true } : value;
}

globalThis.benchAnswers = { transactions: () => taken.splice(0) };
