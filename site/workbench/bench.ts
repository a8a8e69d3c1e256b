/**
 * What the parts of one workbench share: the lab, a screen for each terminal, and which terminal is
 * in front of each pane.
 */
import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TerminalId } from '#runtime/events/event.ts';
import type { TerminalInfo } from '#runtime/lab/messages.ts';
import type { PanelName } from '#runtime/lesson/lesson.ts';
import type { LabConnection } from '../client/lab-connection.ts';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import type { Panels } from './layout/panels.ts';
import { LineWatch } from './terminal/line-watch.ts';
import { TerminalScreen } from './terminal/terminal-screen.ts';
import { Typist } from './terminal/typist.ts';

export type View = 'lesson' | 'terminals' | 'wire' | PanelName;

export interface BenchOptions {
  readonly lab: LabConnection;
  readonly view: Signal<View>;
  readonly text: WorkbenchText;
  readonly panels: Panels;
  /** Hears of every key that goes to a terminal. */
  readonly pressed: () => void;
}

export class Bench {
  readonly lab: LabConnection;
  readonly view: Signal<View>;
  /** What stands open beside terminals and wire. */
  readonly panels: Panels;
  /** Two panes beside each other, or one with all tabs. */
  readonly twoPanes: Signal<boolean> = signal(true);
  readonly panes: ReadonlySignal<readonly (readonly TerminalInfo[])[]>;
  /** The terminal in front of each pane, and of the only one. */
  readonly #front: Signal<ReadonlyMap<number, TerminalId>> = signal(new Map());
  readonly #last: Signal<TerminalId | undefined> = signal(undefined);
  readonly #text: WorkbenchText;
  readonly #screens = new Map<TerminalId, { screen: TerminalScreen; line: LineWatch }>();
  readonly #typist: Typist;
  #early: { terminal: TerminalId; text: string }[] = [];
  readonly #endFollowing: () => void;

  readonly #pressed: () => void;

  constructor({ lab, view, text, panels, pressed }: BenchOptions) {
    this.#pressed = pressed;
    this.lab = lab;
    this.view = view;
    this.panels = panels;
    this.#text = text;
    this.panes = computed(() => dealOut(lab.terminals.value, this.twoPanes.value));
    this.#typist = new Typist(
      {
        show: (terminal) => this.show(terminal),
        press: (terminal, key) => this.#press(terminal, key),
        lineBegun: (terminal) => this.#screens.get(terminal)?.line.begun ?? false,
      },
      {
        timer(ms, run) {
          const timer = setTimeout(run, ms);
          return { cancel: () => clearTimeout(timer) };
        },
      },
    );
    this.#endFollowing = this.#followLab();
  }

  screen(terminal: TerminalId): TerminalScreen | undefined {
    return this.#screens.get(terminal)?.screen;
  }

  /** The terminal in front of a pane. */
  front(pane: number): TerminalId | undefined {
    const tabs = this.panes.value[pane] ?? [];
    const chosen = this.twoPanes.value ? this.#front.value.get(pane) : this.#last.value;
    return tabs.some(({ id }) => id === chosen) ? chosen : tabs[0]?.id;
  }

  /** The terminal that was used last: what the key row types into. */
  used(): TerminalScreen | undefined {
    const terminal = this.#last.value ?? this.front(0);
    return terminal === undefined ? undefined : this.screen(terminal);
  }

  bringToFront(terminal: TerminalId): void {
    this.#last.value = terminal;
    if (this.panes.value.some((_, pane) => this.front(pane) === terminal)) return;
    const pane = this.panes.value.findIndex((tabs) => tabs.some(({ id }) => id === terminal));
    if (this.twoPanes.value && pane >= 0) this.#front.value = new Map(this.#front.value).set(pane, terminal);
  }

  /** In front, in view on a phone too, and ready for keys. */
  show(terminal: TerminalId): void {
    this.bringToFront(terminal);
    this.view.value = 'terminals';
    this.screen(terminal)?.focus();
  }

  /** In view on a phone too. */
  openEditor(): void {
    this.panels.editor.value = true;
    if (this.view.value !== 'lesson') this.view.value = 'editor';
  }

  /** Waits for the terminal, should the lab still be starting. */
  type(terminal: TerminalId, text: string): void {
    if (this.#screens.has(terminal)) this.#typist.type(terminal, text);
    else this.#early.push({ terminal, text });
  }

  /** Types a command and presses Enter: the learner has said "run". */
  run(terminal: TerminalId, command: string): void {
    this.#typist.type(terminal, command, true);
  }

  end(): void {
    this.#typist.stop();
    this.#endFollowing();
    for (const { screen } of this.#screens.values()) screen.end();
    this.#screens.clear();
  }

  /** Keeps a screen for each terminal; a lab that starts again begins with empty ones. */
  #followLab(): () => void {
    let generation = 0;
    return effect(() => {
      const terminals = this.lab.terminals.value;
      const started = this.lab.generation.value;
      untracked(() => {
        this.#arrange(terminals, started !== generation);
      });
      generation = started;
    });
  }

  #arrange(terminals: readonly TerminalInfo[], afresh: boolean): void {
    for (const [id, { screen, line }] of this.#screens) {
      if (!terminals.some((terminal) => terminal.id === id)) {
        screen.end();
        this.#screens.delete(id);
      } else if (afresh) {
        screen.reset();
        line.reset();
      }
    }
    if (afresh) this.#typist.stop();
    for (const terminal of terminals) if (!this.#screens.has(terminal.id)) this.#add(terminal, terminals);
    const early = this.#early;
    this.#early = [];
    for (const { terminal, text } of early) this.type(terminal, text);
  }

  #add(terminal: TerminalInfo, all: readonly TerminalInfo[]): void {
    const line = new LineWatch();
    const screen = new TerminalScreen({
      lab: this.lab,
      id: terminal.id,
      label: this.#text.terminal.leave(terminalName(terminal, all, this.#text)),
      notLoaded: this.#text.terminal.notLoaded,
      keys: (text) => {
        this.#typist.stop();
        this.#press(terminal.id, text);
      },
    });
    this.#screens.set(terminal.id, { screen, line });
  }

  #press(terminal: TerminalId, text: string): void {
    this.#screens.get(terminal)?.line.keys(text);
    this.#pressed();
    this.lab.send({ type: 'keys', terminal, text });
  }
}

/** `rpi-pub`; with a session where its host has several terminals. */
export function terminalName(terminal: TerminalInfo, all: readonly TerminalInfo[], text: WorkbenchText): string {
  const alone = all.filter(({ host }) => host === terminal.host).length === 1;
  return alone ? terminal.host : text.terminal.session(terminal.host, terminal.session);
}

/** Two panes: the last terminal has the right one to itself, as the subscriber of the talk does. */
export function dealOut(terminals: readonly TerminalInfo[], two: boolean): readonly (readonly TerminalInfo[])[] {
  if (!two || terminals.length < 2) return [terminals];
  return [terminals.slice(0, -1), terminals.slice(-1)];
}
