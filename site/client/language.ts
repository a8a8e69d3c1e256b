/**
 * The language is the page's own; a click on the other one is remembered for the home page (`early.js`).
 * Who has chosen nothing, and has a browser that asks for the other language, is offered it in a line.
 */
import { browserStorage } from './browser-storage.ts';

const KEY = 'kleber.language';

export function wireLanguage(): void {
  const storage = browserStorage();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-language]')) {
    link.addEventListener('click', () => storage?.setItem(KEY, link.dataset['language'] ?? 'en'));
    // The step that is being read is in the other page too.
    link.addEventListener('click', () => (link.hash = location.hash));
  }
  const offer = document.querySelector<HTMLElement>('[data-language-offer]');
  if (offer === null || (storage?.getItem(KEY) ?? null) !== null) return;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'en' || tag === 'de');
  offer.hidden = wanted !== offer.dataset['languageOffer'];
}
