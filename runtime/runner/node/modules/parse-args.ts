/** util.parseArgs: options of a command line, by a table. */
import { codedError } from '../errors/node-error.ts';

interface OptionConfig {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: unknown;
}

export interface ParseArgsConfig {
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, OptionConfig>>;
  readonly strict?: boolean;
  readonly allowPositionals?: boolean;
  readonly allowNegative?: boolean;
}

/** @throws TypeError `ERR_PARSE_ARGS_UNKNOWN_OPTION`, `…_INVALID_OPTION_VALUE`, `…_UNEXPECTED_POSITIONAL` */
export function parseArgs({
  args = [],
  options = {},
  strict = true,
  allowPositionals = !strict,
  allowNegative = false,
}: ParseArgsConfig = {}): { values: Record<string, unknown>; positionals: string[] } {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const positionals: string[] = [];
  const queue = [...args];

  const store = (name: string, value: unknown): void => {
    if (options[name]?.multiple === true) values[name] = [...((values[name] as unknown[] | undefined) ?? []), value];
    else values[name] = value;
  };
  const take = (name: string, shown: string, given: string | undefined): void => {
    const option = options[name];
    if (option === undefined && strict) throw unknown(shown, allowPositionals);
    if (option?.type === 'string') {
      const next = given ?? queue.shift();
      if (next === undefined || (given === undefined && strict && next.startsWith('-') && next !== '-'))
        throw invalid(`Option '${shown} <value>' argument ${next === undefined ? 'missing' : 'is ambiguous'}`);
      store(name, next);
    } else {
      if (given !== undefined && strict) throw invalid(`Option '${shown}' does not take an argument`);
      store(name, given ?? true);
    }
  };

  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      positionals.push(...queue.splice(0));
    } else if (arg.startsWith('--')) {
      const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
      const positive = name.replace(/^no-/, '');
      if (allowNegative && name !== positive && options[positive]?.type === 'boolean') store(positive, false);
      else take(name, shownOption(name, options), value);
    } else if (/^-./.test(arg)) {
      const letters = arg.slice(1);
      const first = letters[0] ?? '';
      const name = nameOfShort(first, options);
      const rest = letters.slice(1);
      if (name !== undefined && options[name]?.type === 'string')
        take(name, shownOption(name, options), rest === '' ? undefined : rest);
      else {
        take(name ?? first, name === undefined ? `-${first}` : shownOption(name, options), undefined);
        if (rest !== '') queue.unshift(`-${rest}`);
      }
    } else {
      if (!allowPositionals)
        throw codedError(
          'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          `Unexpected argument '${arg}'. This command does not take positional arguments`,
          { of: TypeError },
        );
      positionals.push(arg);
    }
  }
  for (const [name, option] of Object.entries(options))
    if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
  return { values, positionals };
}

const nameOfShort = (letter: string, options: Readonly<Record<string, OptionConfig>>): string | undefined =>
  Object.entries(options).find(([, { short }]) => short === letter)?.[0];

const shownOption = (name: string, options: Readonly<Record<string, OptionConfig>>): string => {
  const short = options[name]?.short;
  return short === undefined ? `--${name}` : `-${short}, --${name}`;
};

const unknown = (shown: string, allowPositionals: boolean): Error =>
  codedError(
    'ERR_PARSE_ARGS_UNKNOWN_OPTION',
    `Unknown option '${shown}'${allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${shown}"` : ''}`,
    { of: TypeError },
  );

const invalid = (message: string): Error =>
  codedError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', message, { of: TypeError });
