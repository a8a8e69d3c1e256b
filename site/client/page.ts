/** What every page does. */
import { languageOf } from '../i18n/language.ts';
import { strings } from '../i18n/strings.ts';
import type { Language } from '../i18n/language.ts';
import type { Strings } from '../i18n/en.ts';
import { wireLanguage } from './language.ts';
import { wireThemeButton } from './theme.ts';

/** @returns the page's language and its words */
export function wirePage(): { readonly language: Language; readonly say: Strings } {
  const language = languageOf(`/${document.documentElement.lang}/`);
  const say = strings(language);
  wireThemeButton(say);
  wireLanguage();
  return { language, say };
}
