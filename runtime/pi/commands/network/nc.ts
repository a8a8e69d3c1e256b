import { SystemError } from '#runtime/ports.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { Socket } from './socket.ts';

const page: ManualPage = {
  name: 'nc',
  section: 1,
  summary: 'connect, or listen, and carry bytes',
  synopsis: ['nc [OPTION]... HOST PORT', 'nc -l [OPTION]... PORT'],
  description: [
    'Connects to a PORT of a HOST: what comes in on standard input goes there, what comes from there is printed. With *-l* it waits for somebody to connect.',
    'Bytes go as they are: to speak MQTT by hand is a way to see what a client does.',
  ],
  options: [
    ['-4', 'IPv4, as ever here'],
    ['-k', 'with -l: wait for the next one when a connection ends'],
    ['-l', 'listen instead of connecting'],
    ['-N', 'close the sending side at the end of the input'],
    ['-n', 'no names'],
    ['-p PORT', 'with -l: the port, for who is used to saying it so'],
    ['-q SECONDS', 'end so long after the end of the input'],
    ['-v', 'say what happens'],
    ['-w SECONDS', 'give up when nothing happens for so long'],
    ['-z', 'only look whether somebody listens'],
  ],
  examples: [
    ['nc -zv rpi-broker 1883', 'does a broker listen there?'],
    ['nc -l 4000', 'a listener that prints what it is sent'],
  ],
  exitStatus: [
    ['0', 'it connected'],
    ['1', 'it did not, or the command line is wrong'],
  ],
  differences: ['TCP only.'],
  seeAlso: ['ss(8)', 'curl(1)'],
};

const BLOCK = 16_384;

/** nc(1) of netcat-openbsd. */
export const nc = command({
  page,
  absent: '6 C D d F h I i M m O P r S s T t U u V W X x Z',
  run: async (process, { options, operands }, out) => {
    out.buffering = 'none';
    const listens = options.has('l');
    const [host, port] = listens ? [undefined, options.get('p') ?? operands.at(-1)] : operands;
    if (port === undefined || (!listens && host === undefined)) {
      await process.stderr.write('usage: nc [-klNnvz4] [-p port] [-q seconds] [-w timeout] [destination] [port]\n');
      return 1;
    }
    if (listens) return listen(process, out, numberOf(port), options);
    return connect(process, out, host ?? '', port, options);
  },
});

const numberOf = (port: string): number => {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number < 1 || number > 65_535) throw new UsageProblem(`port number invalid: ${port}`);
  return number;
};

const connect = async (
  process: PiProcess,
  out: StandardOut,
  host: string,
  ports: string,
  options: ReadonlyMap<string, string>,
): Promise<number> => {
  const [first = '', last = first] = ports.split('-');
  let status = 1;
  for (let port = numberOf(first); port <= numberOf(last); port++) {
    let stream: ByteStream;
    try {
      stream = await within(process, options, process.network.connect({ host, port }));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const unknown = error.code === 'ENOTFOUND';
      if (unknown)
        await process.stderr.write(`nc: getaddrinfo for host "${host}" port ${port}: ${strerror(error.code)}\n`);
      else if (options.has('v'))
        await process.stderr.write(
          `nc: connect to ${named(process, host)} port ${port} (tcp) failed: ${strerror(error.code)}\n`,
        );
      if (unknown) return 1;
      continue;
    }
    status = 0;
    if (options.has('v'))
      await process.stderr.write(`Connection to ${named(process, host)} ${port} port [tcp/*] succeeded!\n`);
    if (options.has('z')) stream.end();
    else await carry(process, out, new Socket(stream), options);
  }
  return status;
};

const named = (process: PiProcess, host: string): string => {
  const address = process.network.resolve(host);
  return address === host ? host : `${host} (${address})`;
};

/** `-w`: as long as nobody answers. @throws SystemError `ETIMEDOUT` */
const within = <T>(process: PiProcess, options: ReadonlyMap<string, string>, wait: Promise<T>): Promise<T> => {
  const seconds = Number(options.get('w') ?? Infinity);
  if (!Number.isFinite(seconds)) return wait;
  return new Promise((resolve, reject) => {
    const timer = process.clock.timer(seconds * 1_000, () => reject(new SystemError('ETIMEDOUT')));
    wait.then(resolve, reject).finally(() => timer.cancel());
  });
};

const listen = async (
  process: PiProcess,
  out: StandardOut,
  port: number,
  options: ReadonlyMap<string, string>,
): Promise<number> => {
  const waiting: ByteStream[] = [];
  let wake = (): void => {};
  try {
    const listener = await process.network.listen({ port }, (stream) => {
      waiting.push(stream);
      wake();
    });
    if (options.has('v')) await process.stderr.write(`Listening on 0.0.0.0 ${port}\n`);
    do {
      while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const stream = waiting.shift();
      if (stream === undefined) continue;
      if (!options.has('k')) listener.close();
      const { host, port: from } = stream.remote;
      if (options.has('v')) await process.stderr.write(`Connection received on ${host} ${from}\n`);
      await carry(process, out, new Socket(stream), options);
    } while (options.has('k'));
    return 0;
  } catch (error) {
    if (!(error instanceof SystemError) || out.failed(error)) throw error;
    await process.stderr.write(`nc: ${strerror(error.code)}\n`);
    return 1;
  }
};

/** Both ways at once, until the other side has ended (or, with -N or -q, this one). */
const carry = async (
  process: PiProcess,
  out: StandardOut,
  socket: Socket,
  options: ReadonlyMap<string, string>,
): Promise<void> => {
  const seconds = Number(options.get('q') ?? Infinity);
  const sending = (async () => {
    for (let block = await process.stdin.read(BLOCK); block !== null; block = await process.stdin.read(BLOCK))
      await socket.write(block);
    if (options.has('N')) socket.end();
    if (Number.isFinite(seconds)) process.clock.timer(seconds * 1_000, () => socket.end());
  })();
  sending.catch((error: unknown) => {
    // Without a standard input there is nothing to send; what comes is printed all the same.
    if (!(error instanceof SystemError)) throw error;
  });
  try {
    for (;;) {
      const bytes = await within(process, options, socket.read());
      if (bytes === null) break;
      await out.write(bytes);
    }
  } catch (error) {
    if (!(error instanceof SystemError) || out.failed(error)) throw error;
  }
  socket.end();
};
