import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentPortal, currentTenant, notFound, now } from '#platform/kernel';
import { TenantDirectory } from '../tenant-directory.js';
import { contentOfFile, type LegalPage } from './look-content.js';
import * as sql from './releases.queries.js';

const ACCEPT = {
  name: 'legal_accept',
  text: `INSERT INTO legal_acceptance (tenant_id, account_id, kind, version, host, accepted_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT DO NOTHING`,
};

export interface LegalView {
  readonly page: LegalPage;
  readonly text: string;
  /** 0 where the text is the tenants file's. */
  readonly version: number;
  readonly publishedAt: Date | null;
}

/** The label's terms, privacy notice and imprint as they are in force, and who agreed to which version. */
@Injectable()
export class LegalPages {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
  ) {}

  /** In the nearest language that it was written in. @throws `not_found` where the label has no such page. */
  async read(page: LegalPage, locale: string): Promise<LegalView> {
    const config = this.directory.current;
    if (!config.look) {
      const texts = contentOfFile(config).legal[page]?.texts;
      if (!texts) throw notFound('page');
      return { page, text: nearest(texts, locale), version: 0, publishedAt: null };
    }
    const version = config.look.legal[page]?.version;
    const row =
      version === undefined
        ? null
        : await this.db.one<{ texts: Record<string, string>; publishedAt: Date }>({
            ...sql.LEGAL_TEXT,
            values: [currentTenant(), page, version],
          });
    if (!row || version === undefined) throw notFound('page');
    return { page, text: nearest(row.texts, locale), version, publishedAt: row.publishedAt };
  }

  /** Somebody who joins has agreed to the versions in force that ask for it; kept for good, once a version. */
  async accept(accountId: string): Promise<void> {
    for (const [page, { version, mustAccept }] of Object.entries(this.directory.current.look?.legal ?? {}))
      if (mustAccept && version > 0)
        await this.db.query({
          ...ACCEPT,
          values: [currentTenant(), accountId, page, version, currentPortal().host, now()],
        });
  }
}

function nearest(texts: Readonly<Record<string, string>>, locale: string): string {
  const language = locale.split('-', 1)[0] ?? locale;
  const near = Object.keys(texts).find((known) => known.split('-', 1)[0] === language);
  return texts[locale] ?? texts[near ?? ''] ?? Object.values(texts)[0] ?? '';
}
