/** What changes the whole search of find(1), wherever it stands. */
import type { Reader } from './parse.ts';
import { ExpressionProblem } from './search.ts';
import type { Search } from './search.ts';

const IDLE: ReadonlySet<string> = new Set([
  '-xdev',
  '-mount',
  '-noleaf',
  '-ignore_readdir_race',
  '-noignore_readdir_race',
]);
const GLOBAL: ReadonlySet<string> = new Set(['-maxdepth', '-mindepth', '-depth', '-d', ...IDLE]);

const levels = (reader: Reader): number => {
  const value = reader.value();
  if (!/^\d+$/.test(value))
    throw new ExpressionProblem(`Expected a positive decimal integer argument to ${reader.name}, but got ‘${value}’`);
  return Number(value);
};

/** @param before the first test that stands before it. @returns whether it is an option */
export const option = (search: Search, reader: Reader, before: string): boolean => {
  const { name } = reader;
  if (GLOBAL.has(name) && before !== '' && search.warns)
    search.warnings.push(
      `warning: you have specified the global option ${name} after the argument ${before}, but global options are not positional, i.e., ${name} affects tests specified before it as well as those specified after it.  Please specify global options before other arguments.`,
    );
  switch (name) {
    case '-maxdepth':
      search.most = levels(reader);
      return true;
    case '-mindepth':
      search.least = levels(reader);
      return true;
    case '-depth':
    case '-d':
      search.contentsFirst = search.depthAsked = true;
      return true;
    case '-follow':
      search.follow = 'all';
      return true;
    case '-daystart':
      search.dayStart = true;
      return true;
    case '-warn':
      search.warns = true;
      return true;
    case '-nowarn':
      search.warns = false;
      return true;
    case '-regextype': {
      const type = reader.value();
      if (!REGEX_TYPES.includes(type))
        throw new ExpressionProblem(
          `Unknown regular expression type ‘${type}’; valid types are ${REGEX_TYPES.map((each) => `‘${each}’`).join(', ')}.`,
        );
      search.regexType = type;
      return true;
    }
    default:
      return IDLE.has(name);
  }
};

const REGEX_TYPES = [
  'findutils-default',
  'ed',
  'emacs',
  'gnu-awk',
  'grep',
  'posix-awk',
  'awk',
  'posix-basic',
  'posix-egrep',
  'egrep',
  'posix-extended',
  'posix-minimal-basic',
  'sed',
];
