// Labels: the tenants file, what the installation knows of each, Host to portal, a label's look and links.
// It owns the tables tenant and tenant_host and the in-memory snapshot of both.
// It must never let one label's configuration reach another's context.
export { readable } from './hosts/host-names.js';
export { HostInput, HostList, HostView, SenderInput, SenderView } from './hosts/hosts.dto.js';
export { nameTroubled } from './hosts/hosts.events.js';
export { NameUpkeep } from './hosts/hosts.jobs.js';
export { OwnHosts } from './hosts/own-hosts.service.js';
export { SenderDomains, type SigningKey } from './hosts/sender-domains.service.js';
export { TenantApply } from './tenant-apply.js';
export type { PlannedChange } from './tenant-plan.js';
export {
  LEGAL_PAGES,
  Locale,
  LOGO_SHAPES,
  LookContent,
  MAIL_BLOCKS,
  NAVIGATIONS,
} from './releases/look-content.js';
export { BUNDLE_BYTES } from './releases/bundle.js';
export { LookAssets } from './releases/look-assets.service.js';
export { LookBundles } from './releases/look-bundles.service.js';
export { LookChange, lookDiff } from './releases/look-diff.js';
export { LookDrafts } from './releases/look-drafts.service.js';
export { judgeLook, LookFinding } from './releases/look-judge.js';
export { LookEditing, TERMS } from './releases/look-editing.service.js';
export { legalController } from './legal/legal.controller.js';
export {
  type Acceptance,
  type Asked,
  LegalPages,
  type LegalVersion,
  nameOf,
  refuseMissing,
} from './legal/legal-pages.service.js';
export { LookMails } from './releases/look-mails.service.js';
export { LookPreviews } from './releases/look-previews.service.js';
export { LookSchedule } from './releases/look-schedule.service.js';
export { Releases } from './releases/releases.service.js';
export { TenantDirectory } from './tenant-directory.js';
export type { TenantConfig } from './tenant-secrets.js';
export { parseTenantsFile, tenantsSchema, type TenantSpec } from './tenants-file.js';
export { TenantsModule } from './tenants.module.js';
