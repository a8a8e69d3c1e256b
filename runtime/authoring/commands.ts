/** The command lines in a lesson's text and solutions: do they parse, and what do they use? */
import type { Command, List, Word } from '#runtime/pi/shell/ast.ts';
import { parse } from '#runtime/pi/shell/parser.ts';
import { SyntaxProblem } from '#runtime/pi/shell/syntax-problem.ts';

/** @returns what the shell would object to, with its line in the text from 1; undefined: it parses */
export function syntaxProblem(text: string): { readonly message: string; readonly line: number } | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxProblem) return { message: error.message, line: error.line };
    throw error;
  }
}

/**
 * The commands and options that a text uses, one entry each: `mosquitto_sub`, `mosquitto_sub -t`.
 * Text that does not parse uses nothing.
 */
export function usedIn(text: string): readonly string[] {
  const used = new Set<string>();
  let list: List;
  try {
    list = parse(text);
  } catch (error) {
    if (error instanceof SyntaxProblem) return [];
    throw error;
  }
  for (const command of simpleCommands(list)) {
    const [name, ...rest] = command.map(literal);
    if (name === undefined || name === '') continue;
    used.add(name);
    for (const word of rest) if (/^--?[A-Za-z]/.test(word)) used.add(`${name} ${word}`);
  }
  return [...used];
}

/** What `teaches: ['mosquitto_sub -h -t']` teaches: `mosquitto_sub`, `mosquitto_sub -h`, `mosquitto_sub -t`. */
export function taughtBy(teaches: readonly string[]): readonly string[] {
  return teaches.flatMap((entry) => {
    const [name = '', ...options] = entry.trim().split(/\s+/);
    return [name, ...options.map((option) => `${name} ${option}`)];
  });
}

function simpleCommands(list: List): (readonly Word[])[] {
  return list.flatMap(({ andOr }) =>
    [andOr.first, ...andOr.rest.map(({ pipeline }) => pipeline)].flatMap(({ commands }) => commands.flatMap(wordsOf)),
  );
}

function wordsOf(command: Command): (readonly Word[])[] {
  switch (command.kind) {
    case 'simple':
      return [command.words];
    case 'subshell':
    case 'group':
    case 'for':
    case 'select':
    case 'arithmetic-for':
      return simpleCommands(command.body);
    case 'function':
      return wordsOf(command.body);
    case 'case':
      return command.clauses.flatMap(({ body }) => simpleCommands(body));
    case 'arithmetic':
    case 'conditional':
      return [];
    case 'while':
    case 'until':
      return [...simpleCommands(command.condition), ...simpleCommands(command.body)];
    case 'if':
      return [
        ...command.branches.flatMap(({ condition, body }) => [...simpleCommands(condition), ...simpleCommands(body)]),
        ...simpleCommands(command.otherwise ?? []),
      ];
  }
}

/** What a word says before anything is expanded. */
const literal = ({ parts }: Word): string => parts.map((part) => ('text' in part ? part.text : '')).join('');
