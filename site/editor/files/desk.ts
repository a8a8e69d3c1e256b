/**
 * The files that are open beside each other, which of them is in front, and the commands that wait for
 * one: `nano FILE` opens it here, and goes on when it is left.
 */
import { batch, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { EditRequest } from '#runtime/lab/messages.ts';
import type { LabConnection } from '../../client/lab-connection.ts';
import { OpenFile } from './open-file.ts';
import type { BufferMaker, FilePlace } from './text-buffer.ts';

export type DeskLab = Pick<LabConnection, 'files' | 'onFilesChanged' | 'edits' | 'generation' | 'send'>;

export class Desk {
  readonly files: ReadonlySignal<readonly OpenFile[]>;
  readonly front: ReadonlySignal<OpenFile | undefined>;
  /** Directories that the tree shows, by host: they are watched too. */
  readonly shown: Signal<ReadonlyMap<string, readonly string[]>> = signal(new Map());
  /** Says which directories have other entries now: grows with each change. */
  readonly changes: Signal<{ readonly host: string; readonly paths: readonly string[] } | undefined> =
    signal(undefined);
  readonly #files = signal<readonly OpenFile[]>([]);
  readonly #front = signal<OpenFile | undefined>(undefined);
  readonly #lab: DeskLab;
  readonly #buffers: BufferMaker;
  readonly #ends: (() => void)[];
  readonly #watched = new Map<string, string>();

  constructor(lab: DeskLab, buffers: BufferMaker) {
    this.#lab = lab;
    this.#buffers = buffers;
    this.files = this.#files;
    this.front = this.#front;
    this.#ends = [
      lab.onFilesChanged((host, paths) => this.#changed(host, paths)),
      effect(() => {
        const edits = lab.edits.value;
        untracked(() => this.#serve(edits));
      }),
      this.#followLab(),
      effect(() => this.#watch()),
    ];
  }

  /** Opens it, or brings it to the front. */
  open(place: FilePlace, line?: number): OpenFile {
    const known = this.#find(place);
    const file = known ?? new OpenFile(this.#lab, this.#buffers, place);
    if (line !== undefined) file.goTo.value = line;
    batch(() => {
      if (known === undefined) this.#files.value = [...this.#files.value, file];
      this.#front.value = file;
    });
    // What could not be read before may be readable now.
    if (known === undefined || known.buffer === undefined) void file.read();
    return file;
  }

  show(file: OpenFile): void {
    this.#front.value = file;
  }

  /** Whether it holds work that nobody has saved is for the caller to ask first. */
  close(file: OpenFile): void {
    const at = this.#files.value.indexOf(file);
    if (at < 0) return;
    const rest = this.#files.value.filter((other) => other !== file);
    batch(() => {
      this.#files.value = rest;
      if (this.#front.value === file) this.#front.value = rest[Math.min(at, rest.length - 1)];
    });
    this.leave(file);
    file.end();
  }

  /** The command that waits for it goes on; the file stays open, with the rights of `pi`. */
  leave(file: OpenFile): void {
    const edit = file.edit.peek();
    if (edit === undefined) return;
    file.edit.value = undefined;
    this.#lab.send({ type: 'edited', editing: edit.editing });
    // From now on pi's rights count, who may be able to do less.
    void file.look();
  }

  /** What was typed and not saved would be lost. */
  get hasUnsaved(): boolean {
    return this.#files.peek().some((file) => file.isUnsaved.peek());
  }

  end(): void {
    for (const end of this.#ends) end();
    for (const file of this.#files.peek()) file.end();
  }

  #find({ host, path }: FilePlace): OpenFile | undefined {
    return this.#files.peek().find((file) => file.host === host && file.path === path);
  }

  /** Commands that came are served, and those that ended are waited for no more. */
  #serve(edits: readonly EditRequest[]): void {
    for (const file of this.#files.peek()) {
      const { editing } = file.edit.peek() ?? {};
      if (editing === undefined || edits.some((edit) => edit.editing === editing)) continue;
      file.edit.value = undefined;
      void file.look();
    }
    for (const edit of edits) {
      const known = this.#find(edit);
      if (known?.edit.peek()?.editing === edit.editing || this.#served.has(edit.editing)) continue;
      this.#served.add(edit.editing);
      // Two commands that edit one file: the first has nothing to wait for any more.
      if (known !== undefined) this.leave(known);
      const file = known ?? new OpenFile(this.#lab, this.#buffers, edit);
      file.edit.value = edit;
      if (edit.line !== undefined) file.goTo.value = edit.line;
      batch(() => {
        if (known === undefined) this.#files.value = [...this.#files.value, file];
        this.#front.value = file;
      });
      void file.read();
    }
  }
  readonly #served = new Set<number>();

  /** A lab that starts again has other files, and no command waits in it. */
  #followLab(): () => void {
    let before = this.#lab.generation.peek();
    return effect(() => {
      const now = this.#lab.generation.value;
      if (now === before) return;
      before = now;
      untracked(() => {
        this.#served.clear();
        this.#watched.clear();
        this.#watch();
        for (const file of this.#files.peek()) {
          file.edit.value = undefined;
          void file.read();
        }
        this.changes.value = undefined;
        for (const [host, paths] of this.shown.peek()) this.changes.value = { host, paths };
      });
    });
  }

  #changed(host: string, paths: readonly string[]): void {
    this.changes.value = { host, paths };
    const concerned = (file: OpenFile): boolean =>
      file.host === host && paths.some((path) => path === file.path || file.path.startsWith(`${path}/`));
    for (const file of this.#files.peek().filter(concerned)) void (file.buffer ? file.look() : file.read());
  }

  /** Tells the lab which directories matter here: those of open files, and those that the tree shows. */
  #watch(): void {
    const wanted = new Map<string, Set<string>>();
    const want = (host: string, path: string): void => {
      wanted.set(host, (wanted.get(host) ?? new Set()).add(path));
    };
    for (const [host, paths] of this.shown.value) for (const path of paths) want(host, path);
    for (const { host, path } of this.#files.value) want(host, path.slice(0, path.lastIndexOf('/')) || '/');
    for (const host of new Set([...wanted.keys(), ...this.#watched.keys()])) {
      const paths = [...(wanted.get(host) ?? [])].sort();
      const key = paths.join('\n');
      if (this.#watched.get(host) === key) continue;
      this.#watched.set(host, key);
      void this.#lab.files(host, { kind: 'watch', paths });
    }
  }
}
