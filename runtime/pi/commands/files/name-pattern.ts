/**
 * Patterns of names (fnmatch(3)), for find -name, ls --hide, du --exclude: those of the shell, where
 * `*` and `?` match a slash too.
 */
import { matcher } from '../../shell/pattern.ts';

export interface PatternOptions {
  /** A dot at the beginning is only matched by a dot. */
  readonly period?: boolean;
  readonly ignoreCase?: boolean;
}

const compiled = new Map<string, (text: string) => boolean>();
/** What goes through many patterns must not keep them all. */
const MOST_COMPILED = 200;

export const matches = (pattern: string, name: string, { period, ignoreCase }: PatternOptions = {}): boolean => {
  if (period === true && name.startsWith('.') && !/^\\?\./.test(pattern)) return false;
  const folded = ignoreCase === true ? pattern.toLowerCase() : pattern;
  let match = compiled.get(folded);
  if (match === undefined) {
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    match = matcher(folded);
    compiled.set(folded, match);
  }
  return match(ignoreCase === true ? name.toLowerCase() : name);
};
