import 'reflect-metadata';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { routesOf } from '#platform/web';
import { BrandModule } from '../../brand/src/brand.module.js';
import { EdgeModule } from '../../edge/src/edge.module.js';
import { InfluencerModule } from '../../influencer/src/influencer.module.js';
import { StudioModule } from '../../studio/src/studio.module.js';

const PORTALS = [BrandModule, InfluencerModule, StudioModule, EdgeModule];

/** Every message that the product sends, by the name its code calls it. */
export const MAILS = [
  'campaign-invitation',
  'campaign-news',
  'collaboration-news',
  'content-approved',
  'content-changes',
  'content-review-late',
  'content-sent-back',
  'content-submitted',
  'content-verified',
  'funding-failed',
  'funding-received',
  'invitation-influencer',
  'invitation-member',
  'invitation-staff',
  'money-drift',
  'name-troubled',
  'new-message',
  'payable-scheduled',
  'payout-failed',
  'payout-paid',
  'reset',
  'sign-in-link',
  'welcome',
] as const;

/** What the product prints. */
export const DOCUMENTS = ['invoice', 'payout-statement', 'report'] as const;

/** Stand without a route: what a fault looks like, and what each kind of page is wrapped in. */
const FRAMES = ['pages/shared/error', 'layouts/app', 'layouts/document', 'layouts/email'];

/** What the product asks of a theme: a page for each view of each portal, its mails and documents. */
export function requiredTemplates(): string[] {
  const views = PORTALS.flatMap((portal) => controllersOf(portal).flatMap(routesOf)).flatMap(
    ({ portal, facts: { view } }) =>
      view === undefined
        ? []
        : [view.startsWith('shared/') ? `pages/${view}` : `pages/${portal ?? 'shared'}/${view}`],
  );
  const mails = MAILS.map((name) => `emails/${name}`);
  const documents = DOCUMENTS.map((name) => `documents/${name}`);
  return [...new Set([...FRAMES, ...views, ...mails, ...documents])].sort();
}

function controllersOf(module: object): object[] {
  return (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) as object[] | undefined) ?? [];
}
