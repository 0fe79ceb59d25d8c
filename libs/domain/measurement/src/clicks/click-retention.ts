import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { addDays, log, now } from '#platform/kernel';
import { OnSchedule } from '#platform/jobs';

/** Facts and visitors are kept as long as a decision can be appealed; the counts stay. */
export const CLICK_FACTS_DAYS = 90;
const BATCH = 5_000;

/** Forgets who clicked. Repeating it finds nothing left to forget. */
@Injectable()
export class ClickRetention {
  constructor(private readonly db: Db) {}

  @OnSchedule('measurement.forgetClicks', '20 3 * * *')
  async forget(): Promise<void> {
    const today = now();
    const facts = await this.inBatches({
      name: 'click_forget_facts',
      text: `UPDATE click SET visitor = '', facts = '{}' WHERE (tenant_id, id) IN
               (SELECT tenant_id, id FROM click WHERE at < $1 AND visitor <> '' LIMIT ${BATCH}) RETURNING 1 AS done`,
      before: addDays(today, -CLICK_FACTS_DAYS),
    });
    // Two days hold every repeat window of the rules, over midnight too.
    const visitors = await this.inBatches({
      name: 'click_forget_visitors',
      text: `DELETE FROM click_visitor WHERE (tenant_id, link_id, visitor) IN
               (SELECT tenant_id, link_id, visitor FROM click_visitor WHERE last_at < $1 LIMIT ${BATCH}) RETURNING 1 AS done`,
      before: addDays(today, -2),
    });
    const salts = await this.inBatches({
      name: 'click_forget_salts',
      text: 'DELETE FROM click_salt WHERE day < ($1::timestamptz AT TIME ZONE $$UTC$$)::date RETURNING 1 AS done',
      before: addDays(today, -1),
    });
    log.info('clicks.forgotten', { facts, visitors, salts });
  }

  private async inBatches({
    name,
    text,
    before,
  }: {
    name: string;
    text: string;
    before: Date;
  }): Promise<number> {
    for (let total = 0; ;) {
      const values = [before.toISOString()];
      const rows = await this.db.asPlatform('retention of clicks', (db) => db.query({ name, text, values }));
      total += rows.length;
      if (rows.length < BATCH) return total;
    }
  }
}
