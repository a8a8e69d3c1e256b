/** The button that switches between the system's choice, light and dark. `early.js` sets it before the first paint. */
import type { Strings } from '../i18n/en.ts';
import { browserStorage } from './browser-storage.ts';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const KEY = 'kleber.theme';

export function wireThemeButton(say: Strings): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-button]');
  if (button === null) return;
  const root = document.documentElement;
  const current = (): Theme => THEMES.find((theme) => theme === root.dataset['theme']) ?? 'auto';
  const show = (): void => {
    const label = say.header.theme[current()];
    button.setAttribute('aria-label', label);
    button.title = label;
    for (const icon of button.querySelectorAll<HTMLElement>('[data-for]')) {
      icon.hidden = icon.dataset['for'] !== current();
    }
  };
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length] ?? 'auto';
    const storage = browserStorage();
    if (next === 'auto') {
      delete root.dataset['theme'];
      storage?.removeItem(KEY);
    } else {
      root.dataset['theme'] = next;
      storage?.setItem(KEY, next);
    }
    show();
  });
  show();
  button.hidden = false;
}
