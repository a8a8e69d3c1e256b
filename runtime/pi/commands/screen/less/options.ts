/** How less is told what to do: its command line, and before it the variable LESS. */
import { parseOptions, UsageProblem } from '../../options.ts';
import type { OptionText } from '../../../manual/page.ts';
import { PROMPTS } from './prompt.ts';
import type { CaseRule } from './search.ts';

export interface LessOptions {
  readonly caseRule: CaseRule;
  readonly quitAtEnd: 'never' | 'second' | 'first';
  readonly quitIfOneScreen: boolean;
  readonly quitOnInterrupt: boolean;
  readonly force: boolean;
  readonly marks: boolean;
  readonly numbers: boolean;
  readonly chop: boolean;
  readonly squeeze: boolean;
  readonly colours: boolean;
  readonly alternateScreen: boolean;
  readonly tildes: boolean;
  readonly quiet: boolean;
  readonly tab: number;
  readonly prompt: string;
  /** Typed into each file as it is opened: `+G`, `++G`; the first file only without the second plus. */
  readonly first: string;
  readonly every: string;
  readonly pattern: string | undefined;
}

export interface LessLine {
  readonly options: LessOptions;
  readonly files: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
  /** What was not understood, in less's words. */
  readonly problems: readonly string[];
}

/** @param variable the value of LESS: `-R -i`, or `Ri` without the dash */
export const readLessLine = (
  args: readonly string[],
  variable: string | undefined,
  described: readonly OptionText[],
): LessLine => {
  const problems: string[] = [];
  const values = new Map<string, string>();
  const files: string[] = [];
  const starts = { first: '', every: '' };
  const read = (words: readonly string[], takesFiles: boolean): void => {
    const rest = words.filter((word, index) => {
      if (!word.startsWith('+') || word === '+' || words.slice(0, index).includes('--')) return true;
      if (word.startsWith('++')) starts.every = word.slice(2);
      else starts.first = word.slice(1);
      return false;
    });
    for (;;) {
      try {
        const { all, operands } = parseOptions(rest, { options: described, absent: ABSENT });
        for (const [key, value] of all) values.set(key, value);
        if (takesFiles) files.push(...operands);
        return;
      } catch (error) {
        if (!(error instanceof UsageProblem)) throw error;
        const wrong = wordsOf(error.message);
        problems.push(wrong.text);
        // less goes on without what it does not know.
        const at = rest.findIndex((word) => word.startsWith('-') && word.includes(wrong.option));
        if (at < 0) return;
        const word = rest[at] ?? '';
        const less = word.startsWith('--') ? '' : word.replace(wrong.option, '');
        rest.splice(at, 1, ...(less === '' || less === '-' ? [] : [less]));
      }
    }
  };
  read(
    (variable ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => (/^[-+]/.test(word) ? word : `-${word}`)),
    false,
  );
  read(args, true);
  const has = (...keys: readonly string[]): boolean => keys.some((key) => values.has(key));
  return {
    files,
    problems,
    help: has('help', '?'),
    version: has('version', 'V'),
    options: {
      caseRule: has('I') ? 'ignore' : has('i') ? 'smart' : 'exact',
      quitAtEnd: has('E') ? 'first' : has('e') ? 'second' : 'never',
      quitIfOneScreen: has('F'),
      quitOnInterrupt: has('K'),
      force: has('f'),
      marks: !has('G'),
      numbers: has('N'),
      chop: has('S'),
      squeeze: has('s'),
      colours: has('R', 'r'),
      alternateScreen: !has('X'),
      tildes: !has('~'),
      quiet: has('q', 'Q'),
      tab: Math.max(1, Number(values.get('x') ?? 8) || 8),
      prompt: values.get('P') ?? (has('M') ? PROMPTS.long : has('m') ? PROMPTS.medium : PROMPTS.short),
      first: starts.first,
      every: starts.every,
      pattern: values.get('p'),
    },
  };
};

const ABSENT =
  'a A b B c C d D h J j k L o O t T u U W w y z # " auto-buffers clear-screen tag tag-file underline-special UNDERLINE-SPECIAL follow-name incsearch mouse rscroll save-marks use-backslash wheel-lines jump-target window status-column log-file hilite-unread';

const wordsOf = (message: string): { text: string; option: string } => {
  const [, letter] = /^invalid option -- '(.)'/.exec(message) ?? [];
  const [, long] = /^unrecognized option '--(.*)'/.exec(message) ?? [];
  const option = letter ?? long ?? /'-{0,2}([^']*)'/.exec(message)?.[1] ?? '';
  if (letter === undefined && long === undefined) return { text: message, option };
  return {
    text: `There is no ${letter === undefined ? option : `-${option}`} option ("less --help" for help)`,
    option,
  };
};
