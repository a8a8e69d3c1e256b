import { de } from './de.ts';
import { en, type Strings } from './en.ts';
import type { Language } from './language.ts';

const STRINGS: Readonly<Record<Language, Strings>> = { en, de };

/** All that a page says in a language, beside its lessons. */
export const strings = (language: Language): Strings => STRINGS[language];
