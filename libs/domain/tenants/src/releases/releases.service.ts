import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db, type Statement } from '#platform/database';
import { conflict, currentActor, currentTenant, invalid, notFound } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { TenantDirectory } from '../tenant-directory.js';
import {
  contentOfFile,
  FIRST_VALUES,
  type FirstValue,
  LookContent,
  sameJson,
  type ServedLook,
} from './look-content.js';
import { type LookChange, partsChanged } from './look-diff.js';
import { judgeLook } from './look-judge.js';
import { writeRelease } from './release-writing.js';
import * as sql from './releases.queries.js';

export interface Release {
  readonly id: string;
  readonly number: number;
  readonly theme: string;
  readonly themeVersion: string;
  readonly owned: readonly FirstValue[];
  readonly origin: 'published' | 'scheduled' | 'rolledBack' | 'file';
  readonly originNumber: number | null;
  readonly why: string;
  readonly madeByName: string;
  readonly releasedAt: Date;
  readonly changes: readonly LookChange[];
}

export interface ReleaseWithContent extends Release {
  readonly content: LookContent;
  readonly served: ServedLook;
}

interface Publication {
  readonly content: LookContent;
  readonly why: string;
  readonly origin: Release['origin'];
  readonly originNumber?: number;
  /** Who decided, where somebody else's turn of the clock carries it out. */
  readonly by?: { readonly id: string | null; readonly name: string };
}

const PAGE = 20;

/** A label's look as a sequence of releases that never change: the newest is what its portals show. */
@Injectable()
export class Releases {
  constructor(
    private readonly db: Db,
    private readonly directory: TenantDirectory,
    @Inject(ThemeLibrary) private readonly themes: ThemeLibrary,
    private readonly audit: Audit,
  ) {}

  /** Null as long as the label looks as its file says. */
  current(): Promise<ReleaseWithContent | null> {
    return this.db.one<ReleaseWithContent & Record<string, unknown>>({
      ...sql.CURRENT,
      values: [currentTenant()],
    });
  }

  /** What the portals show now, whoever decided it. */
  async content(): Promise<LookContent> {
    return (await this.current())?.content ?? contentOfFile(this.directory.current);
  }

  /** @throws `not_found` where this label has no release of that number. */
  get(number: number): Promise<ReleaseWithContent> {
    return this.found({ ...sql.ONE, values: [currentTenant(), number] });
  }

  /** @throws `not_found` where this label has no release of that id. */
  byId(id: string): Promise<ReleaseWithContent> {
    return this.found({ ...sql.BY_ID, values: [currentTenant(), id] });
  }

  private async found(statement: Statement): Promise<ReleaseWithContent> {
    const found = await this.db.one<ReleaseWithContent & Record<string, unknown>>(statement);
    if (!found) throw notFound('release');
    return found;
  }

  /** The newest first, before the one of this number. */
  async list(before: number | null): Promise<{ data: Release[]; next: number | null }> {
    const rows = await this.db.query<Release & Record<string, unknown>>({
      ...sql.LIST,
      values: [currentTenant(), before, PAGE + 1],
    });
    const data = rows.slice(0, PAGE);
    return { data, next: rows.length > PAGE ? (data.at(-1)?.number ?? null) : null };
  }

  /**
   * Makes this what the portals show: every process takes it up at the commit, and requests under way end with what
   * they began with. What would not be readable, or could not be shown, is refused with its findings.
   */
  async publish({ content, why, origin, originNumber, by }: Publication): Promise<{ number: number }> {
    await this.lock();
    const before = await this.current();
    const former = before?.content ?? contentOfFile(this.directory.current);
    if (before && sameJson(former, content)) throw conflict('look_unchanged');
    await this.refuseFaulty(content);
    const number = (before?.number ?? 0) + 1;
    const owned = [...new Set([...(before?.owned ?? []), ...changedFirstValues(former, content)])];
    const id = await writeRelease(this.db, this.themes, currentTenant(), this.directory.current, {
      number,
      former,
      content,
      owned,
      origin,
      originNumber: originNumber ?? null,
      why,
      by: by ?? { id: currentActor().accountId, name: currentActor().name },
    });
    await this.audit.record('look.published', 'Look', id, { number, origin, why });
    const tenantId = currentTenant();
    this.db.afterCommit(() => this.directory.reload(tenantId));
    return { number };
  }

  /** A new release equal to an old one; what happened between the two stays told. */
  async rollBack(number: number, why: string): Promise<{ number: number }> {
    const { content } = await this.get(number);
    return this.publish({ content, why, origin: 'rolledBack', originNumber: number });
  }

  /** One change of a label's look at a time, from here to the end of the transaction. */
  async lock(): Promise<void> {
    await this.db.query({ ...sql.LOCK, values: [currentTenant()] });
  }

  private async refuseFaulty(content: LookContent): Promise<void> {
    const parsed = LookContent.safeParse(content);
    if (!parsed.success) throw invalid('look_not_publishable', { count: parsed.error.issues.length });
    const errors = (await judgeLook(this.themes, content, currentTenant())).filter(
      ({ level }) => level === 'error',
    );
    if (errors.length === 0) return;
    const fields = errors.map(({ part, name, says, fix }) => ({
      path: `${part}.${name}`,
      code: 'look_fault',
      message: `${says}${fix ? `: ${fix}` : ''}`,
    }));
    throw invalid('look_not_publishable', { count: errors.length }, fields);
  }
}

function changedFirstValues(before: LookContent, after: LookContent): FirstValue[] {
  const changed = partsChanged(before, after);
  return FIRST_VALUES.filter((part) => changed.includes(part));
}
