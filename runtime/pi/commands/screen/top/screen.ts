/** top on the screen: it paints over what was there, and listens to keys. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { SIGNAL_NUMBER } from '../../../process.ts';
import type { Signal } from '../../../process.ts';
import type { PiProcess } from '../../../system.ts';
import type { Keyboard } from '../keyboard.ts';
import { readLine } from '../less/read-line.ts';
import { COLUMNS, headOf, rowsOf, sampleOf } from './summary.ts';
import type { Sample, SortKey, TopStyle } from './summary.ts';

const KEYS = `Keys of top

  SPACE, ENTER   renew now
  P M T N        order by processor, memory, time, process id
  R              the other way round
  c              names or whole command lines
  1              one line for all processors, or one for each
  i              leave out processes that do nothing
  u              only one user
  d s            how often it is renewed
  k              send a signal to a process
  q              leave

Type q or ESC to continue
`;

/** Numbers of the head stand out. */
const marked = (line: string): string =>
  line.startsWith('top -') ? line : line.replace(/ *\d+(?:\.\d+)?(?= )/g, (number) => `\x1b[1m${number}\x1b[m`);

export class Screen {
  readonly #process: PiProcess;
  readonly #keyboard: Keyboard;
  #style: TopStyle;
  #delay: number;
  #sample: Sample | undefined;
  #message = '';
  #isOver = false;
  #isResized = false;

  constructor(process: PiProcess, keyboard: Keyboard, style: TopStyle, delay: number) {
    this.#process = process;
    this.#keyboard = keyboard;
    this.#style = style;
    this.#delay = delay;
  }

  async run(turns: number): Promise<number> {
    const { clock } = this.#process;
    this.#process.onSignal('SIGINT', () => (this.#isOver = true));
    this.#process.onSignal('SIGTERM', () => (this.#isOver = true));
    this.#process.onSignal('SIGWINCH', () => (this.#isResized = true));
    this.#process.onSignal('SIGCONT', () => {
      this.#keyboard.grab();
      this.#isResized = true;
    });
    await this.#say('\x1b[H\x1b[2J');
    for (let turn = 1; !this.#isOver; turn++) {
      this.#sample = sampleOf(this.#process, this.#sample);
      await this.#paint(this.#sample);
      if (turn >= turns) break;
      await this.#listenUntil(clock.now() + this.#delay * 1_000);
    }
    this.#keyboard.release();
    await this.#say(`\x1b[?25h\x1b[${this.#keyboard.terminal.rows};1H\r\x1b[K\n`);
    return 0;
  }

  #say(text: string): Promise<void> {
    return this.#process.stdout.write(text);
  }

  async #paint(sample: Sample): Promise<void> {
    const { columns, rows } = this.#keyboard.terminal;
    const head = await headOf(this.#process, sample, this.#style);
    const fitted = (line: string): string => [...line].slice(0, columns).join('');
    const lines = [
      ...head.map((line) => marked(fitted(line))),
      this.#message === '' ? '' : `\x1b[1m${fitted(this.#message)}\x1b[m`,
      `\x1b[7m${fitted(COLUMNS.padEnd(columns))}\x1b[m`,
      ...rowsOf(this.#process, sample, this.#style).map((line) =>
        / R +\d/.test(line.slice(40, 55)) ? `\x1b[1m${fitted(line)}\x1b[m` : fitted(line),
      ),
    ].slice(0, rows);
    this.#message = '';
    await this.#say(`\x1b[H${lines.map((line) => `\x1b[K${line}`).join('\r\n')}\x1b[J`);
  }

  /** Until it is time to renew, or a key asks for it. */
  async #listenUntil(until: number): Promise<void> {
    const { clock } = this.#process;
    while (!this.#isOver && clock.now() < until) {
      await this.#keyboard.arrivesWithin(this.#process, until - clock.now());
      if (this.#keyboard.ended) this.#isOver = true;
      const key = this.#keyboard.take();
      if (this.#isResized) {
        this.#isResized = false;
        return;
      }
      if (key !== undefined && (await this.#press(key))) return;
    }
  }

  /** @returns whether the table is to be renewed at once */
  async #press(key: string): Promise<boolean> {
    const style = this.#style;
    if ('PMTN'.includes(key)) this.#style = { ...style, sort: key as SortKey };
    else if (key === 'R') this.#style = { ...style, reverse: !style.reverse };
    else if (key === 'c') this.#style = { ...style, lines: !style.lines };
    else if (key === '1') this.#style = { ...style, eachProcessor: !style.eachProcessor };
    else if (key === 'i') this.#style = { ...style, idle: !style.idle };
    else if (key === 'q') this.#isOver = true;
    else if (key === 'h' || key === '?') await this.#help();
    else if (key === 'u') {
      const user = await this.#ask('Which user (blank for all) ');
      if (user !== undefined) this.#style = { ...style, user: user === '' ? undefined : user };
    } else if (key === 'd' || key === 's') await this.#askDelay();
    else if (key === 'k') await this.#kill();
    else if (key !== ' ' && key !== '\r' && key !== '\n') this.#message = " Unknown command - try 'h' for help";
    return true;
  }

  async #help(): Promise<void> {
    await this.#say(`\x1b[H\x1b[2J${KEYS.replaceAll('\n', '\r\n')}`);
    for (let key = await this.#key(); key !== undefined && key !== 'q' && key !== 'escape';) key = await this.#key();
    await this.#say('\x1b[H\x1b[2J');
  }

  async #askDelay(): Promise<void> {
    const typed = await this.#ask(`Change delay from ${this.#delay.toFixed(1)} to `);
    if (typed === undefined || typed === '') return;
    const value = Number(typed);
    if (value >= 0) this.#delay = Math.max(0.1, value);
    else this.#message = ' Unacceptable floating point';
  }

  async #kill(): Promise<void> {
    const sample = this.#sample ?? sampleOf(this.#process, undefined);
    const first = rowsOf(this.#process, sample, this.#style)[0]?.trim().split(' ')[0] ?? '1';
    const typed = await this.#ask(`PID to signal/kill [default pid = ${first}] `);
    if (typed === undefined) return;
    const pid = typed === '' ? Number(first) : Number(typed);
    if (!Number.isInteger(pid) || pid <= 0) {
      this.#message = ' Unacceptable integer';
      return;
    }
    const wish = await this.#ask(`Send pid ${pid} signal [15/sigterm] `);
    if (wish === undefined) return;
    const signal = signalOf(wish === '' ? '15' : wish);
    if (signal === undefined) {
      this.#message = ' Invalid signal';
      return;
    }
    try {
      this.#process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#message = ` Failed signal pid '${pid}' with '${SIGNAL_NUMBER[signal]}': ${strerror(error.code)}`;
    }
  }

  /** In the line below the head. */
  async #ask(prompt: string): Promise<string | undefined> {
    const row =
      (await headOf(this.#process, this.#sample ?? sampleOf(this.#process, undefined), this.#style)).length + 1;
    await this.#say(`\x1b[${row};1H`);
    return readLine({
      prompt: `\x1b[1m${prompt}\x1b[m`,
      write: (text) => this.#say(text),
      key: () => this.#key(),
      history: [],
    });
  }

  async #key(): Promise<string | undefined> {
    while (!this.#keyboard.has) {
      if (this.#isOver || this.#keyboard.ended) return undefined;
      await this.#keyboard.arrives();
    }
    return this.#keyboard.take();
  }
}

/** `9`, `KILL`, `sigkill` */
const signalOf = (text: string): Signal | undefined => {
  const name = `SIG${text.toUpperCase().replace(/^SIG/, '')}`;
  return (Object.keys(SIGNAL_NUMBER) as Signal[]).find(
    (signal) => signal === name || String(SIGNAL_NUMBER[signal]) === text,
  );
};
