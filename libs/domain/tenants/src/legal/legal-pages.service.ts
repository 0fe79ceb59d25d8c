import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentPortal, currentTenant, invalid, notFound, now } from '#platform/kernel';
import { contentOfFile, LEGAL_PAGES, type LegalPage, nearestText } from '../releases/look-content.js';
import { LookDrafts } from '../releases/look-drafts.service.js';
import { Releases } from '../releases/releases.service.js';
import { TenantDirectory } from '../tenant-directory.js';
import * as sql from './legal.queries.js';

/** One text of a legal page, in one language. */
export interface LegalView {
  readonly page: LegalPage;
  readonly text: string;
  /** 0 where the text is the tenants file's, or not published. */
  readonly version: number;
  readonly publishedAt: Date | null;
}

export interface LegalVersion {
  readonly page: LegalPage;
  readonly version: number;
  readonly mustAccept: boolean;
  readonly publishedAt: Date;
  /** So many people agreed to it. */
  readonly agreed: number;
}

/** A version that people are asked to agree to. */
export interface Asked {
  readonly page: LegalPage;
  readonly version: number;
}

export interface Acceptance {
  readonly accountId: string;
  readonly page: LegalPage;
  readonly version: number;
  readonly host: string;
  readonly acceptedAt: Date;
}

const PAGE = 50;

/** The label's terms, privacy notice and imprint, version by version, and who agreed to which. */
@Injectable()
export class LegalPages {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
    private readonly releases: Releases,
    private readonly drafts: LookDrafts,
  ) {}

  /**
   * The version in force, or an earlier one, in the nearest language that it was written in.
   * @throws `not_found` where the label has no such page.
   */
  async read(page: LegalPage, locale: string, version?: number): Promise<LegalView> {
    const { look, ...config } = this.directory.current;
    const asked = version ?? look?.legal[page]?.version;
    if (!look && asked === undefined) {
      const text = inWords(contentOfFile(config).legal[page]?.texts, locale);
      return { page, text, version: 0, publishedAt: null };
    }
    const row =
      asked === undefined
        ? null
        : await this.db.one<{ texts: Record<string, string>; publishedAt: Date }>({
            ...sql.TEXT,
            values: [currentTenant(), page, asked],
          });
    if (!row || asked === undefined) throw notFound('page');
    return { page, text: inWords(row.texts, locale), version: asked, publishedAt: row.publishedAt };
  }

  /** As the draft has it, or a release (by number). */
  async preview(page: LegalPage, locale: string, release: number | null): Promise<LegalView> {
    const { content } = release === null ? await this.drafts.open() : await this.releases.get(release);
    return { page, text: inWords(content.legal[page]?.texts, locale), version: 0, publishedAt: null };
  }

  /** Every version there ever was, the newest of each page first. */
  versions(page: LegalPage | null): Promise<LegalVersion[]> {
    return this.db.query<LegalVersion & Record<string, unknown>>({
      ...sql.VERSIONS,
      values: [currentTenant(), page],
    });
  }

  /** The version that is in force; null where the studio published none. */
  inForce(page: LegalPage): number | null {
    return this.directory.current.look?.legal[page]?.version ?? null;
  }

  /** What people must agree to now; out of memory. */
  get asked(): Asked[] {
    const { look } = this.directory.current;
    return LEGAL_PAGES.flatMap((page) => {
      const { version = 0, mustAccept = false } = look?.legal[page] ?? {};
      return mustAccept && version > 0 ? [{ page, version }] : [];
    });
  }

  /** What of it an account has not agreed to; everything for somebody who has none yet. */
  async outstanding(accountId: string | null): Promise<(Asked & { readonly publishedAt: Date })[]> {
    const { asked } = this;
    if (asked.length === 0) return [];
    return this.db.query<Asked & { readonly publishedAt: Date } & Record<string, unknown>>({
      ...sql.OUTSTANDING,
      values: [
        currentTenant(),
        accountId ?? '00000000-0000-0000-0000-000000000000',
        asked.map(({ page }) => page),
        asked.map(({ version }) => version),
      ],
    });
  }

  /**
   * Records that an account agreed, for good. `agreed` names what was shown (`terms.3`): a version that came meanwhile is
   * not agreed to by it. @throws `must_agree` as long as something is missing.
   */
  async accept(accountId: string, agreed: readonly string[]): Promise<void> {
    const outstanding = await this.outstanding(accountId);
    refuseMissing(outstanding, agreed);
    const { host } = currentPortal();
    for (const { page, version } of outstanding)
      await this.db.query({
        ...sql.ACCEPT,
        values: [currentTenant(), accountId, page, version, host, now()],
      });
  }

  /** Who agreed to what, the newest first. */
  async acceptances(
    page: LegalPage | null,
    before: Acceptance | null,
  ): Promise<{ data: Acceptance[]; more: boolean }> {
    const rows = await this.db.query<Acceptance & Record<string, unknown>>({
      ...sql.ACCEPTANCES,
      values: [
        currentTenant(),
        page,
        before?.acceptedAt ?? null,
        before?.accountId ?? null,
        before?.page ?? null,
        PAGE + 1,
      ],
    });
    return { data: rows.slice(0, PAGE), more: rows.length > PAGE };
  }
}

/** `terms.3`: how a version is named by whoever agrees to it. */
export function nameOf({ page, version }: Asked): string {
  return `${page}.${version}`;
}

/** @throws `must_agree`, naming each page that is missing. */
export function refuseMissing(outstanding: readonly Asked[], agreed: readonly string[]): void {
  const missing = outstanding.map(nameOf).filter((name) => !agreed.includes(name));
  if (missing.length > 0)
    throw invalid('must_agree', { missing: missing.join(', ') }, [
      { path: 'agreed', code: 'must_agree', params: { missing: missing.join(', ') } },
    ]);
}

function inWords(texts: Readonly<Record<string, string>> | undefined, locale: string): string {
  const text = texts && (nearestText(texts, locale) ?? Object.values(texts)[0]);
  if (!text) throw notFound('page');
  return text;
}
