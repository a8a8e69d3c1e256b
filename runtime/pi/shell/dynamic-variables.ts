/** Variables that are made anew at each look (bash(1), Shell Variables). */
import { accountOf, GROUP_IDS } from '../files/rights.ts';
import { OPTION_NAMES } from './shell-options.ts';
import type { Shell } from './shell.ts';
import type { DynamicVariable } from './variables.ts';
import { randomUint32 } from '#runtime/random-number.ts';

/** From a seed, as `RANDOM=42` gives the same numbers each time: the generator of Park and Miller, as bash's. */
export class RandomNumbers {
  #seed: number;
  #last = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  next(): number {
    let number: number;
    do {
      const from = this.#seed === 0 ? 123_459_876 : this.#seed;
      this.#seed = Number((16_807n * BigInt(from)) % 2_147_483_647n);
      number = ((this.#seed >>> 16) ^ (this.#seed & 0xffff)) & 0x7fff;
    } while (number === this.#last);
    this.#last = number;
    return number;
  }
}

const seedOf = (bytes: Uint8Array): number => bytes.reduce((seed, byte) => ((seed << 8) | byte) & 0x7fffffff, 0);

/** What RANDOM and SECONDS go on from: a subshell has its own. */
export interface DynamicState {
  numbers?: RandomNumbers;
  /** On the process's clock. */
  since: number;
}

/**
 * @param shell its variables get those that it does not have: of a subshell's, only what its parent has not unset
 */
export const defineDynamicVariables = (shell: Shell): void => {
  const { variables, dynamic } = shell;
  const isCopy = shell.subshell;
  const put = (name: string, variable: DynamicVariable): void => {
    if (!isCopy || variables.isDynamic(name)) variables.defineDynamic(name, variable);
  };
  const define = (name: string, read: () => string | undefined, write: (value: string) => void = () => {}): void =>
    put(name, { read, write });
  const list = (name: string, elements: () => readonly string[]): void =>
    put(name, { read: () => elements()[0], elements });

  const numbers = (): RandomNumbers => (dynamic.numbers ??= new RandomNumbers(seedOf(shell.process.random.bytes(4))));
  define(
    'RANDOM',
    () => String(numbers().next()),
    (value) => (dynamic.numbers = new RandomNumbers(Number(value) | 0)),
  );
  define('SRANDOM', () => String(randomUint32(shell.process.random)));
  define(
    'SECONDS',
    () => String(Math.floor((shell.process.clock.now() - dynamic.since) / 1_000)),
    (value) => (dynamic.since = shell.process.clock.now() - (Number(value) || 0) * 1_000),
  );
  define('EPOCHSECONDS', () => String(Math.floor(shell.process.clock.now() / 1_000)));
  define('EPOCHREALTIME', () => (shell.process.clock.now() / 1_000).toFixed(6));

  define('LINENO', () => String(shell.line));
  define('BASHPID', () => String(shell.process.pid));
  define('BASH_SUBSHELL', () => String(shell.depth));
  define('BASH_COMMAND', () => (shell.current === undefined ? '' : shell.atHand.formatHead(shell.current)));
  define('HISTCMD', () => String(shell.history?.next ?? 1));
  define('SHELLOPTS', () => OPTION_NAMES.filter((name) => shell.options[name]).join(':'));
  define('BASHOPTS', () => [...shell.shopts].flatMap(([name, on]) => (on ? [name] : [])).join(':'));

  list('PIPESTATUS', () => shell.pipeStatus.map(String));
  list('FUNCNAME', () => (hasNames(shell) ? shell.calls.all.map(({ name }) => name) : []));
  list('BASH_SOURCE', () => shell.calls.all.map(({ source }) => source));
  list('BASH_LINENO', () => shell.calls.all.map(({ line }) => String(line)));
  list('DIRSTACK', () => [shell.variables.get('PWD') ?? shell.process.cwd, ...shell.directories]);
  list('GROUPS', () => shell.process.groups.map((name) => String(groupId(name))));
};

const groupId = (name: string): number => GROUP_IDS[name] ?? accountOf(name)?.id ?? 65_534;

/** FUNCNAME is there only while a function or a sourced file runs. */
const hasNames = ({ calls }: Shell): boolean => calls.functions > 0 || calls.all[0]?.kind === 'source';

/** What bash sets once, when it starts. */
export const setShellVariables = (shell: Shell): void => {
  const { process, variables } = shell;
  const uid = String(accountOf(process.user)?.id ?? 65_534);
  const once: readonly (readonly [string, string])[] = [
    ['BASH', '/usr/bin/bash'],
    ['BASH_VERSION', '5.2.15(1)-release'],
    ['HOSTNAME', process.hostname],
    ['HOSTTYPE', process.machine.architecture],
    ['MACHTYPE', `${process.machine.architecture}-unknown-linux-gnu`],
    ['OSTYPE', 'linux-gnu'],
    ['OPTERR', '1'],
    ['OPTIND', '1'],
    ['PS4', '+ '],
  ];
  for (const [name, value] of once) if (variables.get(name) === undefined) variables.set(name, value);
  variables.set('IFS', ' \t\n');
  variables.set('OPTIND', '1');
  if (variables.kind('BASH_VERSINFO') === undefined) {
    variables.setElements(
      'BASH_VERSINFO',
      ['5', '2', '15', '1', 'release', `${process.machine.architecture}-unknown-linux-gnu`].map(
        (text) => [undefined, text] as const,
      ),
    );
    variables.declare('BASH_VERSINFO', { on: ['readonly'] });
  }
  const fixed: readonly (readonly [string, string])[] = [
    ['UID', uid],
    ['EUID', uid],
    ['PPID', String(process.parent)],
  ];
  for (const [name, value] of fixed) {
    if (variables.has(name, 'readonly')) continue;
    variables.set(name, value);
    variables.declare(name, { on: ['integer', 'readonly'] });
  }
  if (variables.get('PATH') === undefined)
    variables.set('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
};
