import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { conflict, currentActor, currentTenant, now } from '#platform/kernel';
import { LookContent, sameJson } from './look-content.js';
import { Releases } from './releases.service.js';
import * as sql from './releases.queries.js';

interface StepRow extends Record<string, unknown> {
  readonly position: number;
  readonly seq: number;
  readonly touched: string;
  readonly madeBy: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly content: LookContent | null;
}

export interface OpenDraft {
  readonly content: LookContent;
  /** Whether it differs from what the portals show. */
  readonly changed: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly steps: number;
  readonly last: { readonly madeByName: string; readonly madeAt: Date } | null;
}

/** How far back undo reaches. */
const KEPT_STEPS = 200;
/** Changes of the same thing by the same person within this are one step: a colour is dragged, a word typed. */
const ONE_STEP_MS = 4_000;

/** The one open draft of a label's look: each change is kept at once, as a step that can be taken back. */
@Injectable()
export class LookDrafts {
  constructor(
    private readonly db: Db,
    private readonly releases: Releases,
    private readonly audit: Audit,
  ) {}

  async open(): Promise<OpenDraft> {
    const published = await this.releases.content();
    const steps = await this.steps();
    const here = steps.find(({ content }) => content !== null);
    const content = here?.content ?? published;
    const position = here?.seq ?? 0;
    const oldest = steps[0]?.seq ?? 0;
    const newest = steps.at(-1)?.seq ?? 0;
    return {
      content,
      changed: !sameJson(content, published),
      canUndo: position > oldest,
      canRedo: position < newest,
      steps: position - oldest,
      last: here && position > oldest ? { madeByName: here.madeByName, madeAt: here.madeAt } : null,
    };
  }

  /**
   * Changes the draft as it stands under the lock, so that two people who work at once lose nothing of one another.
   * `touched` names what is changed.
   */
  async change(touched: string, apply: (content: LookContent) => LookContent): Promise<{ changed: boolean }> {
    await this.releases.lock();
    const steps = await this.steps();
    const here = steps.find(({ content }) => content !== null);
    const before = here?.content ?? (await this.releases.content());
    const content = LookContent.parse(apply(structuredClone(before)));
    if (sameJson(before, content)) return { changed: false };
    if (!here) {
      await this.db.query({ ...sql.DRAFT_OPEN, values: [currentTenant(), 0] });
      await this.put(0, before, 'start');
    }
    const position = here?.seq ?? 0;
    const seq = position + (here && continues(here, touched) ? 0 : 1);
    await this.db.query({ ...sql.DRAFT_OPEN, values: [currentTenant(), seq] });
    await this.put(seq, content, touched);
    await this.db.query({ ...sql.STEPS_CUT, values: [currentTenant(), seq, KEPT_STEPS] });
    return { changed: true };
  }

  undo(): Promise<void> {
    return this.move(-1);
  }

  redo(): Promise<void> {
    return this.move(1);
  }

  /** Back to what the portals show. */
  async discard(): Promise<void> {
    await this.releases.lock();
    await this.db.query({ ...sql.DRAFT_DROP, values: [currentTenant()] });
    await this.audit.record('look.discarded', 'Look', null);
  }

  /** Publishes the draft and closes it. */
  async publish(why: string): Promise<{ number: number }> {
    await this.releases.lock();
    const { content, changed } = await this.open();
    if (!changed) throw conflict('look_unchanged');
    const published = await this.releases.publish({ content, why, origin: 'published' });
    await this.close();
    return published;
  }

  /** Once it is released, or waits to be. */
  async close(): Promise<void> {
    await this.db.query({ ...sql.DRAFT_DROP, values: [currentTenant()] });
  }

  private async move(by: 1 | -1): Promise<void> {
    await this.releases.lock();
    const steps = await this.steps();
    const here = steps.find(({ content }) => content !== null);
    const to = (here?.seq ?? 0) + by;
    if (!here || !steps.some(({ seq }) => seq === to))
      throw conflict(by < 0 ? 'nothing_to_undo' : 'nothing_to_redo');
    await this.db.query({ ...sql.DRAFT_OPEN, values: [currentTenant(), to] });
  }

  private steps(): Promise<StepRow[]> {
    return this.db.query<StepRow>({ ...sql.STEPS, values: [currentTenant()] });
  }

  private async put(seq: number, content: LookContent, touched: string): Promise<void> {
    const { accountId, name } = currentActor();
    const values = [currentTenant(), seq, JSON.stringify(content), touched, accountId, name, now()];
    await this.db.query({ ...sql.STEP_PUT, values });
  }
}

function continues(step: StepRow, touched: string): boolean {
  return (
    step.seq > 0 &&
    step.touched === touched &&
    step.madeBy === currentActor().accountId &&
    now().getTime() - step.madeAt.getTime() < ONE_STEP_MS
  );
}
