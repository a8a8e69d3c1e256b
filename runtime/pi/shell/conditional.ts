/**
 * `[[ … ]]` (bash(1), Compound Commands): words are neither split nor globbed.
 *
 *     [[ $a == *.txt ]]     a pattern; `"*.txt"` is just that text
 *     [[ $a =~ ^([0-9]+) ]] an extended regular expression; ${BASH_REMATCH[1]}
 *     [[ $n -gt x+1 ]]      arithmetic
 */
import { posixRegex, RegexProblem } from '../posix-regex.ts';
import type { ConditionalExpression, Word, WordPart } from './ast.ts';
import { BINARY, NUMERIC, UNARY } from './conditions.ts';
import { contextOf } from './context.ts';
import { expandPattern, expandText } from './expand.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { lateParts } from './late-part.ts';
import { matcher } from './pattern.ts';
import type { Shell } from './shell.ts';
import { trace } from './xtrace.ts';

/** A regular expression that cannot be read, or an option that is none: status 2. */
class ConditionProblem extends Error {}

export const evaluateConditional = async (shell: Shell, expression: ConditionalExpression): Promise<number> => {
  try {
    return (await evaluate(shell, expression)) ? 0 : 1;
  } catch (error) {
    if (error instanceof ConditionProblem) {
      if (error.message !== '') await shell.complain(`[[: ${error.message}`);
      return 2;
    }
    if (!(error instanceof ExpansionProblem) || error.fatal || !(error instanceof Mistaken)) throw error;
    await shell.complain(`[[: ${error.message}`);
    return 1;
  }
};

/** What stands beside `-eq` cannot be evaluated. */
class Mistaken extends ExpansionProblem {}

const evaluate = async (shell: Shell, expression: ConditionalExpression): Promise<boolean> => {
  switch (expression.kind) {
    case 'not':
      return !(await evaluate(shell, expression.operand));
    case 'and':
      return (await evaluate(shell, expression.left)) && evaluate(shell, expression.right);
    case 'or':
      return (await evaluate(shell, expression.left)) || evaluate(shell, expression.right);
    case 'word':
      return unary(shell, '-n', expression.word);
    case 'unary':
      return unary(shell, expression.operator, expression.operand);
    case 'binary':
      return binary(shell, expression.operator, expression.left, expression.right);
  }
};

const unary = async (shell: Shell, operator: string, word: Word): Promise<boolean> => {
  const operand = await expandText(word, contextOf(shell));
  if (shell.options.xtrace) await trace(shell, `[[ ${operator} ${operand === '' ? "''" : operand} ]]`);
  if (operator === '-v' && operand.includes('[')) await lateParts(shell);
  const test = Object.hasOwn(UNARY, operator) ? UNARY[operator] : undefined;
  if (test === undefined) throw new ConditionProblem(`${operator}: unary operator expected`);
  return test(operand, shell);
};

const binary = async (shell: Shell, operator: string, leftWord: Word, rightWord: Word): Promise<boolean> => {
  const context = contextOf(shell);
  const left = await expandText(leftWord, context);
  const isPattern = operator === '=' || operator === '==' || operator === '!=';
  const right = isPattern
    ? await expandPattern(rightWord, context)
    : operator === '=~'
      ? await expandExpression(shell, rightWord)
      : await expandText(rightWord, context);
  if (shell.options.xtrace)
    await trace(shell, `[[ ${left === '' ? "''" : left} ${operator} ${right === '' ? "''" : right} ]]`);
  if (isPattern) return matches(shell, left, right) !== (operator === '!=');
  if (operator === '=~') return searches(shell, left, right);
  const compare = NUMERIC[operator];
  if (compare !== undefined) return compare(await number(shell, left), await number(shell, right));
  const test = Object.hasOwn(BINARY, operator) ? BINARY[operator] : undefined;
  if (test === undefined) throw new ConditionProblem(`${operator}: binary operator expected`);
  return test(left, right, shell);
};

const matches = (shell: Shell, text: string, pattern: string): boolean => {
  const { options } = contextOf(shell);
  // In [[ the patterns of extglob are always known (bash(1)).
  return matcher(pattern, { extglob: true, nocase: options.nocasematch === true })(text);
};

const number = async (shell: Shell, text: string): Promise<bigint> => {
  try {
    return await contextOf(shell).arithmetic(text);
  } catch (error) {
    if (error instanceof ExpansionProblem && !error.fatal) throw new Mistaken(error.message);
    throw error;
  }
};

/** What is quoted in a regular expression means itself. */
const expandExpression = async (shell: Shell, word: Word): Promise<string> => {
  let text = '';
  for (const part of word.parts) {
    const piece = await expandText({ parts: [part], source: '' }, contextOf(shell));
    text += isQuoted(part) ? piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : piece;
  }
  return text;
};

const isQuoted = ({ kind }: WordPart): boolean => kind === 'quoted' || kind === 'double';

const searches = (shell: Shell, text: string, expression: string): boolean => {
  const { variables, shopts } = shell;
  const groups: string[] = [];
  try {
    const regex = posixRegex(expression, { extended: true, ignoreCase: shopts.get('nocasematch') === true });
    const match = regex.exec(text);
    for (let index = 0; match !== null && index <= regex.groups; index++) groups.push(match.group(index) ?? '');
  } catch (error) {
    // bash says nothing: the status alone tells.
    if (error instanceof RegexProblem) throw new ConditionProblem('');
    throw error;
  }
  variables.setElements(
    'BASH_REMATCH',
    groups.map((group) => [undefined, group] as const),
  );
  return groups.length > 0;
};
