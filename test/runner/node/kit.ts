import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import { TestLab } from '../../kit/lab.ts';

const node = new URL('../../../runtime/runner/on-node/node-thread.ts', import.meta.url);

export const PUB = 'rpi-pub#1';

/** A lab whose `node` runs in threads. */
export class NodeLab {
  readonly test: TestLab;
  readonly threads: ProgramThreads;
  #coloured = '';

  private constructor(test: TestLab, threads: ProgramThreads) {
    this.test = test;
    this.threads = threads;
    const terminal = test.lab.terminal(PUB);
    const { output } = terminal;
    terminal.output = (text) => {
      this.#coloured += text;
      output(text);
    };
  }

  static async open(): Promise<NodeLab> {
    const threads = new ProgramThreads({ clockRuns: false, entries: { node, python3: node } });
    const test = await TestLab.open(
      { terminals: ['rpi-pub', 'rpi-sub', 'rpi-broker', 'rpi-pub'], programs: threads },
      threads,
    );
    return new NodeLab(test, threads);
  }

  /** Puts a file into pi's home on rpi-pub. */
  write(name: string, text: string): void {
    this.test.lab.pi('rpi-pub').files.writeFile(`/home/pi/${name}`, text);
  }

  /** Runs a line on rpi-pub. @param ms that pass on the lab's clock then @returns what the screen showed of it, without the line and the prompt */
  async run(line: string, ms = 0): Promise<string> {
    const before = this.test.screen(PUB).length;
    await this.test.type(PUB, line);
    if (ms > 0) await this.test.clock.advance(ms);
    return this.test
      .screen(PUB)
      .slice(before)
      .replace(/^.*\n/, '')
      .replace(/[^\n]*\$ $/, '');
  }

  /** The first screen with its colours. */
  coloured(): string {
    return this.#coloured;
  }

  end(): void {
    this.test.lab.end();
  }
}
