import { de } from './de.ts';
import { en, type Strings } from './en.ts';
import type { Language } from './language.ts';
import { stillDe } from './still.de.ts';
import { stillEn, type StillStrings } from './still.en.ts';

const STRINGS: Readonly<Record<Language, Strings & StillStrings>> = {
  en: { ...en, ...stillEn },
  de: { ...de, ...stillDe },
};

/** All that a page says in a language, beside its lessons. */
export const strings = (language: Language): Strings & StillStrings => STRINGS[language];
