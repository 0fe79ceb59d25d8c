import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newSecret } from '#platform/kernel';

/** A label's salt of each day. Its own short transaction makes it: a salt that was used must not be rolled back. */
@Injectable()
export class ClickSalts {
  private readonly known = new Map<string, string>();

  constructor(private readonly db: Db) {}

  async of(day: string): Promise<string> {
    const key = `${currentTenant()}/${day}`;
    const known = this.known.get(key);
    if (known) return known;
    const salt = await this.db.transaction(() => this.make(day));
    this.known.set(key, salt);
    if (this.known.size > 20_000) this.known.delete(this.known.keys().next().value ?? '');
    return salt;
  }

  private async make(day: string): Promise<string> {
    await this.db.query({
      name: 'click_salt_make',
      text: 'INSERT INTO click_salt (tenant_id, day, salt) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [currentTenant(), day, newSecret()],
    });
    const row = await this.db.one<{ salt: string }>({
      name: 'click_salt_read',
      text: 'SELECT salt FROM click_salt WHERE tenant_id = $1 AND day = $2',
      values: [currentTenant(), day],
    });
    if (!row) throw new Error('a salt that was just made is gone');
    return row.salt;
  }
}
