import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import {
  addDays,
  conflict,
  currentActor,
  forbidden,
  invalid,
  invalidField,
  newId,
  now,
} from '#platform/kernel';
import { Timeline } from '#domain/campaigns';
import {
  ContentFiles,
  contentVerified,
  type Deliverable,
  type DeliverableFact,
  Deliverables,
} from '#domain/content';
import { Observation } from '../measurement.entities.js';
import type { FiguresInput, FiguresTaken } from './figures.dto.js';
import { FigureQueries } from './figures.queries.js';
import { type Figures, implausible, type Metric, METRICS, type Source } from './metrics.js';
import { figuresOf, missingOf } from './post-view.js';

/** States of a piece that is out in the world. */
const OUT = ['published', 'verified', 'measured'];

/** Takes what people read of a post. Everything is appended: what was said before stays what was said then. */
@Injectable()
export class Observations {
  constructor(
    private readonly db: Db,
    private readonly deliverables: Deliverables,
    private readonly files: ContentFiles,
    private readonly queries: FigureQueries,
    private readonly timeline: Timeline,
  ) {}

  /** Of a piece that the actor may see; nobody reports for a post that is not out. */
  async enter(
    id: string,
    input: FiguresInput,
    where: { campaignId?: string; collaborationId?: string } = {},
  ): Promise<FiguresTaken> {
    await this.deliverables.get(id, where);
    const piece = await this.deliverables.lock(id);
    if (!OUT.includes(piece.state)) throw conflict('not_published', { state: piece.state, allowed: [] });
    const read = valuesOf(input);
    const source = sourceOf(input);
    if (source === 'creator' && !input.proofFileId) throw invalidField('proofFileId', 'proof_required');
    if (input.proofFileId) await this.files.requireProof(piece, input.proofFileId);
    const capturedAt = momentOf(input.capturedOn);
    const flags = await this.append(piece, read, {
      source,
      capturedAt,
      proofFileId: input.proofFileId ?? null,
    });
    const { missing, state } = await this.settle(piece);
    const { campaignId, collaborationId, influencerId } = piece;
    const name = await this.deliverables.influencerName(piece);
    const data = { name, count: read.size };
    await this.timeline.record({
      campaignId,
      collaborationId,
      influencerId,
      kind: 'figures_entered',
      audience: 'all',
      data,
    });
    return { id, state, missing, flags };
  }

  /** Figures may have come before the staff verified the post. */
  @OnEvent(contentVerified)
  async onVerified({ deliverableId }: DeliverableFact): Promise<void> {
    await this.settle(await this.deliverables.lock(deliverableId));
  }

  private async append(
    piece: Deliverable,
    read: ReadonlyMap<Metric, number | null>,
    how: { source: Source; capturedAt: Date; proofFileId: string | null },
  ): Promise<FiguresTaken['flags']> {
    const { id: deliverableId, campaignId, organizationId, influencerId } = piece;
    const before = await this.soundBefore(piece, how);
    const beside = { ...valuesIn(before), ...Object.fromEntries(read) };
    const flagged: FiguresTaken['flags'] = [];
    for (const [metric, value] of read) {
      const flags = implausible(metric, value, beside, before[metric]?.value ?? null);
      flagged.push(...flags.map((flag) => ({ metric, flag })));
      await this.db.repo(Observation).insert({
        id: newId(),
        deliverableId,
        campaignId,
        organizationId,
        influencerId,
        metric,
        value,
        flags,
        ...how,
        createdBy: currentActor().accountId,
        createdAt: now(),
      });
    }
    return flagged;
  }

  /** What is known of a piece; once that is complete and the post verified, it is measured. */
  private async settle(piece: Deliverable): Promise<{ missing: Metric[]; state: Deliverable['state'] }> {
    const rows = await this.queries.latest(
      { campaignId: piece.campaignId, asOf: addDays(now(), 1) },
      piece.id,
    );
    const missing = missingOf(piece.platform, piece.format, figuresOf(rows));
    if (missing.length > 0 || piece.state !== 'verified') return { missing, state: piece.state };
    await this.deliverables.markMeasured(piece.id);
    return { missing, state: 'measured' };
  }

  /** What new values are held against: estimates against estimates, everything else against first-party figures. */
  private async soundBefore(
    { id, campaignId }: Deliverable,
    { source, capturedAt: asOf }: { source: Source; capturedAt: Date },
  ): Promise<Figures> {
    const rows = await this.queries.latest({ campaignId, asOf }, id, true);
    if (source !== 'estimate') return figuresOf(rows);
    const estimates = rows.filter((row) => row.source === 'estimate');
    return figuresOf(estimates.map((row) => ({ ...row, source: 'platform' })));
  }
}

/** What was read, metric by metric; null is hidden. */
function valuesOf(input: FiguresInput): Map<Metric, number | null> {
  const both = input.hidden.filter((metric) => input[metric] !== undefined);
  if (both.length > 0) {
    throw invalid(
      'invalid_input',
      {},
      both.map((path) => ({ path, code: 'hidden_and_value' })),
    );
  }
  const read = new Map<Metric, number | null>();
  for (const metric of METRICS) {
    const value = input[metric];
    if (value !== undefined) read.set(metric, value);
    else if (input.hidden.includes(metric)) read.set(metric, null);
  }
  if (read.size === 0) throw invalidField('views', 'no_figures');
  return read;
}

function sourceOf({ source }: FiguresInput): Source {
  if (currentActor().kind !== 'influencer') return source ?? 'platform';
  if (source !== undefined && source !== 'creator') throw forbidden('source_not_yours');
  return 'creator';
}

/** Today is now; another day is its end, as far as it is over. */
function momentOf(day: string | undefined): Date {
  const present = now();
  if (day === undefined || day === present.toISOString().slice(0, 10)) return present;
  // East of Greenwich it is tomorrow up to fourteen hours earlier.
  const latest = new Date(present.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (day > latest) throw invalidField('capturedOn', 'in_the_future');
  const end = new Date(`${day}T23:59:59Z`);
  return end > present ? present : end;
}

function valuesIn(figures: Figures): Partial<Record<Metric, number | null>> {
  return Object.fromEntries(Object.entries(figures).map(([metric, { value }]) => [metric, value]));
}
