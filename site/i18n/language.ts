/** The languages of the pages. English has the short addresses: `/sandbox/`, German `/de/sandbox/`. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Of an address inside the site, e.g. `/de/sandbox/`. */
export const languageOf = (address: string): Language => (address.startsWith('/de/') ? 'de' : 'en');

/** The same page in a language: `/sandbox/` and `de` give `/de/sandbox/`. */
export function inLanguage(address: string, language: Language): string {
  const plain = address.replace(/^\/de\//, '/');
  return language === 'en' ? plain : `/${language}${plain}`;
}
