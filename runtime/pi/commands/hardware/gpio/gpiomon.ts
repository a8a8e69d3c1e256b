import type { LineHandle, PiProcess } from '../../../system.ts';
import { Failure } from '../../command.ts';
import { ACTIVE_LOW_OPTION, BIAS_OPTION, openChip, readBias, readOffsets, requestLines } from './chip.ts';
import { completeLines } from './complete-lines.ts';
import { gpioProgram, VERSION_OPTION } from './gpio-program.ts';

/** An edge, and when it came by the clock that began with the system. */
interface Edge {
  readonly offset: number;
  readonly isRising: boolean;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** gpiomon(1) of libgpiod. */
export const gpiomon = gpioProgram({
  page: {
    name: 'gpiomon',
    section: 1,
    summary: 'wait for changes of GPIO lines',
    synopsis: ['gpiomon [OPTION]... CHIP LINE...'],
    description: [
      'Makes lines of CHIP inputs and prints every change of their levels, until ^C. The time is that since the system began.',
      'FORMAT is text with %o, the line, %e, 1 for a rising and 0 for a falling edge, %s and %n, seconds and nanoseconds.',
      'A line that was an output does not drive any more after that: an LED at it goes out.',
    ],
    options: [
      ['-n, --num-events=NUM', 'end after so many'],
      ['-s, --silent', 'print nothing'],
      ['-r, --rising-edge', 'only from 0 to 1'],
      ['-f, --falling-edge', 'only from 1 to 0'],
      ['-b, --line-buffered', 'hold no line back, also in a pipe'],
      ['-F, --format=FORMAT', 'print this for each'],
      BIAS_OPTION,
      ACTIVE_LOW_OPTION,
      VERSION_OPTION,
    ],
    examples: [['gpiomon -n 1 gpiochip0 4', 'waits for one change of GPIO 4']],
    exitStatus: [
      ['0', 'it was ended, or has seen as many as it should'],
      ['1', 'a line is used by somebody else, or there is no such one'],
    ],
    differences: ['Nothing is wired to the inputs of this Pi: what changes them is their pull, *pinctrl set 4 pu*.'],
    seeAlso: ['gpioget(1)', 'gpioset(1)', 'pinctrl(1)'],
  },
  failing: 'error waiting for events',
  complete: completeLines(),
  run: async (process, { options, operands }, out) => {
    const limit = readNumber(options.get('n'));
    const bias = readBias(options.get('B'));
    if (options.has('b')) out.buffering = 'line';
    const [word, ...words] = operands;
    if (word === undefined) throw new Failure('gpiochip must be specified');
    if (words.length === 0) throw new Failure('at least one GPIO line offset must be specified');
    const wishes = readOffsets(words).map((offset) => ({
      offset,
      options: {
        direction: 'in',
        activeLow: options.has('l'),
        ...(bias === undefined ? {} : { bias }),
        consumer: 'gpiomon',
      } as const,
    }));
    const both = options.has('r') === options.has('f');
    const edges = new Edges(process, requestLines(openChip(process, word), wishes));
    let seen = 0;
    for (let edge = await edges.next(); edge !== undefined; edge = await edges.next()) {
      if (!both && edge.isRising !== options.has('r')) continue;
      if (!options.has('s')) await out.write(`${textOf(edge, options.get('F'))}\n`);
      seen += 1;
      if (seen === limit) break;
    }
    return 0;
  },
});

/** @returns 0: without end */
const readNumber = (word: string | undefined): number => {
  if (word === undefined) return 0;
  if (!/^[\t-\r ]*\+?\d+$/.test(word)) throw new Failure(`invalid number: ${word}`);
  return Number(word);
};

/** Edges as they come, until SIGINT or SIGTERM. */
class Edges {
  readonly #waiting: Edge[] = [];
  #isOver = false;
  #wake: () => void = () => {};

  constructor(process: PiProcess, lines: readonly LineHandle[]) {
    for (const line of lines) {
      line.onChange((level) => {
        const nanoseconds = BigInt(Math.round((process.clock.now() - process.machine.booted) * 1_000)) * 1_000n;
        const [seconds, rest] = [nanoseconds / 1_000_000_000n, nanoseconds % 1_000_000_000n];
        const { offset } = line;
        this.#waiting.push({ offset, isRising: level === 1, seconds: Number(seconds), nanoseconds: Number(rest) });
        this.#wake();
      });
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.onSignal(signal, () => {
        this.#isOver = true;
        this.#wake();
      });
    }
  }

  /** @returns undefined at the end */
  async next(): Promise<Edge | undefined> {
    while (this.#waiting.length === 0 && !this.#isOver) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#isOver ? undefined : this.#waiting.shift();
  }
}

const textOf = ({ offset, isRising, seconds, nanoseconds }: Edge, format: string | undefined): string => {
  const fraction = String(nanoseconds).padStart(9, '0');
  if (format === undefined) {
    const edge = isRising ? ' RISING EDGE' : 'FALLING EDGE';
    return `event: ${edge} offset: ${offset} timestamp: [${String(seconds).padStart(8)}.${fraction}]`;
  }
  const fields: Readonly<Record<string, string>> = {
    '%o': String(offset),
    '%e': isRising ? '1' : '0',
    '%s': String(seconds),
    '%n': fraction,
    '%%': '%',
  };
  return format.replace(/%./g, (field) => fields[field] ?? field);
};
