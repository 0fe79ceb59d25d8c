import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { addDays, currentTenant, log, now, runForTenant, systemActor } from '#platform/kernel';
import { bounceTokens, type DeliveryReport, readReport } from './delivery-reports.js';
import { MailMessage, type MailStep } from './mail-message.entity.js';
import { Mails } from './mails.js';
import { ADD_STEP, BY_BOUNCE_TOKEN, RETURNED, SOFT_BOUNCES } from './mails.queries.js';

/** What became of a message that came to a Return-Path. */
export type Receipt = DeliveryReport['outcome'] | 'unknown' | 'ignored';

/** So many mails in a row that came back within so many days, and nobody is there. */
const SOFT_LIMIT = 5;
const SOFT_DAYS = 14;

/** Takes in what comes back: bounces and complaints find their mail, and through it their label, alone. */
@Injectable()
export class Bounces {
  constructor(
    private readonly db: Db,
    private readonly mails: Mails,
  ) {}

  /**
   * Takes one message as a mail server hands it over, with the address it was handed over for. What the report says
   * is believed by the secret in the Return-Path; the same report twice changes nothing.
   */
  async receive(raw: Buffer, recipient: string | null = null): Promise<Receipt> {
    const report = await readReport(raw);
    if (!report) return 'ignored';
    for (const token of bounceTokens(raw, recipient)) {
      const [found] = await this.db.asPlatform('the mail that came back', (db) =>
        db.query<{ tenantId: string; id: string }>({ ...BY_BOUNCE_TOKEN, values: [token] }),
      );
      if (!found) continue;
      await runForTenant(found.tenantId, systemActor, () =>
        this.db.transaction(() => this.apply(found.id, report)),
      );
      return report.outcome;
    }
    log.info('mail.unknown_return', { outcome: report.outcome });
    return 'unknown';
  }

  private async apply(mailId: string, report: DeliveryReport): Promise<void> {
    const mail = await this.db.repo(MailMessage).lock({ id: mailId });
    if (!mail) return;
    const { outcome, status } = report;
    const step: MailStep = { at: now().toISOString(), step: outcome, code: status };
    const steps = JSON.stringify([step]);
    if (report.outcome === 'delayed' || report.outcome === 'delivered') {
      if (mail.steps.some((past) => past.step === outcome && past.code === status)) return;
      await this.db.query({ ...ADD_STEP, values: [currentTenant(), mailId, steps, null] });
      return;
    }
    const code = report.outcome === 'bounced' ? `${report.bounce}_${status}` : status;
    const values = [currentTenant(), mailId, outcome, code, now(), steps];
    const [changed] = await this.db.query({ ...RETURNED, values });
    if (!changed) return;
    if (report.outcome === 'complained') await this.mails.suppress(mail.toAddress, 'complaint');
    else if (report.bounce === 'hard' || (report.bounce === 'soft' && (await this.isDead(mail))))
      await this.mails.suppress(mail.toAddress, 'bounce');
  }

  private async isDead({ toNorm }: MailMessage): Promise<boolean> {
    const since = addDays(now(), -SOFT_DAYS);
    const found = await this.db.one<{ count: number }>({
      ...SOFT_BOUNCES,
      values: [currentTenant(), toNorm, since],
    });
    return Number(found?.count ?? 0) >= SOFT_LIMIT;
  }
}
