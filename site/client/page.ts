/** What every page does. */
import type { Strings } from '../i18n/en.ts';
import { wireLanguage } from './language.ts';
import { wireThemeButton } from './theme.ts';

/** @param say words in the page's language */
export function wirePage(say: Strings): void {
  wireThemeButton(say);
  wireLanguage();
}
