/**
 * The command line of pinctrl: options, a command that may be left out, GPIOs, and what to do with them.
 *
 *     pinctrl get 17,22,27          pinctrl 17,22,27          the same
 *     pinctrl set 17 op dh          pinctrl 17 op dh          the same
 *     pinctrl get 20-22             20, 21 and 22; pinctrl get GPIO17 by its name
 *     pinctrl -p get 11             by the pin of the header: GPIO 17
 *     pinctrl sey 17                Unknown command "sey"
 *     pinctrl get 17 op             Too many arguments
 */
import type { Level } from '#hardware/bus.ts';
import type { PinFunction, Pull } from '#hardware/sim/gpio-chip.ts';
import { atPin, HEADER, pinOf } from './header.ts';

export type Verb = 'get' | 'set' | 'poll' | 'funcs';

/** What is set: absent, it stays. */
export interface Settings {
  readonly function?: PinFunction | 'none';
  readonly pull?: Pull;
  readonly drive?: Level;
}

export interface Line {
  readonly verb: Verb | 'help';
  /** Numbers are those of the header's pins. */
  readonly byPin: boolean;
  readonly echoes: boolean;
  readonly isVerbose: boolean;
  /** A chip whose functions are asked for, be it in this machine or not. */
  readonly chip: string | undefined;
  /** GPIOs or pins, in their order. */
  readonly numbers: readonly number[];
  readonly settings: Settings;
}

/** Ends the program: pinctrl says what is wrong on standard output. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

const VERBS: readonly string[] = ['get', 'set', 'poll', 'funcs', 'help'] satisfies readonly Line['verb'][];
const isVerb = (word: string | undefined): word is Line['verb'] => word !== undefined && VERBS.includes(word);

/** @param names by GPIO; one has several, with / between. @throws Wrong */
export const readLine = (args: readonly string[], names: readonly string[]): Line => {
  const words = [...args];
  const flags = readFlags(words);
  const nothing = { ...flags, numbers: [], settings: {} };
  if (flags.isHelp) return { ...nothing, verb: 'help' };
  const isSaid = isVerb(words[0]);
  const said = isSaid ? (words.shift() as Line['verb']) : undefined;
  if (said === 'help') return { ...nothing, verb: 'help' };
  const given = readNumbers(words, names, flags.byPin, said === undefined);
  if (given === undefined && (said === 'set' || said === 'poll')) throw new Wrong(`Need GPIO number to ${said}`);
  if (said === 'set' && words.length === 0) throw new Wrong('Need a function or pull to set');
  if ((said === 'get' || said === 'funcs') && words.length > 0) throw new Wrong('Too many arguments');
  const verb = said ?? (flags.chip !== undefined ? 'funcs' : words.length > 0 ? 'set' : 'get');
  const settings = readSettings(words);
  const all = flags.byPin ? HEADER.map((_, index) => index + 1) : names.map((_, gpio) => gpio);
  const numbers = given === undefined ? all : all.filter((number) => given.has(number));
  return { ...flags, verb, numbers, settings };
};

const readFlags = (words: string[]) => {
  const flags = { byPin: false, echoes: false, isVerbose: false, isHelp: false, chip: undefined as string | undefined };
  while (words[0]?.startsWith('-') === true) {
    const word = words.shift() ?? '';
    if (word === '-h') return { ...flags, isHelp: true };
    else if (word === '-p') flags.byPin = true;
    else if (word === '-e') flags.echoes = true;
    else if (word === '-v') flags.isVerbose = true;
    else if (word === '-c') {
      flags.chip = words.shift();
      if (flags.chip === undefined) throw new Wrong("* chip name expected - use 'pinctrl -h' for help", 255);
    } else throw new Wrong(`Unknown option '${word}' - try "pinctrl help"`);
  }
  return flags;
};

/**
 * The list of GPIOs at the front of `words`, taken from it.
 * @param isFirst no command stands before it: what it does not know may be meant as one
 * @returns undefined: there is none
 */
const readNumbers = (
  words: string[],
  names: readonly string[],
  byPin: boolean,
  isFirst: boolean,
): ReadonlySet<number> | undefined => {
  if (words.length === 0) return undefined;
  let list = words.shift() ?? '';
  // `18 -21` and `4 ,5` are lists, too.
  while (words[0]?.startsWith(',') === true || words[0]?.startsWith('-') === true) list += words.shift() ?? '';
  const numbers = new Set<number>();
  let left = list;
  for (;;) {
    const [, first = '', , last] = /^([^,-]*)(-([^,-]*))?/.exec(left) ?? [];
    const known = numberOf(first, names, byPin);
    if (known === undefined) throw unknown(left, isFirst && left === list);
    left = left.slice(first.length);
    const end = last === undefined ? known : numberOf(last, names, byPin);
    if (end === undefined) throw unknown(left.slice(1), false);
    left = left.slice(last === undefined ? 0 : last.length + 1);
    for (let number = Math.min(known, end); number <= Math.max(known, end); number += 1) numbers.add(number);
    if (left === '') return numbers;
    if (!left.startsWith(',')) throw unknown(left, false);
    left = left.slice(1);
  }
};

const unknown = (word: string, mayBeCommand: boolean): Wrong =>
  new Wrong(`Unknown ${mayBeCommand ? 'command' : 'GPIO'} "${word}"`);

const numberOf = (word: string, names: readonly string[], byPin: boolean): number | undefined => {
  if (/^[\t-\r ]*\+?\d+$/.test(word)) return Number(word) < names.length ? Number(word) : undefined;
  const gpio = names.findIndex((name) => name.split('/').includes(word));
  if (gpio < 0 || !byPin) return gpio < 0 ? undefined : gpio;
  const pin = pinOf(gpio);
  if (pin === undefined) throw new Wrong(`Signal "${word}" is not on a header pin`);
  return pin;
};

const SETTINGS: Readonly<Record<string, Settings>> = {
  dh: { drive: 1 },
  dl: { drive: 0 },
  pu: { pull: 'up' },
  pd: { pull: 'down' },
  pn: { pull: 'none' },
  ip: { function: 'ip' },
  op: { function: 'op' },
  a0: { function: 'a0' },
  a1: { function: 'a1' },
  a2: { function: 'a2' },
  a3: { function: 'a3' },
  a4: { function: 'a4' },
  a5: { function: 'a5' },
  // What other chips have, and this one does not: it stays as it is.
  a6: { function: 'none' },
  a7: { function: 'none' },
  a8: { function: 'none' },
  gp: { function: 'none' },
  no: { function: 'none' },
};

export const SETTING_WORDS: readonly string[] = Object.keys(SETTINGS).slice(0, 13);

const readSettings = (words: readonly string[]): Settings =>
  words.reduce<Settings>((settings, word) => {
    const setting = Object.hasOwn(SETTINGS, word) ? SETTINGS[word] : undefined;
    if (setting === undefined) throw new Wrong(`Unknown argument "${word}"`);
    return { ...settings, ...setting };
  }, {});

/** The GPIO that a number of the line means. @returns what else is at that pin; undefined: nothing */
export const gpioOf = (number: number, byPin: boolean): ReturnType<typeof atPin> => (byPin ? atPin(number) : number);
