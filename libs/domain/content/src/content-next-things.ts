import { Injectable, type OnModuleInit } from '@nestjs/common';
import { currentActor } from '#platform/kernel';
import { type NextThing, NextThings } from '#domain/campaigns';
import { ContentQueries } from './content.queries.js';
import { contentActions } from './content.rules.js';
import type { DeliverableState } from './deliverable.states.js';

interface At {
  readonly campaignId: string;
  readonly collaborationId: string | null;
  readonly base: string;
}

/** What waits for somebody about content, as the campaign's head says it. */
@Injectable()
export class ContentNextThings implements OnModuleInit {
  constructor(
    private readonly nextThings: NextThings,
    private readonly queries: ContentQueries,
  ) {}

  onModuleInit(): void {
    this.nextThings.register((at) => this.look(at));
  }

  private async look(at: At): Promise<NextThing | null> {
    const waiting: readonly DeliverableState[] =
      currentActor().kind === 'influencer'
        ? ['changesRequested', 'due', 'approved', 'scheduled']
        : ['submitted', 'published'];
    const pieces = await this.queries.inState(at, waiting);
    for (const state of waiting) {
      const found = pieces.filter((piece) => piece.state === state);
      const [first] = found;
      if (!first || contentActions({ state }).length === 0) continue;
      const path = state === 'published' ? `/verify/${first.id}` : `${at.base}/content/${first.id}`;
      return { code: `content_${state}`, path, count: found.length, name: first.name };
    }
    return null;
  }
}
