/**
 * stty(1) of coreutils: the settings of a terminal line. Of termios(3) the line of a Pi knows ICANON,
 * ECHO, ISIG, OPOST and TOSTOP; everything else stands fixed, is shown as it is, and is refused.
 */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { PiProcess, TerminalDevice, TerminalMode } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';

const SPEED = 38_400;
const SANE: TerminalMode = { canonical: true, echo: true, signals: true };
type Switch = 'canonical' | 'echo' | 'signals' | 'post' | 'stopsWriters';
const SWITCHES: Readonly<Record<string, Switch>> = {
  icanon: 'canonical',
  echo: 'echo',
  isig: 'signals',
  opost: 'post',
  tostop: 'stopsWriters',
};
const isOn = (mode: TerminalMode, name: Switch): boolean => mode[name] ?? name === 'post';

const CHARACTERS =
  'intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;';
/** Lines of -a; a switch of ours shows how it stands, the others are fixed. */
const SETTINGS = [
  '-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts',
  '-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff -iuclc -ixany -imaxbel iutf8',
  'opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0',
  'isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl echoke -flusho -extproc',
];

export const stty = command({
  page: {
    name: 'stty',
    section: 1,
    summary: 'show or change the settings of the terminal',
    synopsis: ['stty [-F DEVICE] [-a|-g]', 'stty [-F DEVICE] SETTING...'],
    description: [
      'Shows the settings of the terminal that standard input comes from: those that differ from the usual ones, or with *-a* all. With SETTINGs it changes them; a - before a name switches it off.',
    ],
    options: [
      ['-a, --all', 'show all settings'],
      ['-g, --save', 'show them in a form that stty takes back'],
      ['-F, --file=DEVICE', 'of this terminal instead of standard input'],
    ],
    sections: [
      [
        'SETTINGS',
        [
          '  echo        what is typed is shown\n  icanon      lines are edited, and delivered with Enter\n  isig        ^C, ^Z and ^\\ send signals\n  opost       a newline goes out with a carriage return\n  tostop      programs in the background may not write\n  raw cbreak  keys one by one; raw without signals\n  cooked sane as it was\n  rows N cols N   the size of the screen\n  size speed  print them',
        ],
      ],
    ],
    examples: [
      ['stty -echo; read x; stty echo', 'read a password'],
      ['stty size', 'rows and columns'],
      ['stty sane', 'after a program that was killed'],
    ],
    differences: ['There is no serial line behind it: other settings are shown as they stand, and cannot be changed.'],
    seeAlso: ['tty(1)', 'reset(1)', 'tput(1)'],
  },
  prepare: (args) => {
    // `-echo` is a setting, `-a` an option.
    const first = args.findIndex(
      (arg, index) => /^-?[a-z]\w+$/.test(arg) && !/^(-F|--file)$/.test(args[index - 1] ?? ''),
    );
    return first < 0 ? args : [...args.slice(0, first), '--', ...args.slice(first)];
  },
  run: async (process, { options, operands }, out) => {
    const name = options.get('F');
    const device = deviceOf(process, name);
    const wantsWords = options.has('a') || options.has('g');
    if (wantsWords && operands.length > 0) throw new Failure('when specifying an output style, modes may not be set');
    for (const word of operands) checkWord(word, operands);
    if (device === undefined)
      throw new Failure(`${name === undefined ? "'standard input'" : name}: Inappropriate ioctl for device`);
    if (operands.length === 0) {
      await out.write(options.has('g') ? saved(device.mode) : options.has('a') ? all(device) : brief(device));
      return 0;
    }
    for (let index = 0; index < operands.length; index++) {
      const word = operands[index] ?? '';
      if (word === 'size') await out.write(`${device.rows} ${device.columns}\n`);
      else if (word === 'speed') await out.write(`${SPEED}\n`);
      else if (SIZE.test(word)) setSize(device, word, Number(operands[++index]));
      else device.mode = changed(device.mode, word) ?? device.mode;
    }
    return 0;
  },
});

const SIZE = /^(rows|cols|columns)$/;

const deviceOf = (process: PiProcess, name: string | undefined): TerminalDevice | undefined => {
  if (name === undefined) return process.fds.get(0)?.terminal;
  try {
    return process.open(name, { read: true }).terminal;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failure(`${name}: ${strerror(error.code)}`);
  }
};

/** @throws UsageProblem before anything is changed */
const checkWord = (word: string, words: readonly string[]): void => {
  const index = words.indexOf(word);
  const before = words[index - 1] ?? '';
  if (SIZE.test(before)) {
    if (!/^\d+$/.test(word)) throw new Failure(`invalid integer argument: ‘${word}’`);
  } else if (SIZE.test(word)) {
    if (words[index + 1] === undefined) throw new UsageProblem(`missing argument to ‘${word}’`);
  } else if (word !== 'size' && word !== 'speed' && changed(SANE, word) === undefined) {
    const known = new Set(SETTINGS.join(' ').replaceAll('-', '').split(' '));
    if (known.has(word.replace(/^-/, ''))) throw new Failure(`${word}: this terminal line has it fixed`);
    throw new UsageProblem(`invalid argument ‘${word}’`);
  }
};

/** @returns undefined for a word that is no setting here */
const changed = (mode: TerminalMode, word: string): TerminalMode | undefined => {
  const kept = /^k([01]{5})$/.exec(word)?.[1];
  if (kept !== undefined)
    return Object.assign(
      { ...mode },
      Object.fromEntries(Object.values(SWITCHES).map((name, index) => [name, kept[index] === '1'])),
    );
  switch (word) {
    case 'sane':
      return SANE;
    case 'raw':
      return { ...mode, canonical: false, signals: false, post: false };
    case '-raw':
    case 'cooked':
      return { ...mode, canonical: true, signals: true, post: true };
    case 'cbreak':
      return { ...mode, canonical: false };
    case '-cbreak':
      return { ...mode, canonical: true };
    default: {
      const name = SWITCHES[word.replace(/^-/, '')];
      return name === undefined ? undefined : { ...mode, [name]: !word.startsWith('-') };
    }
  }
};

const setSize = (device: TerminalDevice, what: string, count: number): void => {
  if (what === 'rows') device.resize(device.columns, count);
  else device.resize(count, device.rows);
};

const shownWith = (mode: TerminalMode, word: string): string => {
  const plain = word.replace(/^-/, '');
  const name = SWITCHES[plain];
  return name === undefined ? word : isOn(mode, name) ? plain : `-${plain}`;
};

const brief = ({ mode }: TerminalDevice): string => {
  const different = Object.entries(SWITCHES)
    .filter(([, name]) => isOn(mode, name) !== isOn(SANE, name))
    .map(([word]) => shownWith(mode, word));
  return [
    `speed ${SPEED} baud; line = 0;`,
    '-brkint -imaxbel iutf8',
    ...(different.length === 0 ? [] : [different.join(' ')]),
    '',
  ].join('\n');
};

const all = ({ mode, rows, columns }: TerminalDevice): string =>
  [
    `speed ${SPEED} baud; rows ${rows}; columns ${columns}; line = 0;`,
    ...wrapped(CHARACTERS.split(/(?<=;) /), columns),
    ...SETTINGS.flatMap((line) =>
      wrapped(
        line.split(' ').map((word) => shownWith(mode, word)),
        columns,
      ),
    ),
    '',
  ].join('\n');

const wrapped = (words: readonly string[], columns: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length >= Math.max(20, columns)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

const saved = (mode: TerminalMode): string =>
  `k${Object.values(SWITCHES)
    .map((name) => (isOn(mode, name) ? '1' : '0'))
    .join('')}\n`;
