import { Injectable } from '@nestjs/common';
import type { NextThing } from './campaign-heads.dto.js';

export interface Whereabouts {
  readonly campaignId: string;
  readonly collaborationId: string | null;
  /** The path of the campaign (or collaboration) in the portal of whoever looks. */
  readonly base: string;
}

type Look = (at: Whereabouts) => Promise<NextThing | null>;

/** What waits for somebody in a campaign, told by the rooms upstairs (content, money) without this one knowing them. */
@Injectable()
export class NextThings {
  private readonly looks: Look[] = [];

  /** `look` answers for the current actor; the first that finds something wins. */
  register(look: Look): void {
    this.looks.push(look);
  }

  async first(at: Whereabouts): Promise<NextThing | null> {
    for (const look of this.looks) {
      const found = await look(at);
      if (found) return found;
    }
    return null;
  }
}
