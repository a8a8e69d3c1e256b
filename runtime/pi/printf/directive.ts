/**
 * One conversion specification of a format: `%[flags][width][.precision][length]conversion`.
 *
 *     %5d  %-5s  %05.1f  %*d  %.*f  %#x  %ld  %(%H:%M)T     valid
 *     %y   %     %5                                         problems, in the words of either program
 */
export interface Directive {
  /** `-` */
  readonly left: boolean;
  /** `+` */
  readonly plus: boolean;
  /** a blank where a sign would be */
  readonly blank: boolean;
  /** `#` */
  readonly alternate: boolean;
  /** `0` */
  readonly zero: boolean;
  readonly width: number | '*';
  readonly precision: number | '*' | undefined;
  readonly conversion: string;
  /** Of bash's `%(…)T`. */
  readonly timeFormat?: string;
  /** Where the format goes on. */
  readonly end: number;
}

export interface DirectiveProblem {
  readonly problem: string;
  /** The percent sign stands for itself and the rest goes on; absent: this ends everything. */
  readonly isText?: boolean;
}

const PATTERN = /%([-+ #0']*)(\*|\d*)(?:\.(\*|-?\d*))?([hjlLtz]*)/y;
const BASH = 'sdibqQcuoxXeEfFgGaAn';
const COREUTILS = 'sdicuoxXeEfFgGaA';

/** What a flag does not go with: coreutils says so, printf(3) calls it undefined, bash lets it pass. */
const CLASHES: Readonly<Record<string, string>> = { "'": 'aAceEosxX', '#': 'cdisu', '0': 'cs' };

export const readDirective = (
  format: string,
  percent: number,
  dialect: 'bash' | 'coreutils',
): Directive | DirectiveProblem => {
  if (format[percent + 1] === '%') return { ...PLAIN, conversion: '%', end: percent + 2 };
  PATTERN.lastIndex = percent;
  const [whole = '', flags = '', width = '', precision] = PATTERN.exec(format) ?? [];
  const at = percent + whole.length;
  const conversion = String.fromCodePoint(format.codePointAt(at) ?? 0);
  const directive: Directive = {
    left: flags.includes('-'),
    plus: flags.includes('+'),
    blank: flags.includes(' '),
    alternate: flags.includes('#'),
    zero: flags.includes('0'),
    width: width === '*' ? '*' : Number(width),
    precision:
      precision === undefined || precision === '*'
        ? precision
        : precision.startsWith('-')
          ? undefined
          : Number(precision),
    conversion,
    end: at + conversion.length,
  };
  if (dialect === 'coreutils') return ofCoreutils(directive, flags, whole, at === format.length ? '' : conversion);
  if (conversion === '(') return timed(directive, format, at);
  if (at === format.length) return { problem: `\`${format.slice(percent)}': missing format character` };
  return BASH.includes(conversion) ? directive : { problem: `\`${conversion}': invalid format character` };
};

const PLAIN: Omit<Directive, 'conversion' | 'end'> = {
  left: false,
  plus: false,
  blank: false,
  alternate: false,
  zero: false,
  width: 0,
  precision: undefined,
};

const ofCoreutils = (
  directive: Directive,
  flags: string,
  whole: string,
  conversion: string,
): Directive | DirectiveProblem => {
  // %b and %q take neither flags nor sizes.
  if ((conversion === 'b' || conversion === 'q') && whole === '%') return directive;
  const clashes = [...flags].some((flag) => CLASHES[flag]?.includes(conversion) === true);
  const isCut = conversion === 'c' && directive.precision !== undefined;
  if (conversion !== '' && COREUTILS.includes(conversion) && !clashes && !isCut) return directive;
  return { problem: `${whole}${conversion}: invalid conversion specification` };
};

/** `%(…)T`: parentheses inside have to match. Without the T, the percent sign is text. */
const timed = (directive: Directive, format: string, open: number): Directive | DirectiveProblem => {
  let depth = 0;
  let at = open;
  for (; at < format.length; at++) {
    if (format[at] === '(') depth++;
    if (format[at] === ')' && --depth === 0) break;
  }
  const found = format[at + 1];
  if (found === 'T') return { ...directive, conversion: 'T', timeFormat: format.slice(open + 1, at), end: at + 2 };
  return { problem: `warning: \`${found ?? '\0'}': invalid time format specification`, isText: true };
};
