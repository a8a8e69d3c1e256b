/**
 * What an xterm with 256 colours understands (terminfo(5)): the screen that every window of a Pi is.
 * Strings may have parameters, in terminfo's own stack language: `\E[%i%p1%d;%p2%dH`.
 */
const STRINGS: Readonly<Record<string, string>> = {
  bel: '\x07',
  blink: '\x1b[5m',
  bold: '\x1b[1m',
  cbt: '\x1b[Z',
  civis: '\x1b[?25l',
  clear: '\x1b[H\x1b[2J',
  cnorm: '\x1b[?12l\x1b[?25h',
  cr: '\r',
  csr: '\x1b[%i%p1%d;%p2%dr',
  cub: '\x1b[%p1%dD',
  cub1: '\b',
  cud: '\x1b[%p1%dB',
  cud1: '\n',
  cuf: '\x1b[%p1%dC',
  cuf1: '\x1b[C',
  cup: '\x1b[%i%p1%d;%p2%dH',
  cuu: '\x1b[%p1%dA',
  cuu1: '\x1b[A',
  cvvis: '\x1b[?12;25h',
  dch: '\x1b[%p1%dP',
  dch1: '\x1b[P',
  dim: '\x1b[2m',
  dl: '\x1b[%p1%dM',
  dl1: '\x1b[M',
  E3: '\x1b[3J',
  ech: '\x1b[%p1%dX',
  ed: '\x1b[J',
  el: '\x1b[K',
  el1: '\x1b[1K',
  flash: '\x1b[?5h$<100/>\x1b[?5l',
  home: '\x1b[H',
  hpa: '\x1b[%i%p1%dG',
  ht: '\t',
  ich: '\x1b[%p1%d@',
  il: '\x1b[%p1%dL',
  il1: '\x1b[L',
  ind: '\n',
  indn: '\x1b[%p1%dS',
  invis: '\x1b[8m',
  is2: '\x1b[!p\x1b[?3;4l\x1b[4l\x1b>',
  kbs: '\x7f',
  kcub1: '\x1bOD',
  kcud1: '\x1bOB',
  kcuf1: '\x1bOC',
  kcuu1: '\x1bOA',
  kdch1: '\x1b[3~',
  kend: '\x1bOF',
  khome: '\x1bOH',
  knp: '\x1b[6~',
  kpp: '\x1b[5~',
  op: '\x1b[39;49m',
  rc: '\x1b8',
  rev: '\x1b[7m',
  ri: '\x1bM',
  ritm: '\x1b[23m',
  rmam: '\x1b[?7l',
  rmcup: '\x1b[?1049l\x1b[23;0;0t',
  rmir: '\x1b[4l',
  rmkx: '\x1b[?1l\x1b>',
  rmso: '\x1b[27m',
  rmul: '\x1b[24m',
  rs1: '\x1bc',
  rs2: '\x1b[!p\x1b[?3;4l\x1b[4l\x1b>',
  sc: '\x1b7',
  sgr0: '\x1b(B\x1b[m',
  sitm: '\x1b[3m',
  smam: '\x1b[?7h',
  smcup: '\x1b[?1049h\x1b[22;0;0t',
  smir: '\x1b[4h',
  smkx: '\x1b[?1h\x1b=',
  smso: '\x1b[7m',
  smul: '\x1b[4m',
  vpa: '\x1b[%i%p1%dd',
};

const NUMBERS: Readonly<Record<string, number>> = { colors: 256, it: 8, pairs: 65_536, cols: 80, lines: 24 };

const FLAGS: ReadonlySet<string> = new Set('am bce ccc km mc5i mir msgr npc xenl'.split(' '));
const ABSENT_FLAGS: ReadonlySet<string> = new Set(
  'bw chts cpix crxm da daisy db eo eslok gn hc hls hs hz in lpix nrrmc nxon os sam ul xhp xhpa xon xsb xt xvpa'.split(
    ' ',
  ),
);

/** As ncurses' terminfo names them. */
export const isKnownTerminal = (name: string): boolean =>
  /^(xterm(-256color|-color|-mono|-16color|-88color)?|linux|vt100|vt102|vt220|ansi|dumb|screen(-256color)?|tmux(-256color)?)$/.test(
    name,
  );

/** Without its delays. */
export const capability = (name: string): string => (STRINGS[name] ?? '').replace(/\$<[^>]*>/g, '');

export type Value =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly isSet: boolean };

/** @param parameters numbers, in the order of the call. @returns undefined: there is no such capability */
export const valueOf = (name: string, parameters: readonly number[]): Value | undefined => {
  const number = NUMBERS[name];
  if (number !== undefined) return { kind: 'number', value: number };
  if (FLAGS.has(name) || ABSENT_FLAGS.has(name)) return { kind: 'flag', isSet: FLAGS.has(name) };
  const [first = 0] = parameters;
  if (name === 'setaf' || name === 'setf') return { kind: 'string', text: colour(first, 30, 90, 38) };
  if (name === 'setab' || name === 'setb') return { kind: 'string', text: colour(first, 40, 100, 48) };
  if (name === 'longname') return { kind: 'string', text: 'xterm with 256 colors' };
  if (STRINGS[name] === undefined) return undefined;
  return { kind: 'string', text: filled(capability(name), parameters) };
};

const colour = (number: number, low: number, high: number, many: number): string => {
  if (number < 8) return `\x1b[${low + number}m`;
  return number < 16 ? `\x1b[${high + number - 8}m` : `\x1b[${many};5;${number}m`;
};

/** Of the stack language, what the strings above use: %i (count from 1), %p1 %p2 (a parameter), %d (print it). */
const filled = (template: string, parameters: readonly number[]): string => {
  const base = template.includes('%i') ? 1 : 0;
  return template
    .replaceAll('%i', '')
    .replace(/%p(\d)%d/g, (_, index: string) => String((parameters[Number(index) - 1] ?? 0) + base));
};
