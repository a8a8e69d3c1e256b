import type { Builtin, Shell } from '../shell.ts';
import { setNamed } from '../named.ts';
import { isName } from '../variables.ts';
import { showUsage } from './usage.ts';

/** Where in a word like `-abc` the last call stopped; it holds for the word and the OPTIND it was at. */
interface Place {
  readonly index: number;
  readonly letter: number;
}

const places = new WeakMap<Shell, Place>();

/**
 * `getopts ab: name [words]`: the next option of the positional parameters into `name`, its argument into
 * OPTARG, where it goes on into OPTIND. With a colon first, mistakes are the caller's to tell.
 */
export const getopts: Builtin = async (shell, args) => {
  const [, optstring, name, ...given] = args[1] === '--' ? args.toSpliced(1, 1) : args;
  if (optstring === undefined || name === undefined)
    return showUsage(shell, 'getopts', 'getopts optstring name [arg ...]');
  const { variables } = shell;
  const words = given.length > 0 ? given : shell.positional;
  const silent = optstring.startsWith(':');
  const index = Math.max(1, Number(variables.get('OPTIND') ?? 1) || 1);
  const place = places.get(shell);
  let letter = place?.index === index ? place.letter : 1;
  const word = words[index - 1] ?? '';
  if (letter >= word.length) letter = 1;
  const finish = async (option: string, next: number, at: number, argument?: string): Promise<number> => {
    variables.set('OPTIND', String(next));
    places.set(shell, { index: next, letter: at });
    if (argument === undefined) variables.unset('OPTARG');
    else variables.set('OPTARG', argument);
    if (!isName(name)) {
      await shell.complain(`getopts: \`${name}': not a valid identifier`);
      return 1;
    }
    return (await setNamed(shell, name, option)) ? 0 : 1;
  };
  if (!/^-./.test(word) || word === '--') {
    const status = await finish('?', word === '--' ? index + 1 : index, 1);
    return status === 0 ? 1 : status;
  }
  const option = word[letter] ?? '';
  const isLast = letter + 1 >= word.length;
  const [next, at] = isLast ? [index + 1, 1] : [index, letter + 1];
  const complain = async (text: string): Promise<void> => {
    if (!silent && variables.get('OPTERR') !== '0') await shell.print(`${shell.name}: ${text} -- ${option}\n`, 2);
  };
  const known = option === ':' ? -1 : optstring.indexOf(option, silent ? 1 : 0);
  if (known < 0) {
    await complain('illegal option');
    return finish('?', next, at, silent ? option : undefined);
  }
  if (optstring[known + 1] !== ':') return finish(option, next, at);
  if (!isLast) return finish(option, index + 1, 1, word.slice(letter + 1));
  const argument = words[index];
  if (argument !== undefined) return finish(option, index + 2, 1, argument);
  await complain('option requires an argument');
  return finish(silent ? ':' : '?', index + 1, 1, silent ? option : undefined);
};
