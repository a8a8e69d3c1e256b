/** The sentences about bytes and packets, fetched in one language: the first packet is what needs them. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { say as sayIn } from '#runtime/mqtt/phrase.ts';
import type { Phrase } from '#runtime/ports.ts';
import type { Language } from '../../i18n/language.ts';

export type Say = (phrase: Phrase) => string;

/** Undefined until the dictionary is here. */
export function fetchWords(language: Language): ReadonlySignal<Say | undefined> {
  const words = signal<Say | undefined>(undefined);
  const dictionary =
    language === 'de'
      ? import('#runtime/mqtt/phrases.de.ts').then(({ mqttPhrasesDe }) => mqttPhrasesDe)
      : import('#runtime/mqtt/phrases.en.ts').then(({ mqttPhrasesEn }) => mqttPhrasesEn);
  void dictionary.then((phrases) => {
    words.value = (phrase) => sayIn(phrase, phrases);
  });
  return words;
}
