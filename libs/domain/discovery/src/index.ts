// Discovery: finding influencers by words and figures, and the lists that organizations make of them.
// It owns the search over the roster, its counts, and influencer lists.
// It must never show a row that the person may not see, nor count one.
export * from './discovery.dto.js';
export { DiscoveryModule } from './discovery.module.js';
export { Discovery } from './discovery.service.js';
export { InfluencerList } from './influencer-list.entity.js';
export * from './lists.dto.js';
export { InfluencerLists } from './lists.service.js';
