import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnSchedule } from '#platform/jobs';
import { addDays, log, now } from '#platform/kernel';
import { FORGET_RENDERINGS } from './mails.queries.js';

/** How long a mail can be shown, and sent again, as it was: long enough for a question about it to come up. */
export const RENDERINGS_KEPT_DAYS = 90;
const BATCH = 5_000;

/** What a mail said is forgotten; that it was sent, to whom and what became of it stays. */
@Injectable()
export class MailRetention {
  constructor(private readonly db: Db) {}

  /** Repeating it finds nothing left to forget. */
  @OnSchedule('mail.forgetRenderings', '35 3 * * *')
  async forget(): Promise<void> {
    let mails = 0;
    for (let found = BATCH; found === BATCH; mails += found) {
      const rows = await this.db.asPlatform('retention of mails as they were sent', (db) =>
        db.query({ ...FORGET_RENDERINGS, values: [addDays(now(), -RENDERINGS_KEPT_DAYS), BATCH] }),
      );
      found = rows.length;
    }
    log.info('mail.forgotten', { mails });
  }
}
