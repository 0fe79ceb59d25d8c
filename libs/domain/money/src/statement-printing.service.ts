import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { PdfPrinter } from '#platform/documents';
import { OnJob } from '#platform/jobs';
import { currentTenant } from '#platform/kernel';
import { Files } from '#platform/storage';
import { TenantDirectory } from '#domain/tenants';
import { Statement } from './money.entities.js';
import { printStatement } from './money.jobs.js';
import { STATEMENT_NAMES, STATEMENT_PARTY } from './statements.queries.js';

interface Party {
  name: string;
  legal_name: string | null;
  address: string | null;
  tax_id: string | null;
  country: string | null;
}

/** Invoices and statements on paper, in the label's look and language. */
@Injectable()
export class StatementPrinting {
  constructor(
    private readonly db: Db,
    private readonly tenants: TenantDirectory,
    private readonly printer: PdfPrinter,
    private readonly files: Files,
  ) {}

  /** Repeatable: the first file stays; a second one that a dying process made is attached to nothing. */
  @OnJob(printStatement)
  async print({ statementId }: { statementId: string }): Promise<void> {
    const found = await this.db.transaction(() => this.read(statementId));
    if (!found || found.statement.fileId) return;
    const { statement, model } = found;
    const look = this.tenants.lookOf(currentTenant());
    const payout = statement.kind === 'payout';
    const title = look.text(`money.document.${statement.kind}`, { number: statement.number });
    const html = look.document(payout ? 'payout-statement' : 'invoice', { data: model, page: { title } });
    const content = await this.printer.print({
      html,
      assets: this.tenants.printedFiles(look),
      title,
      author: this.tenants.current.name,
      subject: title,
      lang: look.locale,
      createdAt: statement.issuedAt,
    });
    const file = await this.files.keep({
      content,
      name: `${statement.number}.pdf`,
      mediaType: 'application/pdf',
    });
    await this.db.transaction(() =>
      this.db.query({
        name: 'statement_printed',
        text: 'UPDATE statement SET file_id = $3 WHERE tenant_id = $1 AND id = $2 AND file_id IS NULL',
        values: [currentTenant(), statementId, file.id],
      }),
    );
  }

  private async read(id: string) {
    const statement = await this.db.repo(Statement).findOne({ id });
    if (!statement) return null;
    const { organizationId, influencerId, lines } = statement;
    const party = await this.db.one<Party>({
      ...STATEMENT_PARTY,
      values: [currentTenant(), organizationId, influencerId],
    });
    const names = await this.db.query<{
      id: string;
      name: string;
      platform: string | null;
      format: string | null;
    }>({
      ...STATEMENT_NAMES,
      values: [
        currentTenant(),
        lines.map(({ campaignId }) => campaignId),
        lines.map(({ reference }) => reference),
      ],
    });
    const nameOf = new Map(names.map((row) => [row.id, row]));
    const { legal, mail } = this.tenants.current;
    const model = {
      kind: statement.kind,
      number: statement.number,
      issuedAt: statement.issuedAt.toISOString(),
      totalMinor: statement.totalMinor,
      currency: statement.currency,
      issuer: { name: legal.company, address: mail.postalAddress },
      party: {
        name: party?.legal_name ?? party?.name ?? '',
        address: party?.address ?? '',
        country: party?.country ?? '',
        taxId: party?.tax_id ?? '',
      },
      lines: lines.map(({ text, reference, campaignId, amountMinor }) => ({
        text,
        amountMinor,
        campaign: nameOf.get(campaignId)?.name ?? '',
        platform: nameOf.get(reference)?.platform ?? null,
        format: nameOf.get(reference)?.format ?? null,
      })),
    };
    return { statement, model };
  }
}
