/**
 * A terminal line (tty(4), termios(3)): the line discipline between a screen and a session of
 * processes. Keys come in by `input`; what processes write goes out by `output`, a newline as
 * carriage return and newline (ONLCR). Signals go to the foreground group, which alone may read.
 *
 * Flow control: the screen says with `drawn` how much it has drawn; writers wait while more than
 * 64 Ki units are under way, and between ^S and ^Q.
 */
import type { TerminalId } from '#runtime/events/event.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Session, Task } from '../kernel/task.ts';
import type { Signal } from '../process.ts';
import type { TerminalDevice, TerminalMode } from '../system.ts';
import { LineEditor, shown } from './line-editor.ts';
import { TtyDescription } from './tty-description.ts';

const MAX_UNDRAWN = 65_536;
/** So much of one write goes out at once: ^C and other writers come in between. */
const MAX_WRITE = 4_096;
/** Keys that nobody reads: what comes beyond is refused. */
const MAX_UNREAD = 65_536;

const SIGNAL_KEYS: Readonly<Record<string, Signal>> = { '\x03': 'SIGINT', '\x1a': 'SIGTSTP', '\x1c': 'SIGQUIT' };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface TtyOptions {
  readonly id: TerminalId;
  readonly kernel: Kernel;
  readonly columns: number;
  readonly rows: number;
  /** The number in /dev/pts that it would like; absent: the lowest that is free. */
  readonly number?: number;
  readonly output: (text: string) => void;
}

export class Tty implements TerminalDevice {
  readonly id: TerminalId;
  readonly description: TtyDescription;
  /** `/dev/pts/0` */
  readonly name: string;
  foreground = 0;
  readonly #number: number;
  readonly #kernel: Kernel;
  readonly #output: (text: string) => void;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #editor = new LineEditor();
  #mode: TerminalMode = { canonical: true, echo: true, signals: true };
  #columns: number;
  #rows: number;
  /** What may be read: lines in canonical mode; an empty one is an end of input. */
  #unread: Uint8Array[] = [];
  #unreadBytes = 0;
  #undrawn = 0;
  #isHeld = false;
  #isHungUp = false;
  #session: Session | undefined;
  #owner = 'root';

  constructor(options: TtyOptions) {
    this.id = options.id;
    this.#kernel = options.kernel;
    this.#columns = options.columns;
    this.#rows = options.rows;
    this.#output = options.output;
    this.description = new TtyDescription(this);
    this.#number = options.kernel.takeLine(this, options.number ?? 0);
    this.name = `/dev/pts/${this.#number}`;
  }

  /** Who opened it: owner of its file in /dev/pts. */
  get owner(): string {
    return this.#owner;
  }

  /** The session leader that it controls from now on. */
  attach(leader: Task): void {
    this.#session = leader.session;
    this.#owner = leader.user;
    this.foreground = leader.group;
  }

  get columns(): number {
    return this.#columns;
  }

  get rows(): number {
    return this.#rows;
  }

  get mode(): TerminalMode {
    return this.#mode;
  }

  set mode(mode: TerminalMode) {
    // What was typed of a line is the reader's as it stands (n_tty: "the pending data is made readable").
    if (this.#mode.canonical && !mode.canonical) {
      const begun = this.#editor.take();
      if (begun.length > 0) this.#deliver(begun);
    }
    const cooks = !this.#mode.canonical && mode.canonical;
    this.#mode = mode;
    if (cooks) this.#cook();
  }

  /** What was pasted ahead of a command that reads lines becomes lines; it was shown, or not, when it came. */
  #cook(): void {
    const ahead = this.#unread.map((bytes) => decoder.decode(bytes)).join('');
    this.#unread = [];
    this.#unreadBytes = 0;
    for (const character of ahead) {
      const { line } = this.#editor.key(character === '\r' ? '\n' : character);
      if (line !== undefined) this.#deliver(line);
    }
  }

  resize(columns: number, rows: number): void {
    if (columns === this.#columns && rows === this.#rows) return;
    this.#columns = columns;
    this.#rows = rows;
    this.#kernel.signalGroup(this.foreground, 'SIGWINCH');
  }

  // ---- keys ----------------------------------------------------------------------------------

  input(text: string): void {
    if (this.#isHungUp) return;
    let raw = '';
    for (const character of text) {
      if (this.#isControl(character)) {
        this.#deliverRaw(raw);
        raw = '';
        this.#control(character);
      } else if (this.#mode.canonical) this.#edit(character === '\r' && !this.#editor.isLiteral ? '\n' : character);
      else raw += character;
    }
    this.#deliverRaw(raw);
  }

  #isControl(character: string): boolean {
    if (!this.#mode.signals || this.#editor.isLiteral) return false;
    return character in SIGNAL_KEYS || character === '\x13' || character === '\x11';
  }

  #control(character: string): void {
    const signal = SIGNAL_KEYS[character];
    if (signal === undefined) {
      this.#isHeld = character === '\x13';
      this.description.changed.wake();
      return;
    }
    this.#isHeld = false;
    this.#editor.take();
    this.#unread = [];
    this.#unreadBytes = 0;
    if (this.#mode.echo) this.#print(shown(character));
    this.#kernel.signalGroup(this.foreground, signal);
    this.description.changed.wake();
  }

  #edit(character: string): void {
    if (this.#unreadBytes >= MAX_UNREAD) return this.#print('\x07');
    const { echo, line } = this.#editor.key(character);
    if (this.#mode.echo && echo !== '') this.#print(echo.replaceAll('\n', '\r\n'));
    if (line !== undefined) this.#deliver(line);
  }

  #deliverRaw(text: string): void {
    if (text === '' || this.#unreadBytes >= MAX_UNREAD) return;
    if (this.#mode.echo) this.#print([...text].map(shown).join(''));
    this.#deliver(encoder.encode(text));
  }

  #deliver(bytes: Uint8Array): void {
    this.#unread.push(bytes);
    this.#unreadBytes += bytes.length;
    this.description.changed.wake();
  }

  // ---- the processes' side -------------------------------------------------------------------

  /**
   * @returns a line, or a part of one; null at the end of input; undefined: nothing yet
   * @throws SystemError `EIO` to a background process that cannot be stopped
   */
  read(max: number, reader: Task): Uint8Array | null | undefined {
    if (this.#isHungUp) return null;
    if (reader.session === this.#session && reader.group !== this.foreground) {
      if (reader.ignores('SIGTTIN') || this.#kernel.isOrphaned(reader.group)) throw new SystemError('EIO');
      this.#kernel.signalGroup(reader.group, 'SIGTTIN');
      return undefined;
    }
    const first = this.#unread.shift();
    if (first === undefined) return undefined;
    if (first.length === 0) return null;
    const taken = first.subarray(0, max);
    if (taken.length < first.length) this.#unread.unshift(first.subarray(max));
    this.#unreadBytes -= taken.length;
    return taken;
  }

  /** poll(2). To a background process keys are no news. */
  isReadable(reader: Task): boolean {
    const isBackground = reader.session === this.#session && reader.group !== this.foreground;
    return this.#isHungUp || (!isBackground && this.#unread.length > 0);
  }

  /** @returns how many bytes went out; 0: not now. @throws SystemError `EIO` after a hang-up */
  write(bytes: Uint8Array, writer: Task): number {
    if (this.#isHungUp) throw new SystemError('EIO');
    const isBackground = writer.session === this.#session && writer.group !== this.foreground;
    if (isBackground && this.#mode.stopsWriters === true && !writer.ignores('SIGTTOU')) {
      if (this.#kernel.isOrphaned(writer.group)) throw new SystemError('EIO');
      this.#kernel.signalGroup(writer.group, 'SIGTTOU');
      return 0;
    }
    if (this.#isHeld || this.#undrawn >= MAX_UNDRAWN) return 0;
    const taken = bytes.subarray(0, MAX_WRITE);
    const text = this.#decoder.decode(taken, { stream: true });
    // A return that is there already (from a terminal elsewhere, through ssh) is not doubled.
    this.#print(this.#mode.post === false ? text : text.replace(/\r?\n/g, '\r\n'));
    return taken.length;
  }

  /** Shown between what the processes write: wall(1). */
  announce(text: string): void {
    if (!this.#isHungUp) this.#print(text.replaceAll('\n', '\r\n'));
  }

  #print(text: string): void {
    if (text === '') return;
    this.#undrawn += text.length;
    this.#output(text);
  }

  // ---- the screen's side ---------------------------------------------------------------------

  /** @param units UTF-16 units of `output` that are on the screen now */
  drawn(units: number): void {
    const wasFull = this.#undrawn >= MAX_UNDRAWN;
    this.#undrawn = Math.max(0, this.#undrawn - units);
    if (wasFull && this.#undrawn < MAX_UNDRAWN) this.description.changed.wake();
  }

  /** The screen is gone: vhangup(2). Readers see the end, writers `EIO`. */
  hangUp(): void {
    if (this.#isHungUp) return;
    this.#isHungUp = true;
    this.#kernel.freeLine(this.#number);
    const session = this.#session;
    if (session !== undefined) {
      this.#kernel.signalGroup(session.leader, 'SIGHUP');
      this.#kernel.signalGroup(session.leader, 'SIGCONT');
      this.#kernel.signalGroup(this.foreground, 'SIGHUP');
      this.#kernel.signalGroup(this.foreground, 'SIGCONT');
      session.terminal = undefined;
    }
    this.description.changed.wake();
  }
}
