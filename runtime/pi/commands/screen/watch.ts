import type { OpenFile, PiProcess } from '../../system.ts';
import { gnuDate } from '../../time/gnu-format.ts';
import { Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { readAll } from '../stdio.ts';
import { procps } from '../system/procps.ts';
import { cellsOf } from './less/styled-line.ts';
import type { Cell } from './less/styled-line.ts';
import { Keyboard } from './keyboard.ts';

const ENTER = '\x1b[?1049h\x1b[H\x1b[2J';
const LEAVE = '\x1b[?1049l';
/** As fast as it goes, and as slow: procps. */
const SHORTEST = 0.1;
const LONGEST = 4_294_967;
const BEEP = '\x07';

/** watch(1) of procps. */
export const watch = procps({
  page: {
    name: 'watch',
    section: 1,
    summary: 'run a command again and again and show its output',
    synopsis: ['watch [OPTION]... COMMAND'],
    description: [
      'Runs the command every two seconds and shows the beginning of its output on the whole screen, until ^C. The shell runs it: quotes protect pipes and wildcards from the first shell.',
    ],
    options: [
      ['-b, --beep', 'ring if the command fails'],
      ['-c, --color', 'let colours through'],
      [
        '-d[permanent], --differences[=permanent]',
        'mark what has changed since the last time, or with *permanent* ever',
      ],
      ['-e, --errexit', 'if the command fails, wait for a key and leave'],
      ['-g, --chgexit', 'leave when the output changes'],
      ['-n, --interval=SECONDS', 'that often, from 0.1 seconds'],
      ['-p, --precise', 'count the interval from beginning to beginning'],
      ['-q, --equexit=N', 'leave when the output has not changed for N times'],
      ['-t, --no-title', 'without the line at the top'],
      ['-w, --no-wrap', 'cut long lines'],
      ['-x, --exec', 'run the command without a shell'],
      ['-v', 'print the version'],
    ],
    exitStatus: [
      ['0', 'the output changed (-g) or did not (-q)'],
      ['1', 'the command line was wrong'],
      ['8', 'the command failed, with -e'],
    ],
    examples: [
      ['watch -n 1 date', 'every second'],
      ["watch -d 'ls -l /tmp | tail'", 'what changes there'],
    ],
    seeAlso: ['top(1)', 'sleep(1)'],
  },
  absent: 'C no-color follow',
  firstOperandEnds: true,
  run: async (process, { options, operands }, out) => {
    if (options.has('v')) {
      await out.write('watch (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    const seconds = intervalOf(options.get('n') ?? process.env['WATCH_INTERVAL'] ?? '2');
    if (operands.length === 0) throw new UsageProblem('');
    const keyboard = Keyboard.open(process);
    await out.write(ENTER);
    await out.flush();
    try {
      return await run(process, keyboard, options, operands, seconds);
    } finally {
      keyboard?.release();
      await process.stdout.write(LEAVE);
    }
  },
});

const intervalOf = (text: string): number => {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || Number.isNaN(value))
    throw new Failure(`failed to parse argument: '${text}': Invalid argument`);
  return Math.max(SHORTEST, Math.min(LONGEST, value));
};

const run = async (
  process: PiProcess,
  keyboard: Keyboard | undefined,
  options: ReadonlyMap<string, string>,
  words: readonly string[],
  seconds: number,
): Promise<number> => {
  let isOver = false;
  let isResized = false;
  process.onSignal('SIGINT', () => (isOver = true));
  process.onSignal('SIGTERM', () => (isOver = true));
  process.onSignal('SIGWINCH', () => (isResized = true));
  const painter = new Painter(process, options, words, seconds);
  let last: string | undefined;
  let same = 0;
  while (!isOver) {
    const began = process.clock.now();
    const { text, status } = await output(process, words, options.has('x'));
    if (isOver) break;
    await painter.paint(text, status);
    if (status !== 0 && options.has('e')) {
      await process.stdout.write(
        `\x1b[${size(process).rows};1H\x1b[Kcommand exit with a non-zero status, press a key to exit`,
      );
      while (keyboard !== undefined && !keyboard.has && !keyboard.ended && !isOver) await keyboard.arrives();
      return 8;
    }
    same = text === last ? same + 1 : 0;
    if (last !== undefined && text !== last && options.has('g')) return 0;
    if (options.has('q') && same >= Number(options.get('q'))) return 0;
    last = text;
    const until = (options.has('p') ? began : process.clock.now()) + seconds * 1_000;
    while (!isOver && process.clock.now() < until) {
      if (keyboard === undefined || keyboard.ended) await process.sleep(until - process.clock.now());
      else await keyboard.arrivesWithin(process, until - process.clock.now());
      // Keys mean nothing here.
      while (keyboard?.take() !== undefined);
      if (isResized) await painter.paint(text, status);
      isResized = false;
    }
  }
  return 0;
};

/** Output and errors of one run. */
const output = async (
  process: PiProcess,
  words: readonly string[],
  isBare: boolean,
): Promise<{ text: string; status: number }> => {
  const [reader, writer] = process.pipe();
  const input = process.fds.get(0);
  const files = new Map<number, OpenFile>([
    ...(input === undefined ? [] : [[0, input] as const]),
    [1, writer],
    [2, writer],
  ]);
  const argv = isBare ? ['env', '--', ...words] : ['sh', '-c', words.join(' ')];
  const pid = process.spawn({ run: isBare ? '/usr/bin/env' : '/bin/sh', argv, files });
  writer.close();
  const bytes = await readAll({ read: (max = 65_536) => reader.read(max) });
  reader.close();
  return { text: new TextDecoder().decode(bytes), status: (await process.wait(pid)).status };
};

const size = (process: PiProcess): { columns: number; rows: number } =>
  process.fds.get(1)?.terminal ?? process.terminal ?? { columns: 80, rows: 24 };

class Painter {
  readonly #process: PiProcess;
  readonly #options: ReadonlyMap<string, string>;
  readonly #title: string;
  /** What stood at each place, and whether it ever changed. */
  #before: string[][] | undefined;
  readonly #changed = new Set<string>();

  constructor(process: PiProcess, options: ReadonlyMap<string, string>, words: readonly string[], seconds: number) {
    this.#process = process;
    this.#options = options;
    this.#title = `Every ${seconds.toFixed(1)}s: ${words.join(' ')}`;
  }

  async paint(text: string, status: number): Promise<void> {
    const { columns, rows } = size(this.#process);
    const head = this.#options.has('t') ? [] : [this.#heading(columns), ''];
    const cells = this.#layOut(text, columns, Math.max(0, rows - head.length));
    const lines = cells.map((line, row) => this.#line(line, row));
    this.#before = cells.map((line) => line.map((cell) => cell.text));
    const painted = [...head, ...lines].map((line) => `\x1b[K${line}`).join('\r\n');
    await this.#process.stdout.write(`\x1b[H${painted}\x1b[J${status !== 0 && this.#options.has('b') ? BEEP : ''}`);
  }

  #heading(columns: number): string {
    const now = gnuDate('%a %b %e %H:%M:%S %Y', this.#process.clock.now(), this.#process.env['TZ']);
    const right = `${this.#process.hostname}: ${now}`;
    if (columns < right.length) return '';
    const room = columns - right.length - 1;
    if (room < 4) return right.padStart(columns);
    const left = [...this.#title].length > room ? `${[...this.#title].slice(0, room - 4).join('')}... ` : this.#title;
    return left.padEnd(columns - right.length) + right;
  }

  #layOut(text: string, columns: number, rows: number): Cell[][] {
    const encoder = new TextEncoder();
    const lines: Cell[][] = [];
    for (const line of text.replace(/\n$/, '').split('\n')) {
      const cells = cellsOf(encoder.encode(line), { colours: this.#options.has('c'), tab: 8 });
      let row: Cell[] = [];
      let width = 0;
      for (const cell of cells) {
        if (width + cell.width > columns) {
          if (this.#options.has('w')) break;
          lines.push(row);
          row = [];
          width = 0;
        }
        row.push(cell);
        width += cell.width;
      }
      lines.push(row);
      if (lines.length >= rows) break;
    }
    return lines.slice(0, rows);
  }

  #line(cells: readonly Cell[], row: number): string {
    const marks = this.#options.has('d');
    const isPermanent = (this.#options.get('d') ?? '') !== '';
    const before = this.#before;
    let text = '';
    for (const [column, cell] of cells.entries()) {
      const place = `${row}:${column}`;
      const isNew = before !== undefined && (before[row]?.[column] ?? ' ') !== cell.text;
      if (isNew && isPermanent) this.#changed.add(place);
      const isMarked = marks && (isNew || (isPermanent && this.#changed.has(place)));
      const style = [cell.style, isMarked ? '7' : ''].filter((each) => each !== '').join(';');
      text += style === '' ? cell.text : `\x1b[${style}m${cell.text}\x1b[m`;
    }
    return text;
  }
}
