import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { absolute } from '../../files/inode.ts';
import { ACCOUNTS, accountOf, groupsOf } from '../../files/rights.ts';
import type { Account } from '../../files/rights.ts';
import { helpOf } from '../../manual/help.ts';
import type { Command, PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { askPassword } from './password.ts';
import { keep, startAs } from './run-as.ts';
import { SUDO_PAGE } from './sudo.page.ts';
import { allowing, readSudoers, rulesOf } from './sudoers.ts';
import type { Rule } from './sudoers.ts';

const SECURE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const TRIES = 3;
/** sudoers(5), env_keep and env_check, of what this Pi has. */
const KEPT = /^(TERM|COLORTERM|LANG|LANGUAGE|LC_\w+|LS_COLORS|DISPLAY|TZ)$/;
const BUILTINS = new Set(
  'alias bg bind cd command declare dirs disown eval exec exit export fc fg getopts hash help history jobs let local logout popd pushd read readonly return set shift shopt source suspend times trap type typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;

/** sudo(8). Who may do what is in /etc/sudoers; here pi may do everything without a password. */
export const sudo: Command = {
  ...raw({
    page: SUDO_PAGE,
    run: async (process, out) => {
      try {
        return await main(process, out);
      } catch (error) {
        if (error instanceof Refused) return complain(process, ...error.lines);
        if (!(error instanceof UsageProblem)) throw error;
        return complain(process, error.message, ...usage());
      }
    },
  }),
  mode: 0o4755,
};

/** It is not to be: what is said, line by line. */
class Refused extends Error {
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines[0] ?? '');
    this.lines = lines;
  }
}

const complain = async (process: PiProcess, ...lines: readonly string[]): Promise<number> => {
  const text = lines.map((line) => (line.startsWith('usage:') ? line : `sudo: ${line}`));
  await process.stderr.write(text.map((line) => `${line}\n`).join(''));
  return 1;
};

const usage = (): string[] => SUDO_PAGE.synopsis.map((line) => `usage: ${line}`);

const main = async (process: PiProcess, out: StandardOut): Promise<number> => {
  const parsed = parseOptions(process.argv.slice(1), {
    options: SUDO_PAGE.options ?? [],
    absent: 'A B C N P R T a askpass bell c chroot close-from e edit g group h host r role t type',
    firstOperandEnds: true,
  });
  const { options } = parsed;
  if (options.has('help')) return say(out, helpOf(SUDO_PAGE));
  if (options.has('V') || options.has('version'))
    return say(out, 'Sudo version 1.9.13p3 (Kleber, simulated Raspberry Pi)\n');
  // A password that nobody has is never remembered: there is nothing to forget.
  if (options.has('K')) return 0;
  const target = accountNamed(options.get('u') ?? 'root');
  const { assignments, words } = splitAssignments(parsed.operands);
  const wantsShell = options.has('i') || options.has('s');
  if (options.has('k') && words.length === 0 && !wantsShell) return 0;
  if (options.has('v')) {
    await allow(process, target, undefined, options);
    return 0;
  }
  if (options.has('l')) return list(process, out, options, words);
  if (words.length === 0 && !wantsShell) return complain(process, ...usage());
  if (options.has('i') && options.has('s'))
    throw new UsageProblem("you may not specify both the '-i' and '-s' options");
  return run(process, target, { options, assignments, words });
};

const say = async (out: StandardOut, text: string): Promise<number> => {
  await out.write(text);
  return 0;
};

const accountNamed = (name: string): Account => {
  const id = /^#(\d+)$/.exec(name)?.[1];
  const account = id === undefined ? accountOf(name) : ACCOUNTS.find((each) => each.id === Number(id));
  if (account === undefined) throw new Refused(`unknown user ${name}`, 'error initializing audit plugin sudoers_audit');
  return account;
};

const splitAssignments = (operands: readonly string[]) => {
  const first = operands.findIndex((word) => !ASSIGNMENT.test(word));
  const at = first < 0 ? operands.length : first;
  return { assignments: operands.slice(0, at), words: operands.slice(at) };
};

/** @throws Refused when /etc/sudoers does not allow it, or asks for a password */
const allow = async (
  process: PiProcess,
  target: Account,
  path: string | undefined,
  options: Parsed['options'],
): Promise<void> => {
  const user = process.realUser;
  if (user === 'root') return;
  const rules = await rulesFor(process, user);
  const rule = allowing(rules, target.name, path);
  if (rule?.needsPassword === false) return;
  await authenticate(process, user, options);
  // Nobody comes here: no password is right.
};

const rulesFor = async (process: PiProcess, user: string): Promise<readonly Rule[]> => {
  const sudoers = await readSudoers(process);
  if (sudoers.mistakes.length > 0)
    throw new Refused(
      ...sudoers.mistakes.map((place) => `${place}: syntax error`),
      'error initializing audit plugin sudoers_audit',
    );
  return rulesOf(sudoers, user, groupsOf(user));
};

const authenticate = async (process: PiProcess, user: string, options: Parsed['options']): Promise<never> => {
  if (options.has('n')) throw new Refused('a password is required');
  const prompt = options.get('p') ?? `[sudo] password for ${user}: `;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (options.has('S')) {
      await process.stderr.write(prompt);
      if ((await process.stdin.read()) === null)
        throw new Refused('no password was provided', 'a password is required');
    } else if (!(await askPassword(process, prompt))) {
      if (process.terminal !== undefined) throw new Refused('no password was provided', 'a password is required');
      throw new Refused(
        'a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper',
        'a password is required',
      );
    }
    await process.sleep(2_000);
    if (attempt < TRIES) await process.stderr.write('Sorry, try again.\n');
  }
  throw new Refused(`${TRIES} incorrect password attempts`);
};

const list = async (
  process: PiProcess,
  out: StandardOut,
  options: Parsed['options'],
  words: readonly string[],
): Promise<number> => {
  const user = options.get('U') ?? process.realUser;
  accountNamed(user);
  const rules = await rulesFor(process, user);
  const [command] = words;
  if (command !== undefined) {
    const path = find(process, command, SECURE_PATH);
    if (path === undefined || allowing(rules, options.get('u') ?? 'root', path) === undefined) return 1;
    return say(out, `${[path, ...words.slice(1)].join(' ')}\n`);
  }
  if (rules.length === 0) return say(out, `User ${user} is not allowed to run sudo on ${process.hostname}.\n`);
  const path = SECURE_PATH.replaceAll(':', '\\:');
  const lines = rules.map(
    ({ runAs, needsPassword, commands }) =>
      `    (${runAs.replace(':', ' : ')}) ${needsPassword ? '' : 'NOPASSWD: '}${commands?.join(', ') ?? 'ALL'}\n`,
  );
  return say(
    out,
    `Matching Defaults entries for ${user} on ${process.hostname}:\n    env_reset, secure_path=${path}\n\nUser ${user} may run the following commands on ${process.hostname}:\n${lines.join('')}`,
  );
};

/** Where a command is; what has a slash in it is a path. */
const find = (process: PiProcess, name: string, path: string): string | undefined => {
  const candidates = name.includes('/') ? [name] : path.split(':').map((directory) => `${directory}/${name}`);
  return candidates.find((candidate) => {
    try {
      return process.fs.stat(candidate).kind === 'file' && process.fs.access(candidate, 'execute');
    } catch (error) {
      if (error instanceof SystemError) return false;
      throw error;
    }
  });
};

interface Wish {
  readonly options: Parsed['options'];
  readonly assignments: readonly string[];
  readonly words: readonly string[];
}

const run = async (process: PiProcess, target: Account, { options, assignments, words }: Wish): Promise<number> => {
  const isLogin = options.has('i');
  const shell = isLogin ? target.shell : (process.env['SHELL'] ?? target.shell);
  const wantsShell = isLogin || options.has('s');
  const { path, argv } = wantsShell ? shellLine(shell, isLogin, words) : commandLine(process, words);
  await allow(process, target, absolute(process.cwd, path), options);
  const env = environment(process, target, {
    ...(isLogin ? { login: true } : {}),
    keep: options.has('E'),
    command: [path, ...argv.slice(1)].join(' '),
  });
  if (isLogin || options.has('H')) env['HOME'] = target.home;
  for (const assignment of assignments) {
    const [, name = '', value = ''] = ASSIGNMENT.exec(assignment) ?? [];
    env[name] = value;
  }
  const directory = options.get('D') ?? (isLogin ? target.home : undefined);
  const cwd = directory !== undefined && process.fs.access(directory, 'execute') ? directory : undefined;
  let child: number;
  try {
    child = startAs(process, { run: path, argv, user: target.name, env, ...(cwd === undefined ? {} : { cwd }) });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Refused(`unable to execute ${path}: ${strerror(error.code)}`);
  }
  return options.has('b') ? 0 : keep(process, child);
};

/** The words as one command line for a shell, each as it is: what is no letter or digit is quoted. */
const shellLine = (shell: string, isLogin: boolean, words: readonly string[]) => {
  const name = shell.slice(shell.lastIndexOf('/') + 1);
  const line = words.map((word) => word.replace(/[^\w$-]/gu, (character) => `\\${character}`)).join(' ');
  return { path: shell, argv: [isLogin ? `-${name}` : shell, ...(words.length === 0 ? [] : ['-c', line])] };
};

const commandLine = (process: PiProcess, words: readonly string[]) => {
  const [name = ''] = words;
  const path = find(process, name, SECURE_PATH);
  if (path !== undefined) return { path, argv: words };
  throw new Refused(
    `${name}: command not found`,
    ...(BUILTINS.has(name)
      ? [
          `"${name}" is a shell built-in command, it cannot be run directly.`,
          'the -s option may be used to run a privileged shell.',
          'the -D option may be used to run a command in a specific directory.',
        ]
      : []),
  );
};

const environment = (
  process: PiProcess,
  target: Account,
  { login, keep: keepsAll, command }: { readonly login?: boolean; readonly keep: boolean; readonly command: string },
): Record<string, string> => {
  const caller = accountOf(process.realUser);
  const kept = Object.entries(process.env).filter(([name]) => keepsAll || KEPT.test(name));
  const own = {
    SHELL: target.shell,
    LOGNAME: target.name,
    USER: target.name,
    ...(keepsAll && login !== true ? {} : { HOME: target.home }),
  };
  return {
    ...Object.fromEntries(kept),
    PATH: SECURE_PATH,
    ...own,
    SUDO_COMMAND: command,
    SUDO_USER: process.realUser,
    SUDO_UID: String(caller?.id ?? 65_534),
    SUDO_GID: String(caller?.id ?? 65_534),
  };
};
