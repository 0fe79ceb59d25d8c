import type { Kind, WordingGroup } from '../packs/pack.js';

/**
 * Plain words for "this is advertising" and its relatives, by language; what they are worth is each pack's to
 * say. Phrases under `affiliate` say in so many words that a purchase earns the creator something, which is
 * more than the label "affiliate link", understood by few readers.
 */
export type LexiconEntry = Partial<Record<Kind, Pick<WordingGroup, 'labels' | 'tags' | 'phrases'>>>;
