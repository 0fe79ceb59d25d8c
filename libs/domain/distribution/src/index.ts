// Distribution: where agreed content goes, tracked links of collaborations and public feeds of verified content.
// It owns the tracked links, and what of a piece may be shown in public and until when.
// It must never count a click, nor show a piece whose rights do not include it or have ended.
export { DistributionModule } from './distribution.module.js';
export { TrackedLink } from './tracked-link.entity.js';
export { TrackedLinks } from './tracked-links.service.js';
export { CampaignLinks, CollaborationLinks, LinkRow, RedirectInput } from './distribution.dto.js';
export { type FeedDocument, Feeds } from './feeds.service.js';
export { LinkMaking } from './link-making.service.js';
export { LinkViews } from './link-views.service.js';
