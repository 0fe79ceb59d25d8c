import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { type Actor, anonymous, currentTenant, isUuid, now, type Portal, Vault } from '#platform/kernel';
import { type Look, ThemeLibrary } from '#platform/themes';
import type { Previews } from '#platform/web';
import { z } from 'zod';
import { TenantDirectory } from '../tenant-directory.js';
import { compileSafely, lookInput } from './look-compile.js';
import type { LookContent, ServedLook } from './look-content.js';
import { LookDrafts } from './look-drafts.service.js';
import { Releases } from './releases.service.js';

export const PREVIEW_TTL_SECONDS = 30 * 60;

const Claim = z.strictObject({
  tenantId: z.uuid(),
  host: z.string(),
  /** Null for the draft. */
  number: z.number().int().nullable(),
  /** The client or the influencer as whom the pages are seen; null for somebody who is not signed in. */
  party: z.uuid().nullable(),
  until: z.number(),
});
type Claim = z.infer<typeof Claim>;

export type PreviewKind = 'brand' | 'influencer' | 'studio';

/** Links under which a label's real pages show a look that is not published: sealed, bound to a host, short-lived. */
@Injectable()
export class LookPreviews implements Previews {
  constructor(
    private readonly db: Db,
    private readonly vault: Vault,
    private readonly directory: TenantDirectory,
    private readonly themes: ThemeLibrary,
    private readonly drafts: LookDrafts,
    private readonly releases: Releases,
  ) {}

  link(kind: PreviewKind, number: number | null, party: string | null): string {
    const host = this.directory.frontHost(kind);
    const until = now().getTime() + PREVIEW_TTL_SECONDS * 1000;
    const claim: Claim = { tenantId: currentTenant(), host, number, party, until };
    const token = this.vault.seal(JSON.stringify(claim), ABOUT);
    const path =
      party === null ? (kind === 'studio' ? '/' : '/sign-in') : kind === 'brand' ? `/o/${party}` : '/';
    return `${this.directory.origin(host)}/preview/${token}${path}`;
  }

  /** Null for what is forged, over, or made for another host. Whoever follows it reads, and no more. */
  async open(portal: Portal, token: string): Promise<{ look: Look; actor: Actor; studio: string } | null> {
    const claim = this.read(token);
    if (!claim || claim.tenantId !== portal.tenantId || claim.host !== portal.host) return null;
    if (claim.until < now().getTime()) return null;
    const content = await this.db.transaction(() => this.content(claim.number), { readOnly: true });
    if (!content) return null;
    const legal = Object.fromEntries(
      Object.entries(content.legal).map(([page, { mustAccept }]) => [page, { version: 0, mustAccept }]),
    );
    const served: ServedLook = { ...content, legal };
    const config = this.directory.spec(portal.tenantId);
    const preview = { number: claim.number, until: new Date(claim.until).toISOString() };
    return {
      look: compileSafely(this.themes, lookInput(config, served, preview)),
      actor: visitor(portal, claim.party),
      studio: this.directory.studioOrigins(portal.tenantId).join(' '),
    };
  }

  private async content(number: number | null): Promise<LookContent | null> {
    if (number === null) return (await this.drafts.open()).content;
    return (await this.releases.get(number)).content;
  }

  private read(token: string): Claim | null {
    try {
      return Claim.parse(JSON.parse(this.vault.open(token, ABOUT)));
    } catch {
      return null;
    }
  }
}

const ABOUT = 'look preview';

/** Nobody's account: pages are read as the party would read them, in a transaction that cannot write. */
function visitor({ kind }: Portal, party: string | null): Actor {
  const base = { accountId: null, name: '', campaignId: null };
  if (kind === 'studio') return { ...base, kind: 'staff', role: 'staff.viewer', partyIds: [] };
  if (!isUuid(party)) return anonymous;
  if (kind === 'brand') return { ...base, kind: 'member', role: 'member.admin', partyIds: [party] };
  return { ...base, kind: 'influencer', role: 'influencer.self', partyIds: [party] };
}
