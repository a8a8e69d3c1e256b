/**
 * One file of a Pi in the editor: what was read of it, what the learner makes of it, and what somebody
 * else makes of it meanwhile.
 *
 *     reading ── its text came ──────────────► open ── typed ──► unsaved ── save ──► open
 *        ├────── nothing of that name ───────► open, and `isNew` until it is saved
 *        └────── refused, too large, no text ► closed to the editor, and it says why
 *
 * What the Pi's file holds is compared with `began`, the bytes that this text began from. Where they
 * differ and nothing was typed, the new text is taken over; where something was typed, nobody's work is
 * lost without a question (`theirs`).
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { FileAnswer, FileRequest } from '#runtime/lab/file-messages.ts';
import type { EditRequest } from '#runtime/lab/messages.ts';
import type { Stat } from '#runtime/pi/system.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';
import type { LabConnection } from '../../client/lab-connection.ts';
import { languageOf, type FileLanguage } from './language-of.ts';
import { bytesOf, sameBytes, textOf, type BufferMaker, type FilePlace, type TextBuffer } from './text-buffer.ts';

export type FileState =
  | { readonly is: 'reading' }
  | { readonly is: 'open'; readonly buffer: TextBuffer }
  | { readonly is: 'refused'; readonly code: SystemErrorCode }
  | { readonly is: 'too-large'; readonly size: number }
  /** Bytes that are no UTF-8: an image, a program. */
  | { readonly is: 'no-text' }
  /** The editor itself could not be fetched. */
  | { readonly is: 'no-editor'; readonly said: string };

/** What last went wrong with saving. */
export type SaveProblem =
  | { readonly is: 'refused'; readonly code: SystemErrorCode; readonly path: string }
  | { readonly is: 'too-large'; readonly size: number };

export class OpenFile implements FilePlace {
  readonly host: string;
  readonly path: string;
  readonly state = signal<FileState>({ is: 'reading' });
  /** The command that waits until this file is left, and whose rights count: `sudo nano`. */
  readonly edit = signal<EditRequest | undefined>(undefined);
  readonly mayWrite = signal(true);
  readonly stat = signal<Stat | undefined>(undefined);
  /** Nothing of that name is on the Pi yet. */
  readonly isNew = signal(false);
  /** Lab clock of the last save from here. */
  readonly savedAt = signal<number | undefined>(undefined);
  readonly problem = signal<SaveProblem | undefined>(undefined);
  /** What somebody else wrote while there is unsaved work here; `null`: the file was removed. */
  readonly theirs = signal<Uint8Array | null | undefined>(undefined);
  /** Somebody else's text was taken over, as nothing was unsaved here. */
  readonly wasReread = signal(false);
  readonly isSaving = signal(false);
  /** Where the cursor should go when it is shown next: line from 1. */
  readonly goTo = signal<number | undefined>(undefined);
  readonly language: ReadonlySignal<FileLanguage>;
  readonly isUnsaved: ReadonlySignal<boolean>;
  readonly #lab: Pick<LabConnection, 'files'>;
  readonly #buffers: BufferMaker;
  readonly #language = signal<FileLanguage>('plain');
  readonly #savedVersion = signal<number | undefined>(undefined);
  #began: Uint8Array | undefined;
  #isEnded = false;

  constructor(lab: Pick<LabConnection, 'files'>, buffers: BufferMaker, { host, path }: FilePlace) {
    this.#lab = lab;
    this.#buffers = buffers;
    this.host = host;
    this.path = path;
    this.language = this.#language;
    this.isUnsaved = computed(
      () => this.state.value.is === 'open' && this.state.value.buffer.version.value !== this.#savedVersion.value,
    );
  }

  get buffer(): TextBuffer | undefined {
    const state = this.state.peek();
    return state.is === 'open' ? state.buffer : undefined;
  }

  get name(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  /** Reads it, with the rights of whoever edits it; and again, if it could not be read before. */
  async read(): Promise<void> {
    if (this.buffer !== undefined) return this.look();
    this.state.value = { is: 'reading' };
    const [answer, maker] = await Promise.all([
      this.#ask({ kind: 'read', path: this.path }),
      this.#buffers().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
    ]);
    if (this.#isEnded) return;
    if (maker instanceof Error) this.state.value = { is: 'no-editor', said: maker.message };
    else if (answer.kind === 'refused' && answer.code === 'ENOENT') this.#begin(maker, undefined);
    else if (answer.kind === 'refused') this.state.value = { is: 'refused', code: answer.code };
    else if (answer.kind === 'too-large') this.state.value = { is: 'too-large', size: answer.size };
    else if (answer.kind === 'read') {
      this.stat.value = answer.stat;
      this.mayWrite.value = answer.mayWrite;
      this.#begin(maker, answer.bytes);
    } else throw unexpected('read', answer);
  }

  /** Looks whether somebody else has changed the file. */
  async look(): Promise<void> {
    const answer = await this.#ask({ kind: 'read', path: this.path });
    if (this.#isEnded || this.isSaving.peek()) return;
    if (answer.kind === 'read') {
      this.stat.value = answer.stat;
      this.mayWrite.value = answer.mayWrite;
      this.#meet(answer.bytes);
    } else if (answer.kind === 'refused' && answer.code === 'ENOENT' && this.#began !== undefined) {
      this.theirs.value = null;
    } else if (answer.kind === 'refused' && answer.code !== 'ENOENT') this.mayWrite.value = false;
  }

  /** @returns whether all of it is on the Pi now */
  async save(): Promise<boolean> {
    const { buffer } = this;
    if (buffer === undefined || this.isSaving.peek()) return false;
    // A text file's last line ends like any other: `cat` and `>>` rely on it.
    if (buffer.text() !== '' && !buffer.text().endsWith('\n')) buffer.replace(`${buffer.text()}\n`);
    const version = buffer.version.peek();
    const bytes = bytesOf(buffer.text());
    this.isSaving.value = true;
    // A new file takes no other's place: it began from nothing.
    const began = this.#began ?? new Uint8Array();
    const answer = await this.#ask({ kind: 'save', path: this.path, bytes, began });
    return batch(() => {
      this.isSaving.value = false;
      this.problem.value = undefined;
      this.wasReread.value = false;
      if (answer.kind === 'done') {
        this.#began = bytes;
        this.#savedVersion.value = version;
        this.isNew.value = false;
        this.theirs.value = undefined;
        if (answer.stat !== undefined) this.stat.value = answer.stat;
        this.savedAt.value = answer.stat?.modified;
        return true;
      }
      if (answer.kind === 'changed') this.theirs.value = answer.bytes;
      else if (answer.kind === 'refused' || answer.kind === 'too-large') {
        this.problem.value =
          answer.kind === 'refused'
            ? { is: 'refused', code: answer.code, path: answer.path }
            : { is: 'too-large', size: answer.size };
      } else throw unexpected('save', answer);
      return false;
    });
  }

  /** Takes over what somebody else wrote; what was typed here can be had back by undo. */
  takeTheirs(): void {
    const theirs = this.theirs.peek();
    if (theirs === undefined) return;
    this.theirs.value = undefined;
    if (theirs !== null) this.#take(theirs);
  }

  /** What was typed here stays, and takes its place with the next save. */
  keepMine(): void {
    const theirs = this.theirs.peek();
    if (theirs === undefined) return;
    this.#began = theirs ?? undefined;
    this.isNew.value = theirs === null;
    batch(() => {
      this.theirs.value = undefined;
      // Nothing of what is here is on the Pi any more, whatever was saved before.
      this.#savedVersion.value = undefined;
    });
  }

  /** As it was delivered; undefined: it never was, or it is no text. */
  async delivered(): Promise<string | undefined> {
    const answer = await this.#ask({ kind: 'delivered', path: this.path });
    return answer.kind === 'delivered' ? textOf(answer.bytes) : undefined;
  }

  end(): void {
    this.#isEnded = true;
    this.buffer?.end();
  }

  #begin(maker: Awaited<ReturnType<BufferMaker>>, bytes: Uint8Array | undefined): void {
    const text = bytes === undefined ? '' : textOf(bytes);
    if (text === undefined) {
      this.state.value = { is: 'no-text' };
      return;
    }
    const language = languageOf(this.path, text);
    this.#language.value = language;
    const buffer = maker(this, text, language);
    batch(() => {
      this.#began = bytes;
      this.isNew.value = bytes === undefined;
      this.#savedVersion.value = buffer.version.peek();
      this.state.value = { is: 'open', buffer };
    });
  }

  /** The Pi's file holds these bytes now. */
  #meet(bytes: Uint8Array): void {
    if (this.#began !== undefined && sameBytes(bytes, this.#began)) {
      this.theirs.value = undefined;
      return;
    }
    const { buffer } = this;
    if (buffer === undefined) return;
    if (sameBytes(bytes, bytesOf(buffer.text()))) {
      batch(() => {
        this.#began = bytes;
        this.isNew.value = false;
        this.theirs.value = undefined;
        this.#savedVersion.value = buffer.version.peek();
      });
    } else if (this.isUnsaved.peek()) this.theirs.value = bytes;
    else {
      this.#take(bytes);
      this.wasReread.value = true;
    }
  }

  #take(bytes: Uint8Array): void {
    const text = textOf(bytes);
    const { buffer } = this;
    if (buffer === undefined) return;
    if (text === undefined) {
      this.state.value = { is: 'no-text' };
      buffer.end();
      return;
    }
    batch(() => {
      buffer.replace(text);
      this.#began = bytes;
      this.isNew.value = false;
      this.#savedVersion.value = buffer.version.peek();
    });
  }

  #ask(request: FileRequest): Promise<FileAnswer> {
    return this.#lab.files(this.host, request, this.edit.peek()?.editing);
  }
}

const unexpected = (asked: string, answer: FileAnswer): Error =>
  new Error(`the lab answered "${answer.kind}" to the request "${asked}" of the editor`);
