import { SystemError } from '#runtime/ports.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { Channel } from '../../ssh/channel.ts';
import type { SessionRequest } from '../../ssh/frames.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { Command, PiProcess, TerminalDevice } from '../../system.ts';
import { commandPath } from '../catalogue.ts';
import { parseOptions, UsageProblem } from '../options.ts';

const USAGE = `usage: ssh [-Tt] [-l login_name] [-p port] destination [command [argument ...]]
Logs in to another Pi of this lab, or runs one command there. No password is asked for: the Pis know each other's keys.
`;

/** ssh(1): "exits with the exit status of the remote command or with 255 if an error occurred". */
const FAILED = 255;
const BLOCK = 16_384;

const page: ManualPage = {
  name: 'ssh',
  section: 1,
  summary: 'log in to another Pi, or run a command there',
  synopsis: ['ssh [OPTION]... [USER@]HOST [COMMAND...]'],
  description: [
    "Logs in to another Pi of the lab. With a COMMAND it runs that there, with the streams of this side, and exits with its status. No password is asked for: the Pis know each other's keys.",
  ],
  options: [
    ['-l USER', 'log in as this user'],
    ['-p PORT', 'the port of the other side'],
    ['-T', 'no terminal over there'],
    ['-t', 'a terminal over there, for a COMMAND too'],
    ['-4', 'IPv4, as ever here'],
    ['-6', 'taken, and of no effect'],
  ],
  examples: [["ssh rpi-sub 'ls | wc -l'", 'count the files on rpi-sub']],
  exitStatus: [
    ['n', 'that of the COMMAND'],
    ['255', 'it could not connect, or the connection was lost'],
  ],
  differences: ['What is said on the way is not encrypted, and nobody is asked whether a key is known. No tunnels.'],
  seeAlso: ['scp(1)'],
};

/** ssh(1), between the Pis of a lab. */
export const ssh: Command = {
  name: page.name,
  paths: [commandPath(page.name)],
  page,
  run: async (process: PiProcess) => {
    const wish = await wishOf(process);
    if (wish === undefined) return FAILED;
    const { host, port } = wish;
    let stream: ByteStream;
    try {
      stream = await process.network.connect({ host, port });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const reason = strerror(error.code);
      const what =
        error.code === 'ENOTFOUND' ? `Could not resolve hostname ${host}` : `connect to host ${host} port ${port}`;
      await process.stderr.write(`ssh: ${what}: ${reason}\n`);
      return FAILED;
    }
    return session(process, stream, wish);
  },
};

interface Wish {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly command: string | undefined;
  /** Absent: none is wanted, or there is none. */
  readonly terminal: TerminalDevice | undefined;
}

const wishOf = async (process: PiProcess): Promise<Wish | undefined> => {
  // Options end at the destination: what follows is the remote command's.
  const args = process.argv.slice(1);
  try {
    let at = 0;
    while (at < args.length && args[at]?.startsWith('-') === true) at += /^-[Tt46]*[lp]$/.test(args[at] ?? '') ? 2 : 1;
    const { options } = parseOptions(args.slice(0, at), {
      options: page.options ?? [],
      absent: 'A a C f G g K k M N n q s V v X x Y y B b c D E e F I i J L m O o P Q R S W w',
    });
    const destination = args[at];
    if (destination === undefined || options.has('help')) throw new UsageProblem('');
    const [, user, host = ''] = /^(?:(.*)@)?([^@]*)$/.exec(destination) ?? [];
    const port = Number(options.get('p') ?? 22);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageProblem(`Bad port '${options.get('p')}'`);
    const command = args.slice(at + 1).join(' ');
    const wanted = options.has('t') || (command === '' && !options.has('T'));
    return {
      host,
      port,
      user: user ?? options.get('l') ?? process.user,
      command: command === '' ? undefined : command,
      terminal: wanted ? process.fds.get(0)?.terminal : undefined,
    };
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    await process.stderr.write(error.message === '' ? USAGE : `ssh: ${error.message}\n${USAGE}`);
    return undefined;
  }
};

const session = async (process: PiProcess, stream: ByteStream, wish: Wish): Promise<number> => {
  const { terminal, host } = wish;
  const before = terminal?.mode;
  let status: number | undefined;
  let denied = false;
  let printed: Promise<void> = Promise.resolve();
  const print = (output: 'stdout' | 'stderr', bytes: Uint8Array) => {
    stream.pause();
    printed = printed.then(() => process[output].write(bytes)).then(() => stream.resume());
  };
  const lost = await new Promise<SystemError | undefined>((resolve) => {
    const channel = new Channel(
      stream,
      (type, payload) => {
        if (type === 'output') print('stdout', payload);
        else if (type === 'error') print('stderr', payload);
        else if (type === 'exit') status = Number(new TextDecoder().decode(payload));
        else if (type === 'denied') denied = true;
      },
      resolve,
    );
    void channel.send('request', JSON.stringify(requestOf(wish)));
    if (terminal !== undefined) {
      terminal.mode = { canonical: false, echo: false, signals: false };
      process.onSignal('SIGWINCH', () => void channel.send('resize', JSON.stringify(sizeOf(terminal))));
    }
    void sendInput(process, channel);
  });
  await printed;
  if (terminal !== undefined && before !== undefined) terminal.mode = before;
  if (denied) {
    await process.stderr.write(`${wish.user}@${host}: Permission denied (publickey).\n`);
    return FAILED;
  }
  if (status === undefined) {
    if (lost !== undefined) await process.stderr.write(`Read from remote host ${host}: ${strerror(lost.code)}\n`);
    await process.stderr.write(`Connection to ${host} closed${lost === undefined ? ' by remote host' : ''}.\n`);
    return FAILED;
  }
  if (terminal !== undefined) await process.stderr.write(`Connection to ${host} closed.\n`);
  return status;
};

const sizeOf = ({ columns, rows }: TerminalDevice) => ({ columns, rows });

const requestOf = ({ user, command, terminal }: Wish): SessionRequest => ({
  user,
  ...(command === undefined ? {} : { command }),
  ...(terminal === undefined ? {} : { terminal: sizeOf(terminal) }),
});

const sendInput = async (process: PiProcess, channel: Channel): Promise<void> => {
  try {
    for (let block = await process.stdin.read(BLOCK); block !== null; block = await process.stdin.read(BLOCK))
      await channel.send('input', block);
  } catch (error) {
    // Without a standard input to read there is nothing to send: the remote command sees its end.
    if (!(error instanceof SystemError)) throw error;
  }
  await channel.send('end-of-input', '');
};
