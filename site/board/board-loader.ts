/** What draws the boards, and its words in one language: fetched when the strip is first opened. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Language } from '../i18n/language.ts';
import type { BoardStripProps } from './BoardStrip.tsx';

export type BoardStripOf = (props: Omit<BoardStripProps, 'text'>) => JSX.Element;

export class BoardLoader {
  readonly #language: Language;
  readonly #strip = signal<{ readonly Strip: BoardStripOf } | undefined>(undefined);
  readonly #failed = signal(false);
  #isFetching = false;

  constructor(language: Language) {
    this.#language = language;
  }

  /** Undefined until it is here. */
  get strip(): ReadonlySignal<{ readonly Strip: BoardStripOf } | undefined> {
    return this.#strip;
  }

  /** It could not be fetched; `fetch` tries again. */
  get failed(): ReadonlySignal<boolean> {
    return this.#failed;
  }

  /** Once; again after a failure. */
  fetch(): void {
    if (this.#isFetching) return;
    this.#isFetching = true;
    this.#failed.value = false;
    const words =
      this.#language === 'de'
        ? import('../i18n/board.de.ts').then(({ boardDe }) => boardDe)
        : import('../i18n/board.en.ts').then(({ boardEn }) => boardEn);
    Promise.all([words, import('./BoardStrip.tsx')]).then(
      ([text, { BoardStrip }]) => {
        this.#strip.value = { Strip: (props) => BoardStrip({ ...props, text }) };
      },
      () => {
        this.#isFetching = false;
        this.#failed.value = true;
      },
    );
  }
}
