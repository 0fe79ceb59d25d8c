import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnSchedule } from '#platform/jobs';
import { addDays, now } from '#platform/kernel';

/** What is swept away, and how long after its time. */
const SWEPT = [
  { table: 'session', column: 'expires_at', days: 0 },
  { table: 'mailed_token', column: 'expires_at', days: 90 },
  { table: 'throttle', column: 'window_start', days: 1 },
] as const;

@Injectable()
export class IdentityUpkeep {
  constructor(private readonly db: Db) {}

  /** Sessions, links and counters do not outlive their use. */
  @OnSchedule('identity.sweep', '17 3 * * *')
  async sweep(): Promise<void> {
    for (const { table, column, days } of SWEPT) {
      await this.db.asPlatform(`sweep ${table}`, (db) =>
        db.query({
          name: `sweep_${table}`,
          text: `DELETE FROM ${table} WHERE ${column} < $1`,
          values: [addDays(now(), -days)],
        }),
      );
    }
  }
}
