import type { GpioHandle, PiProcess } from '../../../system.ts';
import { Failure } from '../../command.ts';
import { LONGEST_TIMER } from '../../process/duration.ts';
import { ACTIVE_LOW_OPTION, BIAS_OPTION, openChip, readBias, readOffset, requestLines, type LineWish } from './chip.ts';
import { completeLines } from './complete-lines.ts';
import { gpioProgram, VERSION_OPTION } from './gpio-program.ts';

const MODES = ['exit', 'wait', 'time', 'signal'] as const;
type Mode = (typeof MODES)[number];
const DRIVES = ['push-pull', 'open-drain', 'open-source'] as const;
type Drive = (typeof DRIVES)[number];

interface Order {
  readonly mode: Mode;
  /** Of mode time. */
  readonly milliseconds: number;
  readonly wishes: readonly LineWish[];
}

/** gpioset(1) of libgpiod. */
export const gpioset = gpioProgram({
  page: {
    name: 'gpioset',
    section: 1,
    summary: 'set the levels of GPIO lines',
    synopsis: ['gpioset [-l] [-B BIAS] [-D DRIVE] [-m MODE] [-s SEC] [-u USEC] [-b] CHIP LINE=LEVEL...'],
    description: [
      'Makes lines of CHIP outputs and sets their levels, 0 or 1. CHIP is a name, a number or a label: *gpiochip0*, *0*. LINE is a number as Broadcom counts: 17 is GPIO 17, pin 11.',
      'MODE says when the program ends: *exit*, at once (so it is without), *wait*, with Enter, *time*, after -s and -u, *signal*, with ^C or kill(1). Nobody else can use the lines until then; on a Raspberry Pi they stay as they are after that.',
      'DRIVE is *push-pull*, *open-drain*, where 1 lets the line go, or *open-source*, where 0 does.',
    ],
    options: [
      BIAS_OPTION,
      ['-D, --drive=DRIVE', 'push-pull, open-drain or open-source'],
      ACTIVE_LOW_OPTION,
      ['-m, --mode=MODE', 'exit, wait, time or signal'],
      ['-s, --sec=SEC', 'so many seconds, of mode time'],
      ['-u, --usec=USEC', 'and so many microseconds'],
      ['-b, --background', 'go on without the terminal, of modes time and signal'],
      VERSION_OPTION,
    ],
    examples: [
      ['gpioset gpiochip0 17=1', 'lights the red LED'],
      ['gpioset -m time -s 2 0 17=1 27=1', 'holds two lines for two seconds'],
    ],
    exitStatus: [
      ['0', 'they were set'],
      ['1', 'a line is used by somebody else, or there is no such one'],
    ],
    seeAlso: ['gpioget(1)', 'gpioinfo(1)', 'pinctrl(1)'],
  },
  failing: 'error setting the GPIO line values',
  complete: completeLines('='),
  run: async (process, { options, operands }) => {
    const bias = readBias(options.get('B'));
    const drive = oneOf(DRIVES, options.get('D') ?? 'push-pull', 'drive');
    const mode = oneOf(MODES, options.get('m') ?? 'exit', 'mode');
    const seconds = readTime(options.get('s'), 'seconds');
    const microseconds = readTime(options.get('u'), 'microseconds');
    if (mode !== 'time' && (seconds !== 0 || microseconds !== 0))
      throw new Failure("can't specify wait time in this mode");
    const staysBehind = options.has('b');
    if (staysBehind && mode !== 'time' && mode !== 'signal') throw new Failure("can't daemonize in this mode");
    const [word, ...mappings] = operands;
    if (word === undefined) throw new Failure('gpiochip must be specified');
    if (mappings.length === 0) throw new Failure('at least one GPIO line offset to value mapping must be specified');
    const wishes = mappings.map(readMapping).map(({ offset, level }) => {
      const isDriven = drives(drive, level !== (options.has('l') ? 1 : 0));
      const direction = isDriven ? 'out' : 'in';
      const pull = bias === undefined ? {} : { bias };
      return {
        offset,
        options: { direction, level, activeLow: options.has('l'), ...pull, consumer: 'gpioset' },
      } as const;
    });
    const chip = openChip(process, word);
    const order: Order = { mode, milliseconds: seconds * 1_000 + microseconds / 1_000, wishes };
    if (!staysBehind) return hold(process, chip, order);
    // Here it still can complain.
    for (const line of requestLines(chip, wishes)) line.release();
    await holdBehind(process, word, order);
    return 0;
  },
});

const oneOf = <Word extends string>(words: readonly Word[], word: string, what: string): Word => {
  const found = words.find((each) => each === word);
  if (found === undefined) throw new Failure(`invalid ${what}: ${word}`);
  return found;
};

const readTime = (word: string | undefined, unit: string): number => {
  if (word === undefined) return 0;
  if (!/^[\t-\r ]*[+-]?\d+$/.test(word)) throw new Failure(`invalid time value in ${unit}: ${word}`);
  return Math.max(0, Number(word));
};

/** `17=1`, as sscanf(3) reads it: what follows the level does not count. */
const readMapping = (word: string): { readonly offset: number; readonly level: 0 | 1 } => {
  const [, line, value] = /^[\t-\r ]*([+-]?\d+)=[\t-\r ]*([+-]?\d+)/.exec(word) ?? [];
  if (line === undefined || value === undefined) throw new Failure(`invalid offset<->value mapping: ${word}`);
  const level = Number(value);
  if (level !== 0 && level !== 1) throw new Failure(`value must be 0 or 1: ${word}`);
  const offset = readOffset(line);
  if (offset === undefined) throw new Failure(`invalid offset: ${word}`);
  return { offset, level };
};

/** An open-drain line is let go when it is high, an open-source one when it is low. */
const drives = (drive: Drive, isHigh: boolean): boolean =>
  drive === 'push-pull' || (drive === 'open-drain' ? !isHigh : isHigh);

/** Until its mode is over. @throws SystemError */
const hold = async (process: PiProcess, chip: GpioHandle, { mode, milliseconds, wishes }: Order): Promise<number> => {
  let ended: () => void = () => {};
  const end = new Promise<void>((resolve) => (ended = resolve));
  if (mode === 'signal') for (const signal of ['SIGINT', 'SIGTERM'] as const) process.onSignal(signal, ended);
  requestLines(chip, wishes);
  if (mode === 'wait') await process.stdin.read();
  else if (mode === 'signal') await end;
  else
    for (let left = milliseconds; left > 0; left -= LONGEST_TIMER) await process.sleep(Math.min(left, LONGEST_TIMER));
  return 0;
};

/** daemon(3): a child in a session of its own has the lines from now on. */
const holdBehind = async (process: PiProcess, word: string, order: Order): Promise<void> => {
  const [told, tell] = process.pipe();
  const run = async (child: PiProcess): Promise<number> => {
    const held = hold(child, openChip(child, word), order);
    // Whoever started it waits for this.
    child.fds.get(0)?.close();
    child.fds.delete(0);
    return held;
  };
  process.spawn({ run, argv: process.argv, files: new Map([[0, tell]]), session: 'new' });
  tell.close();
  await told.read(1);
  told.close();
};
