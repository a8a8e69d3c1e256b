/** What the options of ls(1) come to. */
import type { PiProcess } from '../../system.ts';
import { Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import { quote } from '../../quoting.ts';
import { argmatch, whenOf } from './argmatch.ts';
import { QUOTING_STYLES } from './quoting-style.ts';
import type { QuotingStyle } from './quoting-style.ts';
import { HUMAN, HUMAN_SI, KIBIBYTES, readSizeForm } from './sizes.ts';
import type { SizeForm } from './sizes.ts';

export type Format = 'long' | 'one' | 'columns' | 'rows' | 'commas';
export type Order = 'name' | 'none' | 'size' | 'time' | 'version' | 'extension' | 'width';
export type Indicator = 'none' | 'slash' | 'file-type' | 'classify';

export interface ListSettings {
  readonly format: Format;
  readonly order: Order;
  readonly reverse: boolean;
  readonly directoriesFirst: boolean;
  readonly hidden: 'none' | 'dots' | 'all';
  readonly ignore: readonly string[];
  readonly indicator: Indicator;
  readonly quoting: QuotingStyle;
  readonly questionMarks: boolean;
  readonly colour: boolean;
  readonly directoryItself: boolean;
  readonly recursive: boolean;
  readonly follow: 'never' | 'named' | 'named-directories' | 'always';
  readonly inode: boolean;
  readonly blocks: boolean;
  readonly blockForm: SizeForm;
  /** Of the size in the long form; undefined: bytes. */
  readonly sizeForm: SizeForm | undefined;
  readonly owner: boolean;
  readonly group: boolean;
  readonly author: boolean;
  readonly numeric: boolean;
  /** strftime(3): for what is older than half a year, and for the rest. */
  readonly times: readonly [old: string, recent: string];
  /** 0: lines without end. */
  readonly width: number;
  readonly tab: number;
  readonly end: string;
  readonly zone: string | undefined;
}

const LONG: ReadonlySet<string> = new Set(['l', 'g', 'o', 'n', 'full-time']);

/** @throws UsageProblem */
export const listSettings = (process: PiProcess, { options, all }: Parsed): ListSettings => {
  const has = (key: string) => options.has(key);
  const isTerminal = process.stdout.isTerminal;
  const isOn = (when: 'always' | 'never' | 'auto') => when === 'always' || (when === 'auto' && isTerminal);
  let format: Format = isTerminal ? 'columns' : 'one';
  let order: Order | undefined;
  let hidden: ListSettings['hidden'] = 'none';
  let indicator: Indicator = 'none';
  let quoting: QuotingStyle | undefined;
  let questionMarks = isTerminal;
  let colour = false;
  let follow: ListSettings['follow'] | undefined;
  let blockForm: SizeForm = KIBIBYTES;
  let sizeForm: SizeForm | undefined;
  let style = process.env['TIME_STYLE'];
  for (const [key, value] of all) {
    if (LONG.has(key)) format = 'long';
    else if (key === '1' && format !== 'long') format = 'one';
    else if (key === 'C') format = 'columns';
    else if (key === 'x') format = 'rows';
    else if (key === 'm') format = 'commas';
    else if (key === 'format') format = formatOf(value);
    else if (key === 'zero' && format !== 'long') format = 'one';
    if (key === 'S') order = 'size';
    else if (key === 't') order = 'time';
    else if (key === 'U' || key === 'f') order = 'none';
    else if (key === 'v') order = 'version';
    else if (key === 'X') order = 'extension';
    else if (key === 'sort') order = orderOf(value);
    if (key === 'a' || key === 'f') hidden = 'all';
    else if (key === 'A') hidden = 'dots';
    if (key === 'p') indicator = 'slash';
    else if (key === 'F') indicator = isOn(whenOf('--classify', value)) ? 'classify' : indicator;
    else if (key === 'file-type') indicator = 'file-type';
    else if (key === 'indicator-style') indicator = indicatorOf(value);
    if (key === 'b') quoting = 'escape';
    else if (key === 'N') quoting = 'literal';
    else if (key === 'Q') quoting = 'c';
    else if (key === 'quoting-style') quoting = quotingOf(value);
    else if (key === 'zero') quoting = 'literal';
    if (key === 'q') questionMarks = true;
    else if (key === 'show-control-chars' || key === 'zero') questionMarks = false;
    if (key === 'color') colour = isOn(whenOf('--color', value)) && isColourTerminal(process);
    else if (key === 'f' || key === 'zero') colour = false;
    if (key === 'L') follow = 'always';
    else if (key === 'H') follow = 'named';
    else if (key === 'dereference-command-line-symlink-to-dir') follow = 'named-directories';
    if (key === 'h') blockForm = sizeForm = HUMAN;
    else if (key === 'si') blockForm = sizeForm = HUMAN_SI;
    else if (key === 'block-size') blockForm = sizeForm = blockSize(value);
    else if (key === 'k' && sizeForm === undefined) blockForm = KIBIBYTES;
    if (key === 'time-style') style = value;
    else if (key === 'full-time') style = 'full-iso';
    else if (key === 'time') timeOf(value);
  }
  const isEarly = has('c') || has('u') || has('time');
  const isPlain = !has('d') && indicator !== 'classify' && format !== 'long';
  return {
    format,
    order: order ?? (isEarly && format !== 'long' ? 'time' : 'name'),
    reverse: has('r'),
    directoriesFirst: has('group-directories-first') && order !== 'none',
    hidden,
    ignore: all
      .filter(([key]) => key === 'I' || key === 'B' || (key === 'hide' && hidden === 'none'))
      .flatMap(([key, value]) => (key === 'B' ? ['*~', '.*~'] : [value])),
    indicator,
    quoting: quoting ?? environmentQuoting(process) ?? (isTerminal ? 'shell-escape' : 'literal'),
    questionMarks,
    colour,
    directoryItself: has('d'),
    recursive: has('R') && !has('d'),
    follow: follow ?? (isPlain ? 'named-directories' : 'never'),
    inode: has('i'),
    blocks: has('s'),
    blockForm,
    sizeForm,
    owner: !has('g'),
    group: !has('o') && !has('G'),
    author: has('author'),
    numeric: has('n'),
    times: format === 'long' ? timesOf(style ?? 'locale') : ['', ''],
    width: widthOf(process, options.get('w')),
    tab: colour ? 0 : tabOf(options.get('T')),
    end: has('zero') ? '\0' : '\n',
    zone: process.env['TZ'],
  };
};

const formatOf = (value: string): Format =>
  argmatch<Format>('--format', value, [
    ['long', 'verbose'],
    ['commas'],
    ['rows', 'horizontal', 'across'],
    ['columns', 'vertical'],
    ['one', 'single-column'],
  ]);

const orderOf = (value: string): Order =>
  argmatch<Order>('--sort', value, [['none'], ['time'], ['size'], ['extension'], ['version'], ['width']]);

const indicatorOf = (value: string): Indicator =>
  argmatch<Indicator>('--indicator-style', value, [['none'], ['slash'], ['file-type'], ['classify']]);

const quotingOf = (value: string): QuotingStyle =>
  argmatch<QuotingStyle>(
    '--quoting-style',
    value,
    QUOTING_STYLES.map((style) => [style]),
  );

const timeOf = (value: string): string =>
  argmatch('--time', value, [
    ['atime', 'access', 'use'],
    ['ctime', 'status'],
    ['birth', 'creation'],
    ['mtime', 'modification'],
  ]);

/** dircolors(1), its list of terminals: without LS_COLORS, only on these. */
const COLOUR_TERMINALS =
  /^(Eterm|ansi|.*color.*|con[0-9]*x[0-9]*|cons25|console|cygwin|.*direct.*|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|mach-bsd|mach-color|mach-gnu|mlterm|putty|rxvt.*|screen.*|st|st-.*|terminator|tmux.*|vt100|xterm.*)$/;

const isColourTerminal = ({ env }: PiProcess): boolean =>
  [env['LS_COLORS'], env['COLORTERM']].some((set) => set !== undefined && set !== '') ||
  COLOUR_TERMINALS.test(env['TERM'] ?? '');

const environmentQuoting = (process: PiProcess): QuotingStyle | undefined => {
  const wish = process.env['QUOTING_STYLE'];
  return QUOTING_STYLES.find((style) => style === wish);
};

const blockSize = (value: string): SizeForm => {
  const form = readSizeForm(value);
  if (form === undefined) throw new Failure(`invalid --block-size argument '${value}'`);
  return form;
};

const number = (value: string): number | undefined => (/^\d+$/.test(value) ? Number(value) : undefined);

const widthOf = (process: PiProcess, asked: string | undefined): number => {
  if (asked !== undefined) {
    const width = number(asked);
    if (width === undefined) throw new Failure(`invalid line width: ${quote(asked)}`);
    return width;
  }
  return number(process.env['COLUMNS'] ?? '') || process.fds.get(1)?.terminal?.columns || 80;
};

const tabOf = (asked: string | undefined): number => {
  const tab = number(asked ?? '8');
  if (tab === undefined) throw new Failure(`invalid tab size: ${quote(asked ?? '')}`);
  return tab;
};

const STYLES: Readonly<Record<string, readonly [string, string]>> = {
  'full-iso': ['%Y-%m-%d %H:%M:%S.%N %z', '%Y-%m-%d %H:%M:%S.%N %z'],
  'long-iso': ['%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M'],
  iso: ['%Y-%m-%d ', '%m-%d %H:%M'],
  locale: ['%b %e  %Y', '%b %e %H:%M'],
};

const timesOf = (style: string): readonly [string, string] => {
  if (style.startsWith('+')) {
    const [old = '', recent = old, ...more] = style.slice(1).split('\n');
    if (more.length > 0) throw new Failure(`invalid time style format ${quote(style.slice(1))}`);
    return [old, recent];
  }
  const known = STYLES[style.replace(/^posix-/, '')];
  if (known !== undefined) return known;
  const words = ['full-iso', 'long-iso', 'iso', 'locale'].map((word) => `  - [posix-]${word}`);
  throw new UsageProblem(
    [
      `invalid argument ${quote(style)} for ${quote('time style')}`,
      'Valid arguments are:',
      ...words,
      "  - +FORMAT (e.g., +%H:%M) for a 'date'-style format",
    ].join('\n'),
  );
};
