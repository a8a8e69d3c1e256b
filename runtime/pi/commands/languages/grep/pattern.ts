/** The patterns of a grep, of whatever kind, as one thing that finds. */
import { posixRegex, RegexProblem } from '../../../posix-regex.ts';
import { mayRunAway } from '../../../regex/runaway.ts';
import type { Settings } from './settings.ts';

export interface Finder {
  test(text: string): boolean;
  /** The first match at `from` or behind it. */
  exec(text: string, from: number): { readonly index: number; readonly end: number } | null;
}

/** @throws RegexProblem */
export const finderOf = (patterns: readonly string[], settings: Settings, warn: (message: string) => void): Finder => {
  if (patterns.length === 0) return { test: () => false, exec: () => null };
  if (settings.matcher === 'perl') return perlFinder(patterns, settings);
  const regex = posixRegex(patterns, {
    dialect: 'grep',
    extended: settings.matcher === 'extended',
    literal: settings.matcher === 'fixed',
    ignoreCase: settings.ignoreCase,
    wholeWord: settings.has('w'),
    wholeLine: settings.has('x'),
    warn,
  });
  return { test: (text) => regex.test(text), exec: (text, from) => regex.exec(text, from) };
};

/** -P: what Perl writes otherwise than JavaScript is written anew, and JavaScript reads the rest. */
const perlFinder = (patterns: readonly string[], settings: Settings): Finder => {
  if (patterns.length > 1) throw new RegexProblem('the -P option only supports a single pattern');
  let source = translated(patterns[0] ?? '');
  let flags = settings.ignoreCase ? 'gi' : 'g';
  const [inline = '', letters = ''] = /^\(\?([a-z]+)\)/.exec(source) ?? [];
  if (inline !== '' && /^[ims]+$/.test(letters)) {
    source = source.slice(inline.length);
    flags = `g${[...new Set([...flags.slice(1), ...letters])].join('')}`;
  }
  if (mayRunAway(source))
    throw new RegexProblem(
      'a repetition inside a repetition is more than -P does on this simulated Raspberry Pi: use -E',
    );
  if (settings.has('x')) source = `^(?:${source})$`;
  else if (settings.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  const regex = javaScriptRegex(source, flags);
  return {
    test: (text) => {
      regex.lastIndex = 0;
      return regex.test(text);
    },
    exec: (text, from) => {
      regex.lastIndex = from;
      const found = regex.exec(text);
      return found === null ? null : { index: found.index, end: found.index + found[0].length };
    },
  };
};

const javaScriptRegex = (source: string, flags: string): RegExp => {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // Strict as `u` is, it refuses escapes that Perl does not mind.
  }
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new RegexProblem(inPerlsWords(error instanceof Error ? error.message : ''));
  }
};

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

const translated = (pattern: string): string => {
  const written = pattern
    .replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replace(
      /\\([hAzZRGEQ])/g,
      (whole, letter: string) => ({ h: '[ \\t]', A: '^', z: '$', Z: '$', R: '\\n' })[letter] ?? whole,
    )
    .replaceAll('(?P<', '(?<')
    .replace(/([*+?}])\+/g, '$1');
  const kept = written.indexOf('\\K');
  return kept < 0 ? written : `(?<=${written.slice(0, kept)})${written.slice(kept + 2)}`;
};

const inPerlsWords = (message: string): string => {
  if (/Unterminated group/.test(message)) return 'missing closing parenthesis';
  if (/Unmatched '\)'/.test(message)) return 'unmatched closing parenthesis';
  if (/Unterminated character class|Lone quantifier brackets/.test(message))
    return 'missing terminating ] for character class';
  if (/Nothing to repeat/.test(message)) return 'quantifier does not follow a repeatable item';
  if (/at end of pattern/.test(message)) return '\\ at end of pattern';
  if (/out of order/.test(message)) return 'range out of order in character class';
  return message.replace(/^Invalid regular expression: /, '');
};
