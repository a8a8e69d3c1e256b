/**
 * One terminal of a Pi as the page has it: xterm.js between the lab's output and the learner's keys.
 * It takes output from the first moment on, whether it is in view or not, and says what it has
 * drawn, so that a flood waits for the page and never the other way round. It is put into the
 * document when it first has room there.
 */
import type { FitAddon } from '@xterm/addon-fit';
import { signal, type Signal } from '@preact/signals';
import type { Terminal } from '@xterm/xterm';
import type { TerminalId } from '#runtime/events/event.ts';
import type { LabConnection } from '../../client/lab-connection.ts';
import { keyOwner, withControl } from './terminal-keys.ts';
import { takeInsertedText } from './inserted-text.ts';
import { terminalTheme } from './terminal-theme.ts';
import { terminalWidths } from './terminal-widths.ts';

const FONT_SIZE = 13;
const SCROLLBACK = 2_000;
/** Longer than this nobody waits for the font: the terminal is drawn with another until it is there. */
const FONT_PATIENCE = 600;
/** UTF-16 units. xterm looks at the clock between two writes only: a longer one would hold the page up. */
const LONGEST_WRITE = 2_048;

interface Machinery {
  readonly Terminal: typeof Terminal;
  readonly FitAddon: typeof FitAddon;
}

let machinery: Promise<Machinery> | undefined;

/** Fetches xterm.js once a page, as soon as it is known to be wanted. */
export function terminalMachinery(): Promise<Machinery> {
  machinery ??= Promise.all([import('@xterm/xterm'), import('@xterm/addon-fit')]).then(
    ([{ Terminal }, { FitAddon }]) => ({ Terminal, FitAddon }),
  );
  return machinery;
}

export interface TerminalScreenOptions {
  readonly lab: Pick<LabConnection, 'send' | 'onOutput'>;
  readonly id: TerminalId;
  /** What a screen reader says on entering it; tells how to leave. */
  readonly label: string;
  /** What to say in its place when the script of xterm.js does not come. */
  readonly notLoaded: (said: string) => string;
  /** What the learner typed or pasted. */
  readonly keys: (text: string) => void;
}

export class TerminalScreen {
  readonly id: TerminalId;
  /** Belongs into a panel; xterm fills it. */
  readonly element: HTMLElement = document.createElement('div');
  /** Ctrl was tapped: it counts for the next key. */
  readonly control: Signal<boolean> = signal(false);
  readonly #options: TerminalScreenOptions;
  readonly #size: ResizeObserver;
  readonly #endOutput: () => void;
  #terminal: Terminal | undefined;
  #fit: FitAddon | undefined;
  #kept: string[] = [];
  #opened = false;
  #wantsFocus = false;
  /** How often the Pi was started afresh. */
  #start = 0;
  #ended = false;

  constructor(options: TerminalScreenOptions) {
    this.#options = options;
    this.id = options.id;
    this.element.className = 'wb-screen';
    this.#size = new ResizeObserver(() => this.#fitToRoom());
    this.#size.observe(this.element);
    this.#endOutput = options.lab.onOutput(options.id, (text) => this.#write(text));
    void this.#load();
  }

  /** Now, or as soon as it is in view. */
  focus(): void {
    // Not before it is drawn: between `#open` and its fonts there is nothing yet that could take the keys.
    const inView = this.#terminal?.element !== undefined && this.element.clientWidth > 0;
    this.#wantsFocus = !inView;
    if (inView) this.#terminal?.focus();
  }

  /** Keys from beside the keyboard, as if typed. */
  input(text: string): void {
    if (this.#terminal === undefined) this.#keys(text);
    else this.#terminal.input(text, true);
  }

  /** Up, down, right, left. Arrows read differently while a full-screen program runs. */
  arrow(direction: 'A' | 'B' | 'C' | 'D'): void {
    const application = this.#terminal?.modes.applicationCursorKeysMode ?? false;
    this.input(`\x1b${application ? 'O' : '['}${direction}`);
  }

  /** The line of the cursor up to the cursor, also where the screen has broken it; a shell that waits has its prompt there. */
  cursorLine(): string {
    const buffer = this.#terminal?.buffer.active;
    if (buffer === undefined) return '';
    let at = buffer.baseY + buffer.cursorY;
    let text = buffer.getLine(at)?.translateToString(false, 0, buffer.cursorX) ?? '';
    while (buffer.getLine(at)?.isWrapped === true && at > 0) {
      at -= 1;
      text = (buffer.getLine(at)?.translateToString(false) ?? '') + text;
    }
    return text;
  }

  /** The Pi was started afresh. */
  reset(): void {
    this.#kept = [];
    this.#start += 1;
    // RIS, not xterm's own reset: it takes its turn behind output that is still to be drawn.
    this.#terminal?.write('\x1bc\x1b[?47l');
    this.#tellSize();
  }

  end(): void {
    this.#ended = true;
    this.#size.disconnect();
    this.#endOutput();
    this.#terminal?.dispose();
    this.element.remove();
  }

  #keys(text: string): void {
    const held = this.control.value;
    this.control.value = false;
    this.#options.keys(held ? withControl(text) : text);
  }

  async #load(): Promise<void> {
    let loaded: Machinery;
    try {
      loaded = await terminalMachinery();
    } catch (error) {
      this.element.textContent = this.#options.notLoaded(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#ended) return;
    const { Terminal, FitAddon } = loaded;
    const terminal = new Terminal({
      cols: 80,
      rows: 24,
      scrollback: SCROLLBACK,
      fontSize: FONT_SIZE,
      lineHeight: 1.1,
      fontWeightBold: 600,
      cursorBlink: matchMedia('(prefers-reduced-motion: no-preference)').matches,
      cursorInactiveStyle: 'outline',
      minimumContrastRatio: 4.5,
      macOptionIsMeta: true,
      // Only the table of widths: xterm's interface for it may change.
      allowProposedApi: true,
    });
    terminal.unicode.register(terminalWidths);
    terminal.unicode.activeVersion = terminalWidths.version;
    this.#fit = new FitAddon();
    terminal.loadAddon(this.#fit);
    terminal.onData((text) => this.#keys(text));
    terminal.onResize(() => this.#tellSize());
    terminal.attachCustomKeyEventHandler((event) => this.#mine(event));
    // "Back to the normal screen", where it is already: xterm hides the cursor until something like
    // this or the first focus, and a prompt without a cursor looks dead.
    terminal.write('\x1b[?47l');
    this.#terminal = terminal;
    const kept = this.#kept;
    this.#kept = [];
    for (const text of kept) this.#write(text);
    this.#fitToRoom();
  }

  #write(text: string): void {
    if (this.#terminal === undefined) {
      this.#kept.push(text);
      return;
    }
    const start = this.#start;
    let at = 0;
    for (; at + LONGEST_WRITE < text.length; at += LONGEST_WRITE)
      this.#terminal.write(text.slice(at, at + LONGEST_WRITE));
    this.#terminal.write(text.slice(at), () => {
      // What an earlier lab had said is nothing that this one waits for.
      if (!this.#ended && start === this.#start)
        this.#options.lab.send({ type: 'drawn', terminal: this.id, units: text.length });
    });
  }

  #fitToRoom(): void {
    if (this.#terminal === undefined || this.element.clientWidth === 0 || this.element.clientHeight === 0) return;
    if (!this.#opened) {
      void this.#open(this.#terminal);
      return;
    }
    this.#fit?.fit();
    if (this.#wantsFocus) this.focus();
  }

  async #open(terminal: Terminal): Promise<void> {
    this.#opened = true;
    const family = getComputedStyle(this.element).fontFamily;
    const faces = Promise.all(
      ['400', '600'].map((weight) => document.fonts.load(`${weight} ${FONT_SIZE}px ${family}`)),
    );
    const inTime = await Promise.race([faces.then(() => true), new Promise((late) => setTimeout(late, FONT_PATIENCE))]);
    if (this.#ended) return;
    terminal.options.fontFamily = inTime === true ? family : 'monospace';
    terminal.options.theme = terminalTheme(this.element);
    terminal.open(this.element);
    terminal.options.screenReaderMode = true;
    this.#dressInput(terminal);
    this.#fit?.fit();
    this.#tellSize();
    if (this.#wantsFocus) this.focus();
    if (inTime === true) return;
    await faces;
    if (this.#ended) return;
    terminal.options.fontFamily = family;
    this.#fit?.fit();
  }

  /** Phones correct what is typed, and magnify a page whose input has small type. */
  #dressInput({ textarea }: Terminal): void {
    if (textarea === undefined) return;
    textarea.setAttribute('autocapitalize', 'off');
    textarea.setAttribute('autocorrect', 'off');
    textarea.setAttribute('autocomplete', 'off');
    textarea.spellcheck = false;
    textarea.setAttribute('aria-label', this.#options.label);
    takeInsertedText(textarea, (text) => this.#keys(text));
  }

  #tellSize(): void {
    if (!this.#opened || this.#terminal === undefined) return;
    const { cols: columns, rows } = this.#terminal;
    this.#options.lab.send({ type: 'resize', terminal: this.id, columns, rows });
  }

  /** @returns whether xterm shall take the key */
  #mine(event: KeyboardEvent): boolean {
    const owner = keyOwner(event, this.#terminal?.hasSelection() ?? false);
    if (owner === 'copy' && event.type === 'keydown') {
      // The clipboard's own interface is closed to pages that came over plain http; this is not.
      document.execCommand('copy');
      this.#terminal?.clearSelection();
      event.preventDefault();
    }
    return owner === 'terminal';
  }
}
