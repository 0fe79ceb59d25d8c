import { text as textOf } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import {
  currentActor,
  currentTenant,
  type FieldError,
  invalid,
  invalidField,
  notFound,
} from '#platform/kernel';
import { Files } from '#platform/storage';
import { Campaigns } from '#domain/campaigns';
import { TenantDirectory } from '#domain/tenants';
import type { UploadTaken } from './figures.dto.js';
import { type FiguresLine, readFiguresFile } from './figures-file.js';
import { FigureQueries, type PostRow } from './figures.queries.js';
import { METRICS } from './metrics.js';
import { Observations } from './observations.service.js';

const LIMIT_BYTES = 2_000_000;

/** Many posts' figures at once, from a CSV list; all of it or, with one fault, nothing. */
@Injectable()
export class FigureUploads {
  constructor(
    private readonly db: Db,
    private readonly files: Files,
    private readonly campaigns: Campaigns,
    private readonly observations: Observations,
    private readonly queries: FigureQueries,
    private readonly tenants: TenantDirectory,
  ) {}

  /** Outside of a transaction, since a file is read first. */
  async take(campaignId: string, fileId: string): Promise<UploadTaken> {
    await this.db.transaction(() => this.campaigns.get(campaignId), { readOnly: true });
    const lines = await this.read(fileId);
    return this.db.transaction(async () => {
      const { id, currency: _currency } = await this.campaigns.lock(campaignId);
      const posts = await this.queries.posts({ campaignId, asOf: new Date() });
      const named = matched(lines, posts);
      let figures = 0;
      let flagged = 0;
      for (const [line, post] of named) {
        const { flags } = await this.observations.enter(post.id, {
          ...line.figures,
          hidden: [...line.hidden],
          source: 'upload',
          ...(line.capturedOn && { capturedOn: line.capturedOn }),
        });
        figures += Object.keys(line.figures).length + line.hidden.length;
        flagged += flags.length;
      }
      return { id, posts: named.length, figures, flagged };
    });
  }

  private async read(fileId: string): Promise<FiguresLine[]> {
    const file = await this.files.get(fileId);
    if (file.uploadedBy !== currentActor().accountId) throw notFound('file');
    if (!/^text\/(csv|plain)$/.test(file.mediaType)) throw invalidField('fileId', 'csv_expected');
    if (file.bytes > LIMIT_BYTES) throw invalidField('fileId', 'file_too_long');
    const { stream } = await this.files.open(fileId);
    const look = this.tenants.lookOf(currentTenant());
    const words = Object.fromEntries(
      [...METRICS, 'id', 'url', 'hidden', 'day'].map((column) => [
        look.text(`results.columns.${column}`),
        column,
      ]),
    );
    return readFiguresFile(await textOf(stream), words, look.locale);
  }
}

/** Lines with something in them, each with its post; the same post twice in one list is a fault. */
function matched(lines: readonly FiguresLine[], posts: readonly PostRow[]): [FiguresLine, PostRow][] {
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  const found: [FiguresLine, PostRow][] = [];
  for (const line of lines) {
    if (Object.keys(line.figures).length + line.hidden.length === 0) continue;
    const { row } = line;
    const post = posts.find(
      ({ id, post_url }) =>
        id === line.deliverableId ||
        (post_url !== null && line.postUrl !== null && sameAddress(post_url, line.postUrl)),
    );
    if (!post) faults.push({ path: `rows.${row}`, code: 'row_unknown_post', params: { row } });
    else if (seen.has(post.id)) faults.push({ path: `rows.${row}`, code: 'row_twice', params: { row } });
    else if (post.post_url === null)
      faults.push({ path: `rows.${row}`, code: 'row_not_published', params: { row } });
    else {
      seen.add(post.id);
      found.push([line, post]);
    }
  }
  if (faults.length > 0) throw invalid('figures_file_faults', { count: faults.length }, faults.slice(0, 50));
  if (found.length === 0) throw invalidField('fileId', 'no_rows');
  return found;
}

function sameAddress(a: string, b: string): boolean {
  return plainAddress(a) === plainAddress(b);
}

function plainAddress(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '');
}
