import type { Pack, Relationship } from './packs/pack.js';
import { wordingIndex, tagName } from './wordings.js';
import { plainAdWords } from './words/lexicon.js';

/** The clearest wording for a pack in the caption's language, or the audience's. */
export function bestWording(pack: Pack, language: string, relationship: Relationship): string {
  const gift = relationship === 'gifted' ? pack.bestForGift?.[language] : undefined;
  const named = gift ?? pack.best[language];
  if (named) return named;
  const plain = pack.labelLanguage.may === 'own' ? undefined : acceptedPlainWord(pack, language);
  return plain ?? pack.best[pack.languages[0]!] ?? 'Ad';
}

function acceptedPlainWord(pack: Pack, language: string): string | undefined {
  const { tags } = wordingIndex(pack);
  const word = plainAdWords(language).find((label) =>
    tags
      .get(tagName(label))
      ?.some((one) => one.grade === 'accepted' && one.language === language && !one.needsBrand),
  );
  return word && word[0]!.toUpperCase() + word.slice(1);
}
