export interface XxdOptions {
  readonly form: 'hex' | 'bits' | 'little' | 'plain' | 'c';
  /** Bytes a line; 0: all in one. */
  readonly columns: number;
  readonly group: number;
  readonly length: number;
  readonly seek: number;
  readonly fromEnd: boolean;
  readonly fromHere: boolean;
  readonly addressOffset: number;
  readonly decimal: boolean;
  readonly upper: boolean;
  readonly skipsNul: boolean;
  readonly capitals: boolean;
  readonly ebcdic: boolean;
  readonly reverts: boolean;
  readonly name: string | undefined;
  readonly input: string;
  readonly output: string;
}

/** Letters with a value, and what may follow them to make a word. */
const WITH_VALUE: Readonly<Record<string, readonly string[]>> = {
  c: ['ols'],
  g: ['roup', 'roups'],
  l: ['en'],
  o: ['ffset', 'ff'],
  n: ['ame'],
  s: ['kip', 'eek'],
};

const FORMS: Readonly<Record<string, XxdOptions['form']>> = { b: 'bits', e: 'little', p: 'plain', i: 'c' };
const DEFAULT_COLUMNS: Readonly<Record<XxdOptions['form'], number>> = {
  hex: 16,
  bits: 6,
  little: 16,
  plain: 30,
  c: 12,
};
const DEFAULT_GROUP: Readonly<Record<XxdOptions['form'], number>> = { hex: 2, bits: 1, little: 4, plain: 0, c: 0 };

/** strtol(3), base 0: what is no number is 0. */
const number = (text: string): number => {
  const [, sign = '', digits = '0'] = /^\s*([-+]?)(0x[0-9a-f]+|\d+)/i.exec(text) ?? [];
  const value = /^0\d/.test(digits) ? parseInt(digits, 8) || 0 : Number(digits);
  return sign === '-' ? -value : value;
};

/** Only the first letter of an option counts: `-p`, `-ps`, `-plain` are one. */
export const readOptions = (
  args: readonly string[],
): XxdOptions | 'usage' | 'help' | 'version' | { readonly problem: string } => {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let form: XxdOptions['form'] = 'hex';
  const rest = [...args];
  if (rest.length === 1 && rest[0] === '--help') return 'help';
  while (/^-./.test(rest[0] ?? '')) {
    const arg = rest.shift() ?? '';
    if (arg === '--') break;
    const word = /^--./.test(arg) ? arg.slice(1) : arg;
    const letter = word[1] ?? '';
    const attached = word.slice(2);
    if (letter === 'v') return 'version';
    if (letter === 'c' && attached.startsWith('ap')) flags.add('C');
    else if (WITH_VALUE[letter] !== undefined) {
      const value = attached === '' || WITH_VALUE[letter]?.includes(attached) === true ? rest.shift() : attached;
      if (value === undefined) return 'usage';
      values.set(letter, value);
    } else if (FORMS[letter] !== undefined) form = FORMS[letter] ?? form;
    else if ('aCdrEu'.includes(letter)) {
      if (letter === 'a' && flags.has('a')) flags.delete('a');
      else flags.add(letter);
    } else return 'usage';
  }
  if (rest.length > 2) return 'usage';
  const columns = number(values.get('c') ?? '0');
  const isPlain = form === 'plain' && values.has('c') && columns === 0;
  const shownColumns = columns === 0 && !isPlain ? DEFAULT_COLUMNS[form] : columns;
  const isInLines = form === 'hex' || form === 'bits' || form === 'little';
  if (shownColumns < 0 || (isInLines && shownColumns > 256))
    return { problem: 'invalid number of columns (max. 256).' };
  const asked = values.has('g') ? number(values.get('g') ?? '') : DEFAULT_GROUP[form];
  const group = asked < 1 || asked > shownColumns ? shownColumns : asked;
  if (form === 'little' && (group & (group - 1)) !== 0)
    return { problem: 'number of octets per group must be a power of 2 with -e.' };
  const seekText = values.get('s') ?? '';
  const fromHere = seekText.startsWith('+');
  const seek = number(fromHere ? seekText.slice(1) : seekText);
  return {
    form,
    columns: shownColumns,
    group,
    length: values.has('l') ? lengthOf(values.get('l') ?? '') : Infinity,
    seek: Math.abs(seek),
    fromEnd: seek < 0,
    fromHere,
    addressOffset: number(values.get('o') ?? '0'),
    decimal: flags.has('d'),
    upper: flags.has('u'),
    skipsNul: flags.has('a'),
    capitals: flags.has('C'),
    ebcdic: flags.has('E'),
    reverts: flags.has('r'),
    name: values.get('n'),
    input: rest[0] ?? '-',
    output: rest[1] ?? '-',
  };
};

const lengthOf = (text: string): number => {
  const length = number(text);
  return length < 0 ? Infinity : length;
};
