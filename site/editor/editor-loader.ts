/** The editor's pane and its words in one language: fetched when it is first opened. Monaco comes with the first file. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Language } from '../i18n/language.ts';
import type { Bench } from '../workbench/bench.ts';
import type { EditorSession } from './editor-session.ts';

export interface EditorMachinery {
  readonly session: EditorSession;
  readonly Pane: (props: { readonly session: EditorSession }) => JSX.Element;
}

export class EditorLoader {
  readonly #bench: Bench;
  readonly #language: Language;
  readonly #machinery = signal<EditorMachinery | undefined>(undefined);
  readonly #failed = signal(false);
  #isFetching = false;
  #isEnded = false;

  constructor(bench: Bench, language: Language) {
    this.#bench = bench;
    this.#language = language;
  }

  /** Undefined until it is here. */
  get machinery(): ReadonlySignal<EditorMachinery | undefined> {
    return this.#machinery;
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
        ? import('../i18n/editor.de.ts').then(({ editorDe }) => editorDe)
        : import('../i18n/editor.en.ts').then(({ editorEn }) => editorEn);
    Promise.all([words, import('./editor-session.ts'), import('./view/EditorPane.tsx')]).then(
      ([text, { EditorSession }, { EditorPane }]) => {
        if (this.#isEnded) return;
        this.#machinery.value = { session: new EditorSession(this.#bench, this.#language, text), Pane: EditorPane };
      },
      () => {
        this.#isFetching = false;
        this.#failed.value = true;
      },
    );
  }

  end(): void {
    this.#isEnded = true;
    this.#machinery.peek()?.session.end();
  }
}
