import { Injectable } from '@nestjs/common';
import type { SharedReport } from './report.dto.js';
import { ReportShares } from './report-shares.service.js';
import { Reports } from './reports.service.js';

/** A report for whoever holds its secret. */
@Injectable()
export class SharedReports {
  constructor(
    private readonly shares: ReportShares,
    private readonly reports: Reports,
  ) {}

  async open(secret: string): Promise<SharedReport> {
    const { campaignId, prices, expiresAt } = await this.shares.open(secret);
    return {
      report: await this.reports.of(campaignId, { prices, links: false }),
      expiresAt: expiresAt.toISOString(),
    };
  }
}
