import { LegalPages } from '../legal/legal-pages.service.js';
import { LookAssets } from './look-assets.service.js';
import { LookBundles } from './look-bundles.service.js';
import { LookDrafts } from './look-drafts.service.js';
import { LookEditing } from './look-editing.service.js';
import { LookMails } from './look-mails.service.js';
import { LookPreviews } from './look-previews.service.js';
import { LookSchedule } from './look-schedule.service.js';
import { Releases } from './releases.service.js';

/** What the module offers of a label's look. */
export const LOOK = [
  Releases,
  LookDrafts,
  LookSchedule,
  LookAssets,
  LookBundles,
  LookPreviews,
  LookMails,
  LookEditing,
  LegalPages,
];
