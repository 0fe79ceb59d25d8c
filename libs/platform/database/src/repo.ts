import type { DeepPartial, EntityTarget, FindManyOptions, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Unit } from './unit.js';

/** What every row behind the walls has. */
export interface TenantRow extends ObjectLiteral {
  tenantId: string;
  id: string;
}

type Where<E> = Omit<FindOptionsWhere<E>, 'tenantId'>;

/**
 * Scoped access to one entity. Every statement carries the label, besides the policy, and there is no `save`:
 * it would read a foreign row by its id and write it back as one's own.
 */
export class Repo<E extends TenantRow> {
  constructor(
    private readonly unit: Unit,
    private readonly target: EntityTarget<E>,
    private readonly tenantId: string,
  ) {}

  /** Inserts one row of this label; whatever label the values name, it is this one. */
  async insert(values: Omit<DeepPartial<E>, 'tenantId'>): Promise<void> {
    const runner = await this.unit.queryRunner();
    const row = { ...values, tenantId: this.tenantId } as unknown as QueryDeepPartialEntity<E>;
    await runner.manager
      .createQueryBuilder()
      .insert()
      .into(this.target)
      .values(row)
      .updateEntity(false)
      .execute();
  }

  /** Updates the rows of this label that match; gives how many, so that a compare-and-set can be told. */
  async update(where: Where<E>, patch: Omit<DeepPartial<E>, 'tenantId' | 'id'>): Promise<number> {
    const runner = await this.unit.queryRunner();
    const { affected } = await runner.manager.update(
      this.target,
      this.scoped(where),
      patch as unknown as QueryDeepPartialEntity<E>,
    );
    return affected ?? 0;
  }

  async delete(where: Where<E>): Promise<number> {
    const runner = await this.unit.queryRunner();
    const { affected } = await runner.manager.delete(this.target, this.scoped(where));
    return affected ?? 0;
  }

  async find(where: Where<E>, options: Omit<FindManyOptions<E>, 'where' | 'cache'> = {}): Promise<E[]> {
    const runner = await this.unit.queryRunner();
    return runner.manager.find(this.target, { ...options, where: this.scoped(where) });
  }

  async findOne(where: Where<E>): Promise<E | null> {
    const runner = await this.unit.queryRunner();
    return runner.manager.findOne(this.target, { where: this.scoped(where) });
  }

  async count(where: Where<E>): Promise<number> {
    const runner = await this.unit.queryRunner();
    return runner.manager.count(this.target, { where: this.scoped(where) });
  }

  /** Reads one row and locks it until the transaction ends. */
  async lock(where: Where<E>): Promise<E | null> {
    const runner = await this.unit.queryRunner();
    return runner.manager.findOne(this.target, {
      where: this.scoped(where),
      lock: { mode: 'pessimistic_write' },
    });
  }

  private scoped(where: Where<E>): FindOptionsWhere<E> {
    return { ...where, tenantId: this.tenantId } as unknown as FindOptionsWhere<E>;
  }
}
