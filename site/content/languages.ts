import type { Language } from '../i18n/language.ts';

/** One file makes the page in each language: `/sandbox/` and `/de/sandbox/`. */
export const languagePaths = () => [
  { params: { language: undefined }, props: { language: 'en' as Language } },
  { params: { language: 'de' }, props: { language: 'de' as Language } },
];
