import type { ClientOptions } from '#runtime/client/client.ts';
import type { Result } from '#runtime/client/result.ts';
import { RESULT, connackText, resultText } from '#runtime/client/result.ts';
import type { Process } from '#runtime/pi/process.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { ByteStream, Destination, Random, SystemErrorCode } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Settings } from './settings.ts';
import { TLS_PORT, isTlsPortMeant, isTlsWanted, loadTls } from './tls-settings.ts';

/** A first connection, what the client is made with, and how it is connected again. */
export interface FirstConnection {
  readonly options: ClientOptions;
  readonly stream: ByteStream;
  /** @throws SystemError */
  readonly connect: () => Promise<ByteStream>;
}

/** Why there is no connection: the program's words and its exit status. */
export interface NoConnection {
  readonly error: string;
  readonly status: number;
}

/** sockaddr_un(7): a path of a Unix socket is this long at most. */
const LONGEST_PATH = 107;

export async function firstConnection(process: Process, settings: Settings): Promise<FirstConnection | NoConnection> {
  const options = clientOptions(process, settings);
  if ('error' in options) return { ...options, status: 1 };
  const to = await destination(process, settings);
  if ('error' in to) return { ...to, status: 1 };
  const connect = (): Promise<ByteStream> => process.network.connect(to);
  try {
    return { options, stream: await connect(), connect };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (settings.debug && to.tls !== undefined) await process.stdout.write(`OpenSSL Error[0]: ${error.message}\n`);
    return connectError(error, to);
  }
}

/** @returns where to, or the program's words for why it cannot go there */
async function destination(
  { network, files }: Process,
  { host, port = undefined, tls, proxy, bindAddress }: Settings,
): Promise<Destination | { error: string }> {
  const meant = port ?? (isTlsPortMeant(tls) ? TLS_PORT : 1883);
  const wanted = isTlsWanted(tls, meant);
  if (wanted && network.lacks?.has('tls')) return notYet('TLS is', '--cafile, --capath, --psk, mqtts:// and port 8883');
  if (proxy !== undefined && network.lacks?.has('proxy')) return notYet('Proxies are', '--proxy');
  const options = await loadTls(files, tls, wanted);
  if (options !== undefined && 'error' in options) return options;
  const common = { host, port: meant, ...(options !== undefined && { tls: options }) };
  if (meant > 0) {
    return { ...common, ...(bindAddress !== undefined && { bindAddress }), ...(proxy !== undefined && { proxy }) };
  }
  // libmosquitto takes port 0 for "the host is the path of a Unix socket".
  if (network.lacks?.has('path')) return notYet('Unix sockets are', '--unix or port 0');
  if (host === '' || new TextEncoder().encode(host).length > LONGEST_PATH) {
    return { error: 'Unable to connect (Invalid function arguments provided.).\n' };
  }
  return { ...common, path: host };
}

const notYet = (what: string, options: string): { error: string } => ({
  error: `Error: ${what} not there yet on this machine: connect without ${options}.\n`,
});

/** Why there is no connection, as the mosquitto_* programs say it. */
function connectError({ code, subject }: SystemError, { host, port, tls, proxy }: Destination): NoConnection {
  if (code === 'ENOTFOUND') return { error: 'Unable to connect (Lookup error.).\n', status: 1 };
  // The proxy was reached, and could not or would not.
  if (proxy !== undefined && subject === `${host}:${port}`) return failed(proxyResult(code));
  // A file with no certificate in it, ciphers that are none.
  if (tls !== undefined && code === 'EINVAL')
    return { error: 'Unable to connect (A TLS error occurred.).\n', status: 1 };
  // The real ones say so too, or, when the other end is quick, the sentence above.
  if (tls !== undefined && code === 'EPROTO') return failed(RESULT.tls);
  return { error: `Error: ${strerror(code)}\n`, status: 1 };
}

/** As libmosquitto understands a proxy's answer. */
function proxyResult(code: SystemErrorCode): Result {
  if (code === 'EACCES') return RESULT.auth;
  return code === 'EPROTO' ? RESULT.proxy : RESULT.noConnection;
}

const failed = (result: Result): NoConnection => ({ error: `Error: ${resultText(result)}\n`, status: result });

/** What a program says when CONNACK refuses. 2.0.11's mosquitto_rr takes every code for one of 5.0. */
export function refusalText({ tool, level }: Settings, code: number): string {
  const isVersion = level === 5 && code === 0x84;
  if (tool === 'mosquitto_rr') {
    const text = connackText(code, 5);
    return `Connection error: ${text}${isVersion ? '. mosquitto_rr only supports connecting to an MQTT v5 broker' : ''}\n`;
  }
  const advice = isVersion ? '. Try connecting to an MQTT v5 broker, or use MQTT v3.x mode.' : '';
  return `Connection error: ${connackText(code, level)}${advice}\n`;
}

/** @returns what the client is made with, or the program's words for why it cannot be made */
function clientOptions(process: Process, settings: Settings): ClientOptions | { error: string } {
  const { tool, id, idPrefix, level, clean, keepAlive, username, password, maxInFlight, properties } = settings;
  if (id === '' || (id === undefined && idPrefix === undefined && !clean)) {
    return { error: `Error: Invalid id${tool === 'mosquitto_pub' ? '' : ' and/or clean_session'}.\n` };
  }
  const { willTopic, willPayload = '', willQos, willRetain } = settings;
  // [MQTT-4.7.3-1] 2.0.11 sends it, and is cut off again and again.
  if (willTopic === '') return { error: 'Error: Problem setting will.\n' };
  // [MQTT-3.1.2-22] 5.0 has no such rule.
  if (level < 5 && password !== undefined && username === undefined) {
    return { error: 'Error: Problem setting username and/or password.\n' };
  }
  const encoder = new TextEncoder();
  return {
    clientId:
      idPrefix === undefined ? (id ?? (level === 3 ? madeUpId(process.random) : '')) : `${idPrefix}${process.pid}`,
    level,
    clean,
    keepAlive,
    maxInFlight,
    receiveMaximum: receiveMaximum(settings),
    ...(level === 5 && properties.CONNECT !== undefined && { properties: properties.CONNECT }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password: encoder.encode(password) }),
    ...(willTopic !== undefined && {
      will: {
        topic: willTopic,
        payload: encoder.encode(willPayload),
        qos: willQos,
        retain: willRetain,
        ...(level === 5 && properties.will !== undefined && { properties: properties.will }),
      },
    }),
  };
}

/** Who wants only so many messages lets the server send no more at a time. */
const receiveMaximum = ({ tool, count = 20 }: Settings): number => (tool === 'mosquitto_rr' ? 1 : Math.min(count, 20));

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** MQTT 3.1 has no empty client ids: `mosq-` and 18 characters. */
function madeUpId(random: Random): string {
  return `mosq-${Array.from(random.bytes(18), (byte) => ALPHANUMERIC.charAt(byte % ALPHANUMERIC.length)).join('')}`;
}
