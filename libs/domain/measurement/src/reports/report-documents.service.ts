import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, newId, notFound, now } from '#platform/kernel';
import { Jobs } from '#platform/jobs';
import { Files, type OpenFile } from '#platform/storage';
import { Campaigns } from '#domain/campaigns';
import { Account } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import type { z } from 'zod';
import { ReportDocument } from '../measurement.entities.js';
import type { DocumentAsked, DocumentView } from './report.dto.js';
import { printReport } from './report.jobs.js';

/** Reports as PDF: asked for here, printed by a job, kept as files. */
@Injectable()
export class ReportDocuments {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly jobs: Jobs,
    private readonly files: Files,
    private readonly tenants: TenantDirectory,
  ) {}

  /** The last few; the caller has asked the walls. */
  async of(campaignId: string): Promise<z.infer<typeof DocumentView>[]> {
    const found = await this.db.repo(ReportDocument).find({ campaignId }, { order: { id: 'DESC' }, take: 5 });
    return found.map(({ id, state, asOf, createdAt }) => ({
      id,
      state,
      asOf: asOf.toISOString(),
      createdAt: createdAt.toISOString(),
    }));
  }

  async ask(campaignId: string): Promise<z.infer<typeof DocumentAsked>> {
    const { organizationId } = await this.campaigns.get(campaignId);
    const id = newId();
    await this.db.repo(ReportDocument).insert({
      id,
      campaignId,
      organizationId,
      state: 'queued',
      locale: await this.localeOfReader(),
      asOf: now(),
      createdBy: currentActor().accountId,
      createdAt: now(),
    });
    await this.jobs.enqueue(printReport, { documentId: id }, { key: id });
    return { id: campaignId, documentId: id };
  }

  /** Of the person who asks, as far as the label speaks it; else the label's first. */
  private async localeOfReader(): Promise<string> {
    const { locales } = this.tenants.current;
    const { accountId } = currentActor();
    const account = accountId === null ? null : await this.db.repo(Account).findOne({ id: accountId });
    return locales.find((locale) => locale === account?.locale) ?? locales[0] ?? 'en';
  }

  /** Outside of a transaction. */
  async download(campaignId: string, id: string): Promise<OpenFile> {
    const fileId = await this.db.transaction(
      async () => {
        await this.campaigns.get(campaignId);
        return (await this.db.repo(ReportDocument).findOne({ id, campaignId }))?.fileId ?? null;
      },
      { readOnly: true },
    );
    if (fileId === null) throw notFound('file');
    return this.files.open(fileId);
  }
}
