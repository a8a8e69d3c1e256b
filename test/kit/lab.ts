import { Lab, type LabOptions } from '#runtime/lab/lab.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import type { EventOf, LabEvent, TerminalId } from '#runtime/events/event.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { manualClock, type Beside } from './clock.ts';

/** A lab on a clock that a test moves, with what its screens showed and what its log said. */
export class TestLab {
  readonly clock: ManualClock;
  readonly lab: Lab;
  readonly events: LabEvent[] = [];
  readonly #screens = new Map<TerminalId, string>();

  private constructor(clock: ManualClock, lab: Lab) {
    this.clock = clock;
    this.lab = lab;
    lab.log.fold((event) => this.events.push(event));
    for (const { id } of lab.terminals) {
      this.#screens.set(id, '');
      const terminal = lab.terminal(id);
      terminal.output = (text) => {
        this.#screens.set(id, `${this.#screens.get(id)}${text}`);
        terminal.drawn(text.length);
      };
    }
  }

  /** @param beside learners' programs, in threads of their own */
  static async open(options: Partial<LabOptions> = {}, beside?: Beside): Promise<TestLab> {
    const clock = manualClock(undefined, beside);
    const test = new TestLab(
      clock,
      new Lab({
        clock,
        seed: 1,
        ...WHOLE_LAB,
        terminals: ['rpi-broker', 'rpi-broker'],
        ...options,
      }),
    );
    await clock.settle();
    await test.lab.ready;
    return test;
  }

  /** Types a line and Enter, and lets everything happen that takes no time. */
  async type(terminal: TerminalId, line: string): Promise<void> {
    await this.keys(terminal, `${line}\r`);
  }

  async keys(terminal: TerminalId, keys: string): Promise<void> {
    this.lab.terminal(terminal).input(keys);
    await this.clock.settle();
  }

  /** Everything a screen was sent, without colours and other control sequences. */
  screen(terminal: TerminalId): string {
    // eslint-disable-next-line no-control-regex
    return (this.#screens.get(terminal) ?? '')
      .replace(/\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>c])/g, '')
      .replaceAll('\r', '');
  }

  of<Kind extends LabEvent['kind']>(kind: Kind): EventOf<Kind>[] {
    return this.events.filter((event): event is EventOf<Kind> => event.kind === kind);
  }
}
