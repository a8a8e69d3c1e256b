import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { accountOf } from '../../files/rights.ts';
import type { Account } from '../../files/rights.ts';
import { loginEnvironment } from '../../login.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { Parsed } from '../options.ts';
import { askPassword } from './password.ts';
import { keep, startAs } from './run-as.ts';

/** su(1): only root gets through, nobody here has a password. */
export const su: Command = {
  ...command({
    page: {
      name: 'su',
      section: 1,
      summary: 'become another user',
      synopsis: ['su [OPTION]... [-] [USER [ARGUMENT...]]'],
      description: [
        'Runs a shell as another user, root if none is named. It asks for that user’s password. On Raspberry Pi OS root has none, so su lets nobody through but root itself: use *sudo -i*.',
      ],
      options: [
        ['-c, --command=COMMAND', 'run this command line instead'],
        ['-l, --login', 'make the shell a login shell, in its home, with a fresh environment; - alone does the same'],
        ['-m, --preserve-environment', 'keep HOME, SHELL, USER and LOGNAME'],
        ['-p', 'the same as -m'],
        ['-s, --shell=SHELL', 'run this shell'],
      ],
      examples: [['sudo su -', 'become root, as after a login']],
      exitStatus: [
        ['1', 'that user cannot be become'],
        ['126', 'the shell cannot be run'],
        ['127', 'the shell was not found'],
      ],
      seeAlso: ['sudo(8)'],
    },
    absent: 'f G g h P T w fast group supp-group pty session-command whitelist-environment',
    run: (process, parsed) => become(process, parsed),
  }),
  mode: 0o4755,
};

const become = async (process: PiProcess, { options, operands }: Parsed): Promise<number> => {
  const isLogin = options.has('l') || operands[0] === '-';
  const [name = 'root', ...args] = operands[0] === '-' ? operands.slice(1) : operands;
  const account = accountOf(name);
  if (account === undefined) {
    const why = 'does not exist or the user entry does not contain all the required fields';
    return complain(process, `user ${name} ${why}`);
  }
  if (process.realUser !== 'root') {
    const answered = await askPassword(process, 'Password: ');
    if (answered) await process.sleep(2_000);
    return complain(process, answered ? 'Authentication failure' : 'Authentication token manipulation error');
  }
  const shell = options.get('s') ?? account.shell;
  if (shell.endsWith('/nologin')) {
    await process.stdout.write('This account is currently not available.\n');
    return 1;
  }
  const base = shell.slice(shell.lastIndexOf('/') + 1);
  const line = options.get('c');
  const argv = [isLogin ? `-${base}` : base, ...(line === undefined ? [] : ['-c', line]), ...args];
  const keepsNames = options.has('m') || options.has('p');
  try {
    const env = environment(process, account, shell, isLogin, keepsNames);
    const child = startAs(process, { run: shell, argv, user: name, env, ...(isLogin ? { cwd: account.home } : {}) });
    return await keep(process, child);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await complain(process, `failed to execute ${shell}: ${strerror(error.code)}`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
};

const environment = (
  process: PiProcess,
  { name, home }: Account,
  shell: string,
  isLogin: boolean,
  keepsNames: boolean,
): Record<string, string> => {
  const { TERM } = process.env;
  if (isLogin) return { ...loginEnvironment(name, false), SHELL: shell, ...(TERM === undefined ? {} : { TERM }) };
  if (keepsNames) return { ...process.env };
  const who = name === 'root' ? {} : { USER: name, LOGNAME: name };
  return { ...process.env, HOME: home, SHELL: shell, ...who };
};

const complain = async (process: PiProcess, message: string): Promise<number> => {
  await process.stderr.write(`su: ${message}\n`);
  return 1;
};
