import 'reflect-metadata';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { routesOf } from '#platform/web';
import { MAIL_KINDS_OF } from './mails.js';
import { BrandModule } from '../../brand/src/brand.module.js';
import { EdgeModule } from '../../edge/src/edge.module.js';
import { InfluencerModule } from '../../influencer/src/influencer.module.js';
import { StudioModule } from '../../studio/src/studio.module.js';

const PORTALS = [BrandModule, InfluencerModule, StudioModule, EdgeModule];

export const MAILS = Object.keys(MAIL_KINDS_OF);

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
