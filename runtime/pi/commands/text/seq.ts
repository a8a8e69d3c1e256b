import { formatReal, realOf } from '../../printf/real.ts';
import type { Real } from '../../printf/real.ts';
import { readDirective } from '../../printf/directive.ts';
import type { NumberFormat } from '../../printf/integer.ts';
import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { formattedNumber, readDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** seq(1). Numbers are added up as decimals: 0.1 three times is 0.3, as the real one takes care that it seems. */
export const seq = command({
  page: {
    name: 'seq',
    section: 1,
    summary: 'print a sequence of numbers',
    synopsis: ['seq [OPTION]... LAST', 'seq [OPTION]... FIRST LAST', 'seq [OPTION]... FIRST INCREMENT LAST'],
    description: [
      'Prints the numbers from FIRST to LAST, in steps of INCREMENT; both are 1 when they are not given. They may have fractions, and INCREMENT may be negative.',
    ],
    options: [
      ['-f, --format=FORMAT', 'as printf would print a floating point number: %g, %.2f, %05.1f'],
      ['-s, --separator=STRING', 'put STRING between the numbers instead of a newline'],
      ['-w, --equal-width', 'fill up with zeros, so that all have the same width'],
    ],
    examples: [
      ['for i in $(seq 3); do mosquitto_pub -t a -m $i; done', 'publish 1, 2, 3'],
      ['seq 20 0.5 22', 'half degrees'],
      ['seq -w 8 12', '08 to 12'],
    ],
    seeAlso: ['printf(1)'],
  },
  // A negative number is no option.
  prepare: (args) => {
    const at = args.findIndex((arg) => /^-[.\d]/.test(arg));
    const takesValue = at > 0 && /^(?:-[fs]|--format|--separator)$/.test(args[at - 1] ?? '');
    return at < 0 || takesValue || args.slice(0, at).includes('--')
      ? args
      : [...args.slice(0, at), '--', ...args.slice(at)];
  },
  run: async (process, { options, operands }, out) => {
    const [one, two, three, four] = operands;
    if (one === undefined) throw new UsageProblem('missing operand');
    if (four !== undefined) throw new UsageProblem(`extra operand ${quote(four)}`);
    const format = formatOf(options.get('f'));
    if (format !== undefined && options.has('w'))
      throw new UsageProblem('format string may not be specified when printing equal width strings');
    const first = readDecimal(two === undefined ? '1' : one);
    const step = readDecimal(three === undefined ? '1' : (two ?? '1'));
    const last = readDecimal(three ?? two ?? one);
    if (three !== undefined && step.value === 0n)
      throw new UsageProblem(`invalid Zero increment value: ${quote(two ?? '')}`);
    const show = format ?? defaultFormat(first, step, last, options.has('w'));
    const separator = options.get('s') ?? '\n';
    const scale = Math.max(first.scale, step.scale, last.scale);
    const [begin, stride, end] = [first, step, last].map((each) => each.value * 10n ** BigInt(scale - each.scale)) as [
      bigint,
      bigint,
      bigint,
    ];
    if (first.infinite !== 0) return first.infinite === last.infinite ? endless(out, show(first, scale), separator) : 0;
    const isUp = stride >= 0n;
    if (last.infinite === 0 ? (isUp ? begin > end : begin < end) : isUp !== last.infinite > 0) return 0;
    let text = '';
    for (let value = begin, count = 0; ; value += stride, count++) {
      if (last.infinite === 0 && (isUp ? value > end : value < end)) break;
      text += (count === 0 ? '' : separator) + show({ ...first, value, scale }, scale);
      // In pieces, each of them soon.
      if (text.length < (out.isTerminal ? 1 : 1_024)) continue;
      await out.write(text);
      text = '';
      if (count % 4_096 === 0) await process.yield();
    }
    await out.write(`${text}\n`);
    return 0;
  },
});

type Show = (value: Decimal, scale: number) => string;

const endless = async (
  out: { write(text: string): Promise<void> },
  text: string,
  separator: string,
): Promise<number> => {
  for (await out.write(text); ;) await out.write(separator + text);
};

/** As many digits as were given, and with -w as many columns as the widest needs. */
const defaultFormat = (first: Decimal, step: Decimal, last: Decimal, isEqualWidth: boolean): Show => {
  const precision = Math.max(first.precision, step.precision);
  if (precision === Infinity || last.precision === Infinity) return (value) => formatted(value, PLAIN);
  let firstWidth = first.width + precision - first.precision;
  let lastWidth = last.width + precision - last.precision;
  if (last.precision > 0 && precision === 0) lastWidth--;
  if (last.precision === 0 && precision > 0) lastWidth++;
  if (first.precision === 0 && precision > 0) firstWidth++;
  const width = isEqualWidth ? Math.max(firstWidth, lastWidth) : 0;
  return (value, scale) => formattedNumber(value, scale, precision, width);
};

const PLAIN: NumberFormat = {
  left: false,
  plus: false,
  blank: false,
  alternate: false,
  zero: false,
  width: 0,
  precision: undefined,
  conversion: 'g',
};

const formatted = (value: Decimal, format: NumberFormat): string => {
  const real: Real =
    value.infinite === 0
      ? realOf(value.value < 0n, value.value < 0n ? -value.value : value.value, -value.scale).value
      : { kind: 'infinite', negative: value.infinite < 0 };
  return formatReal(real, format);
};

/** @throws Failure */
const formatOf = (text: string | undefined): Show | undefined => {
  if (text === undefined) return undefined;
  const percents = [...text.matchAll(/%%|%/g)].filter(([each]) => each === '%').map(({ index }) => index);
  const [at, another] = percents;
  if (at === undefined) throw new Failure(`format ${quote(text)} has no % directive`);
  const [whole = '', , , conversion = ''] = /^%[-+#0 ']*(\d*)(\.\d*)?L?([^]?)/u.exec(text.slice(at)) ?? [];
  if (conversion === '') throw new Failure(`format ${quote(text)} ends in %`);
  if (!'efgaEFGA'.includes(conversion)) throw new Failure(`format ${quote(text)} has unknown %${conversion} directive`);
  if (another !== undefined) throw new Failure(`format ${quote(text)} has too many % directives`);
  const directive = readDirective(text, at, 'bash');
  if ('problem' in directive) throw new Failure(directive.problem);
  const { width, precision } = directive;
  const format: NumberFormat = {
    ...directive,
    width: width === '*' ? 0 : width,
    precision: precision === '*' ? undefined : precision,
  };
  const before = text.slice(0, at).replaceAll('%%', '%');
  const after = text.slice(at + whole.length).replaceAll('%%', '%');
  return (value) => before + formatted(value, format) + after;
};
