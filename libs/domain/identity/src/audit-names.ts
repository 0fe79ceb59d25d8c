import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, isUuid } from '#platform/kernel';
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

  /** Whose name or address this is a part of, twenty at most; an id stands for itself. */
  async find(part: string): Promise<string[]> {
    const id: unknown = part;
    if (isUuid(id)) return [id];
    const rows = await this.db.query<{ id: string }>({
      name: 'audit_names_find',
      text: `SELECT id FROM account WHERE tenant_id = $1 AND (name ILIKE $2 OR email_norm LIKE lower($2)) ORDER BY name, id LIMIT 20`,
      values: [currentTenant(), `%${part.replace(/[\\%_]/g, '\\$&')}%`],
    });
    return rows.map(({ id }) => id);
  }
}
