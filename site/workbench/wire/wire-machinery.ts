/**
 * What draws packets and says what their bytes mean, in one language. It comes with the learner's
 * first key, not with the page: until then there is nothing to draw, and the prompt is there sooner.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Phrase } from '#runtime/ports.ts';
import type { Language } from '../../i18n/language.ts';
import type { foldWire } from './fold-wire.ts';
import type { FoldCode } from './wire-store.ts';
import type { WireBodyProps } from './WireBody.tsx';

export type Say = (phrase: Phrase) => string;

export interface WireMachinery {
  readonly Body: (props: WireBodyProps) => JSX.Element;
  readonly say: Say;
  readonly fold: typeof foldWire;
}

export class WireMachineryLoader implements FoldCode {
  readonly #language: Language;
  readonly #machinery = signal<WireMachinery | undefined>(undefined);
  readonly #failed = signal(false);
  readonly fold: FoldCode['fold'] = computed(() => this.#machinery.value?.fold);
  #isFetching = false;

  constructor(language: Language) {
    this.#language = language;
  }

  /** Undefined until it is here. */
  get machinery(): ReadonlySignal<WireMachinery | undefined> {
    return this.#machinery;
  }

  /** It could not be fetched; it is tried again with the next key. */
  get failed(): ReadonlySignal<boolean> {
    return this.#failed;
  }

  /** Once; again after a failure. */
  fetch(): void {
    if (this.#isFetching) return;
    this.#isFetching = true;
    const dictionary =
      this.#language === 'de'
        ? import('#runtime/mqtt/phrases.de.ts').then(({ mqttPhrasesDe }) => mqttPhrasesDe)
        : import('#runtime/mqtt/phrases.en.ts').then(({ mqttPhrasesEn }) => mqttPhrasesEn);
    Promise.all([
      dictionary,
      import('./WireBody.tsx'),
      import('./fold-wire.ts'),
      import('#runtime/mqtt/phrase.ts'),
    ]).then(
      ([phrases, { WireBody }, { foldWire: fold }, { say }]) => {
        this.#failed.value = false;
        this.#machinery.value = { Body: WireBody, say: (phrase) => say(phrase, phrases), fold };
      },
      () => {
        this.#isFetching = false;
        this.#failed.value = true;
      },
    );
  }
}
