/** What grep's command line asks for. */
import { parseOptions, UsageProblem } from '../../options.ts';
import { grepPage } from './page.ts';

/** A mistake that grep tells in one line, without its usage. */
export class GrepProblem extends Error {
  override readonly name = 'GrepProblem';
}

export type Matcher = 'basic' | 'extended' | 'fixed' | 'perl';

export interface Settings {
  readonly has: (key: string) => boolean;
  readonly value: (key: string) => string | undefined;
  readonly matcher: Matcher;
  readonly ignoreCase: boolean;
  /** -e and -f in their order. */
  readonly sources: readonly (readonly ['e' | 'f', string])[];
  readonly files: readonly string[];
  readonly before: number;
  readonly after: number;
  readonly hasContext: boolean;
  readonly most: number;
  readonly recurses: boolean;
  readonly directories: string;
  readonly binary: 'binary' | 'text' | 'without-match';
  /** Absent: of files found below a directory. */
  readonly names: boolean | undefined;
  readonly colour: 'always' | 'never' | 'auto';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly excludeDirectories: readonly string[];
  readonly separator: string | undefined;
}

const MATCHERS: Readonly<Record<string, Matcher>> = { E: 'extended', F: 'fixed', G: 'basic', P: 'perl' };

/** @throws UsageProblem, GrepProblem. An empty message: no pattern was given */
export const readSettings = (args: readonly string[], matcher: Matcher): Settings | 'help' | 'version' => {
  const { options, all, operands } = parseOptions(args, {
    options: [...(grepPage.options ?? []), ['-V', '']],
    absent: 'D T U binary devices exclude-from initial-tab',
    digits: 'C',
  });
  const wish = all.findLast(([key]) => key === 'color' || key === 'colour')?.[1];
  // GNU's answer to a colour that is none is its whole help.
  if (options.has('help') || (wish !== undefined && !COLOURS.has(wish))) return 'help';
  if (options.has('V') || options.has('version')) return 'version';
  const named = (key: string): string[] => all.filter(([each]) => each === key).map(([, value]) => value);
  const last = (...keys: string[]) => all.findLast(([key]) => keys.includes(key));
  const sources = all.flatMap(([key, value]) => (key === 'e' || key === 'f' ? [[key, value] as const] : []));
  const [pattern, ...rest] = operands;
  if (sources.length === 0 && pattern === undefined) throw new UsageProblem('');
  const context = (key: 'A' | 'B'): number => {
    const found = options.get(key) ?? options.get('C');
    return found === undefined ? 0 : number(found, `${found}: invalid context length argument`);
  };
  const binary = last('a', 'I', 'binary-files');
  const names = last('H', 'h');
  const recursion = last('r', 'R', 'd');
  const directories = recursion === undefined ? 'read' : recursion[0] === 'd' ? recursion[1] : 'recurse';
  if (!['read', 'recurse', 'skip'].includes(directories)) {
    throw new UsageProblem(
      `invalid argument ‘${directories}’ for ‘--directories’\nValid arguments are:\n  - ‘read’\n  - ‘recurse’\n  - ‘skip’`,
    );
  }
  const files = sources.length === 0 ? rest : operands;
  return {
    has: (key) => options.has(key),
    value: (key) => options.get(key),
    matcher: chosen(
      all.map(([key]) => MATCHERS[key]).filter((each) => each !== undefined),
      matcher,
    ),
    ignoreCase: ['i', 'y'].includes(last('i', 'y', 'no-ignore-case')?.[0] ?? ''),
    sources: sources.length === 0 ? [['e', pattern ?? '']] : sources,
    files: files.length > 0 ? files : [directories === 'recurse' ? '.' : '-'],
    before: context('B'),
    after: context('A'),
    hasContext: ['A', 'B', 'C'].some((key) => options.has(key)),
    most: mostOf(options.get('m')),
    recurses: directories === 'recurse',
    directories,
    binary:
      binary === undefined
        ? 'binary'
        : binary[0] === 'a'
          ? 'text'
          : binary[0] === 'I'
            ? 'without-match'
            : kind(binary[1]),
    names: names === undefined ? (files.length > 1 ? true : undefined) : names[0] === 'H',
    colour: COLOURS.get(wish ?? 'never') ?? 'never',
    include: named('include'),
    exclude: named('exclude'),
    excludeDirectories: named('exclude-dir').map((each) => each.replace(/\/+$/, '')),
    separator:
      last('group-separator', 'no-group-separator')?.[0] === 'no-group-separator'
        ? undefined
        : (options.get('group-separator') ?? '--'),
  };
};

const chosen = (named: readonly Matcher[], standard: Matcher): Matcher => {
  const all = standard === 'basic' ? named : [standard, ...named];
  if (all.includes('perl') && all.some((each) => each !== 'perl'))
    throw new GrepProblem('conflicting matchers specified');
  return all.at(-1) ?? 'basic';
};

const number = (text: string, problem: string): number => {
  if (!/^\d+$/.test(text)) throw new GrepProblem(problem);
  return Number(text);
};

const mostOf = (text: string | undefined): number => {
  if (text === undefined) return Infinity;
  if (/^-\d+$/.test(text)) return Infinity;
  return number(text, 'invalid max count');
};

const kind = (text: string): Settings['binary'] => {
  if (text === 'binary' || text === 'text' || text === 'without-match') return text;
  throw new GrepProblem('unknown binary-files type');
};

const COLOURS: ReadonlyMap<string, Settings['colour']> = new Map([
  ...['', 'auto', 'tty', 'if-tty'].map((word) => [word, 'auto'] as const),
  ...['always', 'yes', 'force'].map((word) => [word, 'always'] as const),
  ...['never', 'no', 'none'].map((word) => [word, 'never'] as const),
]);
