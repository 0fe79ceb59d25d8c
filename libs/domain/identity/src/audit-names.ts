import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { In } from 'typeorm';
import { Account } from './identity.entities.js';

/** The names of those whom the audit log knows by id only. */
@Injectable()
export class AuditNames {
  constructor(private readonly db: Db) {}

  async of(accountIds: readonly (string | null)[]): Promise<Map<string, string>> {
    const ids = [...new Set(accountIds)].filter((id) => id !== null);
    if (ids.length === 0) return new Map();
    const accounts = await this.db.repo(Account).find({ id: In(ids) });
    return new Map(accounts.map(({ id, name }) => [id, name]));
  }
}
