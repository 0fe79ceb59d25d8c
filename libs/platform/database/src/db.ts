import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { contextOrNull, currentTenant, log } from '#platform/kernel';
import type { PoolClient, QueryResultRow } from 'pg';
import { DataSource, type EntityTarget } from 'typeorm';
import { PLATFORM } from './sources.js';
import { Repo, type TenantRow } from './repo.js';
import { currentUnit, type Statement, Unit } from './unit.js';

/** What code across labels may use, inside `asPlatform` only. */
export interface PlatformDb {
  query<Row extends QueryResultRow>(statement: Statement): Promise<Row[]>;
  client(): Promise<PoolClient>;
}

/**
 * The only way to the database. Inside a request or a `transaction` every call joins the one unit of work of the
 * current label; outside of both there is nothing to join, and a call throws.
 */
@Injectable()
export class Db {
  constructor(
    @InjectDataSource() private readonly runtime: DataSource,
    @InjectDataSource(PLATFORM) private readonly platform: DataSource,
  ) {}

  /** A unit for a request: begun at first use, ended by the web layer. */
  open(readOnly: boolean): Unit {
    return new Unit(this.runtime, contextOrNull()?.tenantId ?? null, readOnly);
  }

  /** Runs `fn` in a transaction of the current label; joins the one that is running. */
  async transaction<T>(fn: () => Promise<T>, options: { readOnly?: boolean } = {}): Promise<T> {
    const joined = currentUnit();
    if (joined && !joined.isClosed()) {
      if (joined.tenantId !== currentTenant()) throw new Error('a transaction cannot change its label');
      return fn();
    }
    const readOnly = options.readOnly === true || contextOrNull()?.readOnly === true;
    const unit = new Unit(this.runtime, currentTenant(), readOnly);
    return finish(unit, fn);
  }

  repo<E extends TenantRow>(target: EntityTarget<E>): Repo<E> {
    return new Repo(this.unit(), target, currentTenant());
  }

  /** Runs a named statement in the current transaction; it must carry the label itself (`tenant_id = $1`). */
  query<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    return this.unit().query<Row>(statement);
  }

  /** Like `query`, for statements that give one row or none. */
  async one<Row extends QueryResultRow>(statement: Statement): Promise<Row | null> {
    return (await this.query<Row>(statement))[0] ?? null;
  }

  /** The connection of the current transaction, for COPY and the like. */
  client(): Promise<PoolClient> {
    return this.unit().client();
  }

  /** Runs after the commit; lost if the process dies, so only for what may be lost. */
  afterCommit(hook: () => void | Promise<void>): void {
    this.unit().afterCommit(hook);
  }

  /** Work across labels, under its own login and policy. Never inside a transaction, always with a reason. */
  async asPlatform<T>(reason: string, fn: (db: PlatformDb) => Promise<T>): Promise<T> {
    if (currentUnit()?.isOpen()) throw new Error(`asPlatform(${reason}) inside a transaction`);
    log.debug('database.platform', { reason });
    const unit = new Unit(this.platform, null, false);
    return finish(unit, () => fn(unit));
  }

  private unit(): Unit {
    const unit = currentUnit();
    if (!unit) throw new Error('no unit of work here: wrap this in db.transaction()');
    if (unit.tenantId !== currentTenant()) throw new Error('the context and its transaction name two labels');
    return unit;
  }
}

async function finish<T>(unit: Unit, fn: () => Promise<T>): Promise<T> {
  try {
    const result = await unit.run(fn);
    await unit.commit();
    return result;
  } catch (error) {
    await unit.rollback();
    throw error;
  }
}
