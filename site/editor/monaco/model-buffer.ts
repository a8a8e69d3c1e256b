/** The text of an open file as a model of Monaco: with undo, and the place where the learner was in it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { FileLanguage } from '../files/language-of.ts';
import type { FilePlace, TextBuffer } from '../files/text-buffer.ts';
import { editor, Range, Uri } from './monaco.ts';

/** Monaco's names of the languages that it knows by others. */
const LANGUAGE_IDS: Readonly<Partial<Record<FileLanguage, string>>> = { plain: 'plaintext', markdown: 'plaintext' };

/** As people write them: Python and the shell by four, the others by two. */
const INDENT: Readonly<Partial<Record<FileLanguage, number>>> = { python: 4, shell: 4 };

export class ModelBuffer implements TextBuffer {
  readonly model: editor.ITextModel;
  /** Where the cursor was, and what was folded and scrolled, while another file is in front. */
  view: editor.ICodeEditorViewState | null = null;
  readonly #version = signal(0);

  /** @param language by the file's name and beginning */
  constructor(place: FilePlace, text: string, language: FileLanguage) {
    const uri = uriOf(place);
    // One that was closed a moment ago may still be there.
    editor.getModel(uri)?.dispose();
    this.model = editor.createModel(text, LANGUAGE_IDS[language] ?? language, uri);
    this.model.updateOptions({
      tabSize: INDENT[language] ?? 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    if (/^(?:\t| {2,})/m.test(text)) this.model.detectIndentation(true, INDENT[language] ?? 2);
    this.#version.value = this.model.getAlternativeVersionId();
    this.model.onDidChangeContent(() => {
      this.#version.value = this.model.getAlternativeVersionId();
    });
  }

  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  text(): string {
    return this.model.getValue(editor.EndOfLinePreference.TextDefined, true);
  }

  replace(text: string): void {
    const before = this.model.getValue();
    const most = Math.min(before.length, text.length);
    let start = 0;
    while (start < most && before[start] === text[start]) start++;
    let end = 0;
    while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end++;
    // Only what differs: the cursor stays where it is.
    const range = Range.fromPositions(this.model.getPositionAt(start), this.model.getPositionAt(before.length - end));
    this.model.pushStackElement();
    this.model.pushEditOperations([], [{ range, text: text.slice(start, text.length - end) }], () => null);
    this.model.pushStackElement();
  }

  end(): void {
    this.model.dispose();
  }
}

/** `file:///rpi-pub/home/pi/lm75b.py` */
export const uriOf = ({ host, path }: FilePlace): Uri => Uri.from({ scheme: 'file', path: `/${host}${path}` });
