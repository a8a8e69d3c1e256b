import type { ClientOptions } from '#runtime/client/client.ts';
import type { Process } from '#runtime/pi/process.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { ByteStream, Random } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Settings } from './settings.ts';

/** @throws SystemError */
export function openConnection(process: Process, { host, port, bindAddress }: Settings): Promise<ByteStream> {
  // libmosquitto takes port 0 for "the host is the path of a Unix socket".
  if (port === 0) return Promise.reject(new SystemError('ENOENT', host));
  return process.network.connect({ host, port, ...(bindAddress !== undefined && { bindAddress }) });
}

/** @returns a first connection and what the client is made with, or the program's words for why there is none */
export async function firstConnection(
  process: Process,
  settings: Settings,
): Promise<{ options: ClientOptions; stream: ByteStream } | { error: string }> {
  const options = clientOptions(process, settings);
  if ('error' in options) return options;
  try {
    return { options, stream: await openConnection(process, settings) };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return { error: connectErrorText(error) };
  }
}

/** Why there is no connection, as the mosquitto_* programs say it. */
function connectErrorText({ code }: SystemError): string {
  return code === 'ENOTFOUND' ? 'Unable to connect (Lookup error.).\n' : `Error: ${strerror(code)}\n`;
}

/** @returns what the client is made with, or the program's words for why it cannot be made */
function clientOptions(process: Process, settings: Settings): ClientOptions | { error: string } {
  const { tool, id, idPrefix, level, clean, keepAlive, username, password, maxInFlight } = settings;
  if (id === '') {
    return { error: `Error: Invalid id${tool === 'mosquitto_sub' ? ' and/or clean_session' : ''}.\n` };
  }
  // [MQTT-3.1.2-22]
  if (password !== undefined && username === undefined) {
    return { error: 'Error: Problem setting username and/or password.\n' };
  }
  const { willTopic, willPayload = '', willQos, willRetain } = settings;
  // [MQTT-4.7.3-1] 2.0.11 sends it, and is cut off again and again.
  if (willTopic === '') return { error: 'Error: Problem setting will.\n' };
  const encoder = new TextEncoder();
  return {
    clientId:
      idPrefix === undefined ? (id ?? (level === 3 ? madeUpId(process.random) : '')) : `${idPrefix}${process.pid}`,
    level,
    clean,
    keepAlive,
    maxInFlight,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password: encoder.encode(password) }),
    ...(willTopic !== undefined && {
      will: { topic: willTopic, payload: encoder.encode(willPayload), qos: willQos, retain: willRetain },
    }),
  };
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** MQTT 3.1 has no empty client ids: `mosq-` and 18 characters. */
function madeUpId(random: Random): string {
  return `mosq-${Array.from(random.bytes(18), (byte) => ALPHANUMERIC.charAt(byte % ALPHANUMERIC.length)).join('')}`;
}
