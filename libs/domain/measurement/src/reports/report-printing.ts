import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { PdfPrinter } from '#platform/documents';
import { currentTenant, describeError, log, now } from '#platform/kernel';
import { type JobRun, OnJob } from '#platform/jobs';
import { Files } from '#platform/storage';
import { Live } from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import { ReportDocument } from '../measurement.entities.js';
import type { Report } from './report.dto.js';
import { printReport } from './report.jobs.js';
import { Reports } from './reports.service.js';

/** How wide a chart stands on paper. */
const PAPER_PX = 660;
const PAPER_HEIGHT_PX = 190;

/** Prints reports in the label's look and name. */
@Injectable()
export class ReportPrinting {
  constructor(
    private readonly db: Db,
    private readonly reports: Reports,
    private readonly printer: PdfPrinter,
    private readonly files: Files,
    private readonly live: Live,
    private readonly tenants: TenantDirectory,
  ) {}

  /** Repeating it prints again, as of the same moment, unless it is done; a file that was kept in vain is not named. */
  @OnJob(printReport)
  async print({ documentId }: { documentId: string }, run: JobRun): Promise<void> {
    const begun = await this.begin(documentId);
    if (!begun) return;
    const { document, report } = begun;
    try {
      const content = await this.toPdf(report, document);
      const name = `${report.name} – ${this.text('results.title', document.locale)}.pdf`;
      const { id: fileId } = await this.files.keep({ content, name, mediaType: 'application/pdf' });
      await this.settle(document, { state: 'done', fileId, finishedAt: now() });
    } catch (error) {
      log.error('report.print', { documentId, ...describeError(error) });
      if (run.last) await this.settle(document, { state: 'failed', error: 'not_printed', finishedAt: now() });
      throw error;
    }
  }

  private begin(id: string): Promise<{ document: ReportDocument; report: Report } | null> {
    return this.db.transaction(async () => {
      const document = await this.db.repo(ReportDocument).lock({ id });
      if (!document || document.state === 'done' || document.state === 'failed') return null;
      await this.db.repo(ReportDocument).update({ id }, { state: 'running' });
      await this.live.nudge(`campaign/${document.campaignId}`);
      const report = await this.reports.of(
        document.campaignId,
        { prices: true, links: false },
        document.asOf,
      );
      return { document, report };
    });
  }

  private toPdf(report: Report, { locale, asOf }: ReportDocument): Promise<Buffer> {
    const { name } = this.tenants.spec(currentTenant());
    const look = this.tenants.lookOf(currentTenant()).in(locale);
    const title = `${report.name} – ${look.text('results.title')}`;
    const charts = Object.fromEntries(
      Object.entries(report.charts).map(([name, chart]) => [
        name,
        chart && { ...chart, width: PAPER_PX, ...(chart.dates && { height: PAPER_HEIGHT_PX }) },
      ]),
    );
    const plain = JSON.parse(JSON.stringify({ ...report, charts })) as Record<string, unknown>;
    return this.printer.print({
      html: look.document('report', { data: { report: plain }, page: { title } }),
      assets: this.tenants.printedFiles(look),
      title,
      author: name,
      subject: report.organizationName,
      lang: locale,
      createdAt: asOf,
    });
  }

  private settle(
    { id, campaignId }: ReportDocument,
    patch: Partial<Omit<ReportDocument, 'id' | 'tenantId'>>,
  ): Promise<void> {
    return this.db.transaction(async () => {
      await this.db.repo(ReportDocument).update({ id }, patch);
      await this.live.nudge(`campaign/${campaignId}`);
    });
  }

  private text(key: string, locale: string): string {
    return this.tenants.lookOf(currentTenant()).in(locale).text(key);
  }
}
