/** The words of an awk program. */
export interface Token {
  readonly kind:
    'number' | 'string' | 'regex' | 'name' | 'call' | 'keyword' | 'builtin' | 'operator' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
  /** As it stands in the program, for messages. */
  readonly shown: string;
}

/** What is wrong with a program, as mawk words it, without its own name. */
export class AwkProblem extends Error {
  override readonly name = 'AwkProblem';
}

const KEYWORDS = new Set(
  'BEGIN END function if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);

export const BUILTINS = new Set(
  'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush systime strftime mktime'.split(
    ' ',
  ),
);

const OPERATORS = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '>>',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '!~',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '!',
  '>',
  '<',
  '|',
  '?',
  ':',
  '~',
  '$',
  '=',
];

/** Behind these a `/` divides; anywhere else it begins an expression. */
const ENDS_OPERAND = new Set([')', ']', '$', '++', '--']);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Escapes of a string, and of -v and operands; one that means nothing keeps its backslash, as mawk has it. */
export const unescaped = (text: string): string =>
  text.replace(/\\(\n|[0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)/gs, (whole, escape: string) => {
    if (escape === '\n') return '';
    const known = ESCAPES[escape];
    if (known !== undefined) return known;
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8) & 0xff);
    if (/^x./.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return whole;
  });

/** @throws AwkProblem */
export const tokensOf = (program: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const add = (kind: Token['kind'], text: string, shown = text): void => {
    tokens.push({ kind, text, line, shown });
  };
  const dividesHere = (): boolean => {
    const last = tokens.at(-1);
    if (last === undefined) return false;
    if (['number', 'string', 'regex', 'name', 'builtin'].includes(last.kind)) return true;
    return last.kind === 'operator' && ENDS_OPERAND.has(last.text);
  };
  while (at < program.length) {
    const character = program[at] ?? '';
    if (character === ' ' || character === '\t' || character === '\r') {
      at++;
      continue;
    }
    if (character === '\n') {
      add('newline', '\n', 'end of line');
      at++;
      line++;
      continue;
    }
    if (character === '\\' && /^\\\r?\n/.test(program.slice(at, at + 3))) {
      at = program.indexOf('\n', at) + 1;
      line++;
      continue;
    }
    if (character === '#') {
      const end = program.indexOf('\n', at);
      at = end < 0 ? program.length : end;
      continue;
    }
    const rest = program.slice(at);
    if (character === '"') {
      const [whole] = /^"(?:[^"\\\n]|\\[^])*"/.exec(rest) ?? [];
      if (whole === undefined) throw runaway('string constant', rest, line);
      add('string', unescaped(whole.slice(1, -1)), whole);
      line += whole.split('\n').length - 1;
      at += whole.length;
      continue;
    }
    if (character === '/' && !dividesHere()) {
      const [whole] = /^\/(?:\[\^?\]?(?:\\.|[^\]\n])*\]|\\.|[^/\\\n[])*\//.exec(rest) ?? [];
      if (whole === undefined) throw runaway('regular expression', rest, line);
      add('regex', whole.slice(1, -1).replace(/\\\//g, '/'), whole);
      at += whole.length;
      continue;
    }
    const [number] = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest) ?? [];
    if (number !== undefined) {
      add('number', number);
      at += number.length;
      continue;
    }
    const [name] = /^[A-Za-z_]\w*/.exec(rest) ?? [];
    if (name !== undefined) {
      const kind = KEYWORDS.has(name)
        ? 'keyword'
        : BUILTINS.has(name)
          ? 'builtin'
          : program[at + name.length] === '('
            ? 'call'
            : 'name';
      add(kind, name);
      at += name.length;
      continue;
    }
    const operator = OPERATORS.find((each) => rest.startsWith(each));
    if (operator === undefined) throw new AwkProblem(`${line}: unexpected character '${character}'`);
    add('operator', operator);
    at += operator.length;
  }
  add('end', '', 'end of line');
  return tokens;
};

const runaway = (what: string, rest: string, line: number): AwkProblem =>
  new AwkProblem(`line ${line}: runaway ${what} ${(rest.split('\n')[0] ?? '').slice(0, 10)} ...`);
