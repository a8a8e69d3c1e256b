import { isIPv4, isIPv6 } from 'node:net';
import type { Socket } from 'node:net';
import type { Destination, ProxyAddress, SystemErrorCode } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { openSocket } from './open-socket.ts';

/**
 * SOCKS version 5 (RFC 1928): the client says which ways of proving itself it has, the proxy picks one,
 * the client names the destination, the proxy connects there and says so; from then on the bytes are the
 * destination's. With a user name, RFC 1929 comes in between.
 *
 * ```
 * client 05 01 00                               version 5; 1 way: nothing to prove
 * proxy  05 00                                  so be it
 * client 05 01 00 03 09 6c6f63616c686f7374 075b CONNECT to the name "localhost", port 1883
 * proxy  05 00 00 01 7f000001 c350              connected, by way of 127.0.0.1:50000
 * ```
 */
const VERSION = 5;
const CONNECT = 1;
const METHOD = { none: 0, password: 2, unacceptable: 0xff } as const;
const ADDRESS = { ipv4: 1, name: 3, ipv6: 4 } as const;

/** RFC 1928, section 6. What has no errno of its own is `EPROTO`. */
const REPLIES: readonly (readonly [text: string, code: SystemErrorCode])[] = [
  ['succeeded', 'EPROTO'],
  ['general SOCKS server failure', 'EPROTO'],
  ['connection not allowed by ruleset', 'EACCES'],
  ['network unreachable', 'ENETUNREACH'],
  ['host unreachable', 'EHOSTUNREACH'],
  ['connection refused', 'ECONNREFUSED'],
  ['TTL expired', 'EPROTO'],
  ['command not supported', 'EPROTO'],
  ['address type not supported', 'EPROTO'],
];

/**
 * Connects to a destination by way of a proxy.
 * @throws SystemError of the proxy's own address if it cannot be reached; of the destination's for what
 * the proxy answers, see `Network.connect`
 */
export async function openThroughProxy(to: Destination, proxy: ProxyAddress): Promise<Socket> {
  const { host, port, bindAddress } = to;
  const socket = await openSocket({
    host: proxy.host,
    port: proxy.port,
    ...(bindAddress !== undefined && { bindAddress }),
  });
  try {
    await negotiate(new Answers(socket, `${host}:${port}`), to, proxy);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function negotiate(proxy: Answers, to: Destination, { username, password = '' }: ProxyAddress): Promise<void> {
  const methods = username === undefined ? [METHOD.none] : [METHOD.none, METHOD.password];
  const [version, method] = await proxy.ask([VERSION, methods.length, ...methods], 2);
  if (version !== VERSION) throw proxy.error('EPROTO', 'it does not speak SOCKS 5');
  if (method === METHOD.password && username !== undefined) {
    const [, status] = await proxy.ask([1, ...counted(username), ...counted(password)], 2);
    if (status !== 0) throw proxy.error('EPROTO', 'user name or password are wrong');
  } else if (method !== METHOD.none) {
    throw proxy.error('EACCES', 'it accepts no way of proving oneself that is known here');
  }
  const [, reply = 0, , type, length = 0] = await proxy.ask(
    [VERSION, CONNECT, 0, ...destination(to.host), to.port >> 8, to.port & 0xff],
    5,
  );
  const [text, code] = REPLIES[reply] ?? [`reply ${reply}`, 'EPROTO'];
  if (reply !== 0) throw proxy.error(code, text);
  // The address that it uses itself, of which one byte is read already, and the port.
  await proxy.read((type === ADDRESS.ipv4 ? 3 : type === ADDRESS.ipv6 ? 15 : length) + 2);
}

function destination(host: string): number[] {
  if (isIPv4(host)) return [ADDRESS.ipv4, ...host.split('.').map(Number)];
  if (isIPv6(host)) return [ADDRESS.ipv6, ...ipv6Bytes(host)];
  return [ADDRESS.name, ...counted(host)];
}

/** A byte says how many follow: 255 at most. */
function counted(text: string): number[] {
  const bytes = Buffer.from(text).subarray(0, 255);
  return [bytes.length, ...bytes];
}

/** `::1`, `2001:db8::7`: sixteen bytes. A zone (`fe80::1%eth0`) means nothing to a proxy. */
function ipv6Bytes(address: string): number[] {
  // The URL parser writes the last four bytes of `::ffff:192.0.2.1` in hexadecimal.
  const plain = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const groups = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

/** A socket that is asked and answers, before it becomes a stream. */
class Answers {
  readonly #socket: Socket;
  readonly #subject: string;

  constructor(socket: Socket, subject: string) {
    this.#socket = socket;
    this.#subject = subject;
  }

  ask(bytes: readonly number[], length: number): Promise<Buffer> {
    this.#socket.write(Uint8Array.from(bytes));
    return this.read(length);
  }

  /** Exactly so many bytes: what comes after them belongs to the destination. */
  read(length: number): Promise<Buffer> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      const events = { readable: take, end: gone, close: gone, error: gone };
      const done = (): void => {
        for (const [event, listener] of Object.entries(events)) socket.off(event, listener);
      };
      function take(): void {
        const bytes = socket.read(length) as Buffer | null;
        if (bytes === null) return;
        done();
        resolve(bytes);
      }
      const failure = this.error('EPROTO', 'it closed the connection');
      function gone(): void {
        done();
        reject(failure);
      }
      for (const [event, listener] of Object.entries(events)) socket.on(event, listener);
      take();
    });
  }

  error(code: SystemErrorCode, why: string): SystemError {
    return new SystemError(code, this.#subject, `The proxy did not connect to ${this.#subject}: ${why}`);
  }
}
