/**
 * What the editor of one page has open, as long as the page lives: its pane may be closed and opened again,
 * and on a phone other views take its place.
 */
import { effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import { HOSTS } from '#runtime/lab/hosts.ts';
import type { TerminalId } from '#runtime/events/event.ts';
import type { EditorText } from '../i18n/editor.en.ts';
import type { Language } from '../i18n/language.ts';
import type { Bench } from '../workbench/bench.ts';
import { Desk } from './files/desk.ts';
import type { OpenFile } from './files/open-file.ts';
import { promptDirectory, runCommand } from './files/run-command.ts';
import { Tree } from './files/tree.ts';
import type { EditorScreen } from './monaco/editor-screen.ts';
import type { ModelBuffer } from './monaco/model-buffer.ts';
import { startMonaco, type Monaco } from './monaco/start-monaco.ts';
import { importedFiles, importedPaths } from './typescript/imported-files.ts';

export const HOME = '/home/pi';
/** In the order of a message's way. */
export const EDITOR_HOSTS: readonly string[] = ['rpi-pub', 'rpi-broker', 'rpi-sub'].filter((host) => host in HOSTS);

/** Why a program was not run. */
export type NotRun = 'noProgram' | 'noTerminal' | 'busy' | 'notSaved';

/** What the pane asks about the file in front, before something is lost. */
export type Question = { readonly about: OpenFile; readonly is: 'close' | 'leave' | 'delivered' | NotRun };

export class EditorSession {
  readonly text: EditorText;
  readonly bench: Bench;
  readonly desk: Desk;
  /** Whose files the tree shows. */
  readonly host: Signal<string>;
  readonly treeShown: Signal<boolean> = signal(true);
  readonly question: Signal<Question | undefined> = signal(undefined);
  /** Tab leads out of the editor. */
  readonly isLeaving: Signal<boolean> = signal(false);
  readonly #screen = signal<EditorScreen | undefined>(undefined);
  readonly #monaco = signal<Monaco | undefined>(undefined);
  readonly #trees = new Map<string, Tree>();
  readonly #ends: (() => void)[];

  constructor(bench: Bench, language: Language, text: EditorText) {
    this.bench = bench;
    this.text = text;
    this.host = signal(bench.lab.terminals.peek()[0]?.host ?? EDITOR_HOSTS[0] ?? '');
    this.desk = new Desk(bench.lab, async () => {
      const monaco = await startMonaco(language, text);
      this.#monaco.value = monaco;
      this.#screen.value ??= monaco.screen({
        save: () => void this.desk.front.peek()?.save(),
        leaving: (isLeaving) => (this.isLeaving.value = isLeaving),
      });
      return (place, content, fileLanguage) => monaco.buffer(place, content, fileLanguage);
    });
    const unload = (event: BeforeUnloadEvent): void => {
      if (this.desk.hasUnsaved) event.preventDefault();
    };
    addEventListener('beforeunload', unload);
    this.#ends = [
      () => removeEventListener('beforeunload', unload),
      effect(() => {
        const changes = this.desk.changes.value;
        if (changes !== undefined) untracked(() => this.#trees.get(changes.host)?.changed(changes.paths));
      }),
      this.#followImports(),
      // A question is about the file in front: another one is an answer too.
      effect(() => {
        const front = this.desk.front.value;
        if (this.question.peek()?.about !== front) this.question.value = undefined;
      }),
    ];
  }

  /** Undefined until the first file has brought it. */
  get screen(): ReadonlySignal<EditorScreen | undefined> {
    return this.#screen;
  }

  get tree(): Tree {
    const host = this.host.value;
    const known = this.#trees.get(host);
    if (known !== undefined) return known;
    const tree = untracked(() => new Tree(this.bench.lab, this.desk, host, HOME));
    this.#trees.set(host, tree);
    return tree;
  }

  /** The buffer of a file, which Monaco has made. */
  buffer(file: OpenFile): ModelBuffer | undefined {
    const state = file.state.value;
    return state.is === 'open' ? (state.buffer as ModelBuffer) : undefined;
  }

  /** The command that would run a file; undefined: it is no program. */
  command(file: OpenFile, directory?: string): string | undefined {
    const mode = file.stat.value?.mode ?? 0;
    return runCommand(
      { path: file.path, language: file.language.value, executable: (mode & 0o111) !== 0 },
      HOME,
      directory,
    );
  }

  /** Saves it, and types its command into a terminal of its Pi where a shell waits. */
  async run(file: OpenFile): Promise<void> {
    const refused = await this.#run(file);
    this.question.value = refused === undefined ? undefined : { about: file, is: refused };
  }

  async #run(file: OpenFile): Promise<NotRun | undefined> {
    const { bench } = this;
    const terminals = bench.lab.terminals.peek().filter(({ host }) => host === file.host);
    if (this.command(file) === undefined) return 'noProgram';
    if (terminals.length === 0) return 'noTerminal';
    if ((file.isUnsaved.peek() || file.isNew.peek()) && !(await file.save())) return 'notSaved';
    const used = bench.used()?.id;
    const inOrder = terminals.map(({ id }) => id).toSorted((a, b) => Number(b === used) - Number(a === used));
    for (const terminal of inOrder) {
      const directory = promptDirectory(bench.screen(terminal)?.cursorLine() ?? '', HOME);
      const command = directory === undefined ? undefined : this.command(file, directory);
      if (command === undefined) continue;
      bench.run(terminal, command);
      return undefined;
    }
    return 'busy';
  }

  /** Types a command for the learner, who presses Enter. */
  type(host: string, command: string): void {
    const terminal = this.bench.lab.terminals.peek().find((one) => one.host === host)?.id;
    if (terminal !== undefined) this.bench.type(terminal, command);
  }

  hasTerminal(host: string): boolean {
    return this.bench.lab.terminals.value.some((terminal) => terminal.host === host);
  }

  /** The command that waits for this file goes on, and the learner is in its terminal again. */
  leave(file: OpenFile): void {
    const terminal: TerminalId | undefined = file.edit.peek()?.terminal;
    this.question.value = undefined;
    this.desk.leave(file);
    if (terminal !== undefined) this.bench.show(terminal);
  }

  /** Asks first where work would be lost. */
  close(file: OpenFile): void {
    if (file.isUnsaved.peek()) {
      this.desk.show(file);
      this.question.value = { about: file, is: 'close' };
    } else this.desk.close(file);
  }

  /** What the front program imports is told to TypeScript: when the list changes, and when one of those files does. */
  #followImports(): () => void {
    let told = '';
    return effect(() => {
      const [monaco, file] = [this.#monaco.value, this.desk.front.value];
      if (monaco === undefined || file === undefined || !/^(?:type|java)script$/.test(file.language.value)) return;
      const buffer = this.buffer(file);
      void buffer?.version.value;
      const text = buffer?.text() ?? '';
      const paths = importedPaths(file.path, text);
      const changed = this.desk.changes.value?.paths.some((path) => told.includes(path)) === true;
      const wanted = `${file.host}:${file.path}: ${paths.join(' ')}`;
      if ((wanted === told && !changed) || (told === '' && paths.length === 0)) return;
      told = wanted;
      untracked(() => {
        void importedFiles(this.bench.lab, file, text).then((files) => {
          if (told === wanted) monaco.tellImported(files);
        });
      });
    });
  }

  end(): void {
    for (const end of this.#ends) end();
    this.desk.end();
    this.#screen.peek()?.end();
  }
}
