/** Calls of functions (bash(1), FUNCTIONS): parameters and variables of their own, `return`, a limit. */
import type { FunctionCommand } from './ast.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { DiscardLine, ReturnFromSource } from './flow.ts';
import type { Shell, ShellFunction } from './shell.ts';
import { setTemporaries } from './temporaries.ts';
import type { PseudoSignal } from './traps.ts';

/** bash itself goes on until its stack is full, and dies of it. FUNCNEST may set less. */
const DEEPEST = 10_000;

const limitOf = (shell: Shell): number => {
  const wish = Number(shell.variables.get('FUNCNEST') ?? 0);
  return Number.isInteger(wish) && wish > 0 ? Math.min(wish, DEEPEST) : DEEPEST;
};

/** Where a function that is defined now comes from: BASH_SOURCE. */
const sourceOf = (shell: Shell): string =>
  shell.calls.source ?? (shell.fromArgument ? 'environment' : shell.interactive ? 'main' : shell.name);

export const defineFunction = async (shell: Shell, command: FunctionCommand): Promise<number> => {
  if (/['"\\$]/.test(command.name)) {
    await shell.complain(`\`${command.name}': not a valid identifier`);
    return 1;
  }
  if (shell.readonlyFunctions.has(command.name)) {
    await shell.complain(`${command.name}: readonly function`);
    return 1;
  }
  shell.functions.set(command.name, { command, source: sourceOf(shell) });
  return 0;
};

export interface FunctionCall {
  readonly argv: readonly string[];
  /** `x=1 f`: x is the function's own while it runs. */
  readonly assignments: readonly (readonly [string, string])[];
  /** Runs the body: the executor. */
  readonly run: () => Promise<number>;
}

export const callFunction = async (
  shell: Shell,
  { source }: ShellFunction,
  { argv, assignments, run }: FunctionCall,
): Promise<number> => {
  const [name = ''] = argv;
  const limit = limitOf(shell);
  const { positional, loops, variables, line } = shell;
  shell.calls.push({ name, source, line, kind: 'function' });
  const shown = shell.traps.hide(notInherited(shell));
  variables.pushScope('function');
  shell.positional = argv.slice(1);
  shell.loops = 0;
  try {
    if (shell.calls.functions > limit) {
      await shell.complain(`${name}: maximum function nesting level exceeded (${limit})`);
      throw new DiscardLine();
    }
    // A function that calls itself must not fill the stack of JavaScript: it unwinds here.
    await Promise.resolve();
    await setTemporaries(shell, assignments);
    if (shell.options.functrace) await shell.traps.condition('DEBUG');
    return await untilReturn(shell, run);
  } catch (error) {
    // It is told of where the call began; by then this place is forgotten.
    if (error instanceof ExpansionProblem) error.where ??= shell.whereabouts;
    throw error;
  } finally {
    variables.popScope();
    shell.positional = positional;
    shell.loops = loops;
    const options = shell.calls.pop()?.options;
    if (options !== undefined) Object.assign(shell.options, options);
    shell.line = line;
    shown();
  }
};

const notInherited = ({ options }: Shell): readonly PseudoSignal[] => [
  ...(options.functrace ? [] : (['DEBUG', 'RETURN'] as const)),
  ...(options.errtrace ? [] : (['ERR'] as const)),
];

/** Also of a sourced file: `return` ends it, then the RETURN trap runs. */
export const untilReturn = async (shell: Shell, run: () => Promise<number>): Promise<number> => {
  let status: number;
  try {
    status = await run();
  } catch (error) {
    if (!(error instanceof ReturnFromSource)) throw error;
    status = error.status;
  }
  shell.status = status;
  await shell.traps.condition('RETURN');
  return status;
};
