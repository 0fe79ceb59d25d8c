import { lookupKey } from './text.js';

export type Gender = 'female' | 'male' | 'nonbinary';

const WORDS: Readonly<Record<Gender, string>> = {
  female:
    'f female w weiblich frau woman mujer femme mulher feminino femenino feminin femininer girl she her она женский donna femmina',
  male: 'm male mannlich mann man hombre homme homem masculino masculin mas boy he him он мужской uomo maschio',
  nonbinary: 'd nb x nonbinary enby divers diverse they',
};
const TABLE = new Map<string, Gender>(
  (Object.entries(WORDS) as [Gender, string][]).flatMap(([gender, words]) =>
    words.split(' ').map((word): [string, Gender] => [word, gender]),
  ),
);
TABLE.set('non binary', 'nonbinary')
  .set('no binario', 'nonbinary')
  .set('non binaire', 'nonbinary')
  .set('nao binario', 'nonbinary');

/** A gender as the list states it, or null; none is ever guessed from a name. */
export function genderOf(text: string): Gender | null {
  return TABLE.get(lookupKey(text)) ?? null;
}
