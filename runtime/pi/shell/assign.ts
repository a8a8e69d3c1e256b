/**
 * Assignments as commands make them (bash(1), PARAMETERS, Arrays).
 *
 *     x=1   x+=2   a[i+1]=x   a=(x y [5]=z)   m=([key]=value)   a+=(more [0]+=end)
 */
import type { Assignment, Word } from './ast.ts';
import { contextOf } from './context.ts';
import { expandText, expandWords } from './expand.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { lateParts } from './late-part.ts';
import { quoteValue, singleQuoted } from './quote.ts';
import type { Shell } from './shell.ts';
import { trace } from './xtrace.ts';

/** The key that a subscript means: evaluated, unless the array is an associative one. */
export const keyOf = async (shell: Shell, name: string, subscript: Word): Promise<string> => {
  const text = await expandText(subscript, contextOf(shell));
  if (shell.variables.kind(name) === 'associative') {
    if (text === '') throw new ExpansionProblem(`${name}[${subscript.source}]: bad array subscript`);
    return text;
  }
  if (/^(?:0|[1-9]\d{0,9})$/.test(text)) return text;
  return String(await contextOf(shell).arithmetic(text));
};

/** The value of a plain assignment. */
export const valueOf = (shell: Shell, { value }: Assignment): Promise<string> =>
  expandText(value, contextOf(shell), true);

/** An integer variable evaluates what it is given: that needs a late part. */
export const readyToEvaluate = async (shell: Shell, name: string): Promise<void> => {
  if (!shell.variables.has(name, 'integer') && shell.variables.reference(name) === undefined) return;
  await lateParts(shell);
};

/** @throws AssignmentProblem; ExpansionProblem */
export const assign = async (shell: Shell, assignment: Assignment): Promise<void> => {
  const { name, subscript, append, elements } = assignment;
  const { variables } = shell;
  await readyToEvaluate(shell, name);
  if (elements !== undefined) {
    if (subscript !== undefined)
      throw new ExpansionProblem(`${name}[${subscript.source}]: cannot assign list to array member`);
    await assignElements(shell, assignment);
    return;
  }
  const value = await valueOf(shell, assignment);
  if (subscript !== undefined) {
    const key = await keyOf(shell, name, subscript);
    if (shell.options.xtrace) await traced(shell, `${name}[${subscript.source}]`, append, value);
    variables.setElement(name, key, value, append);
  } else {
    if (shell.options.xtrace) await traced(shell, name, append, value);
    if (append) variables.append(name, value);
    else variables.set(name, value);
  }
  if (shell.options.allexport) variables.export(name);
};

const traced = (shell: Shell, name: string, append: boolean, value: string): Promise<void> =>
  trace(shell, `${name}${append ? '+' : ''}=${quoteValue(value)}`);

/** `name=(…)` */
export const assignElements = async (shell: Shell, { name, append, elements = [] }: Assignment): Promise<void> => {
  const associative = shell.variables.kind(name) === 'associative';
  const entries: [string | undefined, string, boolean?][] = [];
  const shown: string[] = [];
  const loose: string[] = [];
  for (const { subscript, append: more = false, value } of elements) {
    if (subscript === undefined) {
      const words = await expandWords([value], contextOf(shell));
      shown.push(...words.map((word) => (word === '' ? "''" : quoteValue(word))));
      if (associative) loose.push(...words);
      else for (const word of words) entries.push([undefined, word]);
    } else {
      const key = await keyOf(shell, name, subscript);
      const text = await expandText(value, contextOf(shell), true);
      shown.push(`[${subscript.source}]${more ? '+' : ''}=${text === '' ? '' : quoteValue(text)}`);
      // bash fills an associative array anew: what is added to is the value that the old one had.
      const before = more && associative && !append ? (shell.variables.element(name, key) ?? '') : undefined;
      entries.push(before === undefined ? [key, text, more] : [key, before + text]);
    }
  }
  // An associative array may be given as `(key value key value)`.
  for (let at = 0; at < loose.length; at += 2) entries.push([loose[at] ?? '', loose[at + 1] ?? '']);
  if (shell.options.xtrace) await trace(shell, `${name}${append ? '+' : ''}=(${shown.join(' ')})`);
  shell.variables.setElements(name, entries, append);
};

/** As `declare` is shown by `set -x`: the whole argument in quotes if need be. */
export const shownArgument = (argument: string): string =>
  argument === '' ? "''" : /[^\w=./:,+@%-]/.test(argument) ? singleQuoted(argument) : argument;
