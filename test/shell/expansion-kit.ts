import { evaluateArithmetic } from '#runtime/pi/shell/arithmetic.ts';
import type { Command, SimpleCommand } from '#runtime/pi/shell/ast.ts';
import type { ExpansionContext, ExpansionOptions } from '#runtime/pi/shell/expansion-context.ts';
import type { Directories } from '#runtime/pi/shell/glob.ts';
import { expandWords } from '#runtime/pi/shell/expand.ts';
import { parse } from '#runtime/pi/shell/parser.ts';
import { Variables } from '#runtime/pi/shell/variables.ts';

/** A file tree of paths: what ends in a slash is a directory. */
export const directoriesOf = (paths: readonly string[]): Directories => {
  const full = (path: string): string => (path.startsWith('/') ? path : `/${path}`).replace(/\/+$/, '') || '/';
  const known = new Map([['/', true], ...paths.map((path) => [full(path), path.endsWith('/')] as const)]);
  return {
    names: (path) => {
      const prefix = full(path) === '/' ? '/' : `${full(path)}/`;
      const below = [...known.keys()].filter((each) => each !== '/' && each.startsWith(prefix));
      return below.map((each) => each.slice(prefix.length)).filter((name) => !name.includes('/'));
    },
    exists: (path) => known.has(full(path)),
    isDirectory: (path) => known.get(full(path)) === true,
  };
};

export interface ExpansionSetting {
  readonly variables?: Variables;
  readonly positional?: readonly string[];
  readonly files?: readonly string[];
  readonly options?: Partial<ExpansionOptions>;
}

/** What expansion sees of a shell, without the shell: `$(x y)` gives `<x y>`. */
export const expansionContext = (
  setting: ExpansionSetting = {},
): ExpansionContext & { readonly complaints: string[] } => {
  const { variables = new Variables({ HOME: '/home/pi' }), positional = [] } = setting;
  const options = { nounset: false, noglob: false, ...setting.options };
  const complaints: string[] = [];
  const special: Readonly<Record<string, string>> = { '?': '0', '#': String(positional.length), 0: 'bash', $: '7' };
  const arithmetic = (expression: string): bigint => evaluateArithmetic(expression, { variables, ...options });
  variables.arithmetic = arithmetic;
  return {
    complaints,
    parameter: (name) => special[name] ?? variables.get(name),
    positional,
    variables,
    assign: (name, value) => variables.set(name, value),
    substitute: (list) => {
      const commands = list.map(({ andOr }) => andOr.first.commands[0]).filter((command) => isSimple(command));
      return Promise.resolve(commands.map(({ words }) => `<${words.map(({ source }) => source).join(' ')}>`).join(''));
    },
    substituteProcess: (direction) => Promise.resolve(`/dev/fd/${direction === '<' ? 63 : 62}`),
    arithmetic: (expression) => Promise.resolve().then(() => arithmetic(expression)),
    expansions: () => import('#runtime/pi/shell/expansions.ts'),
    promptText: (text) => Promise.resolve(text.replaceAll('\\u', 'pi')),
    complain: (text) => {
      complaints.push(text);
      return Promise.resolve();
    },
    homeOf: (user) => ({ '': '/home/pi', root: '/root' })[user],
    directories: directoriesOf(setting.files ?? []),
    options,
  };
};

const isSimple = (command: Command | undefined): command is SimpleCommand => command?.kind === 'simple';

/** The words that `text`, typed behind a command, becomes. */
export const wordsOf = (text: string, context: ExpansionContext = expansionContext()): Promise<string[]> => {
  const command = parse(`cmd ${text}`, { extglob: context.options.extglob === true })[0]?.andOr.first.commands[0];
  if (!isSimple(command)) throw new Error(`${text} is no simple command`);
  return expandWords(command.words.slice(1), context);
};
