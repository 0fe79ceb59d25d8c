// Content: what influencers owe, their drafts in versions, reviews, publication and its verification.
// It owns deliverables, submissions and reviews, and who may decide on them when.
// It must never approve by itself, let a failing disclosure pass unsigned, nor show one side's amount to the other.
export { Deliverable, Review, Submission } from './content.entities.js';
export * from './content.events.js';
export { ContentModule } from './content.module.js';
export {
  DELIVERABLE_STATES,
  type DeliverableAction,
  type DeliverableState,
  deliverableTransitions,
} from './deliverable.states.js';
export { Deliverables } from './deliverables.service.js';
export * from './content.dto.js';
export * from './content.inputs.js';
export { ContentFiles } from './content-files.service.js';
export { ContentViews } from './content-views.service.js';
export { Drafts } from './drafts.service.js';
export { Publication } from './publication.service.js';
export { Reviews } from './reviews.service.js';
export { Verification } from './verification.service.js';
