import { isNamed } from '#runtime/config/values.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { Process } from '#runtime/pi/process.ts';
import type { ByteStream, Listener } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Say } from './mosquitto-log.ts';
import type { BrokerStart } from './mosquitto-start.ts';

const DEFAULT_PORT = 1883;

const LOCAL_ONLY = [
  'Starting in local only mode. Connections will only be possible from clients running on this machine.',
  'Create a configuration file which defines a listener to allow remote access.',
  'For more details see https://mosquitto.org/documentation/authentication-methods/',
];

interface Place {
  readonly port: number;
  readonly host?: string;
  /** It is no fault if this machine has no such address. */
  readonly optional?: boolean;
}

/** Whether nobody has been asked in by `listener`, `port` or `bind_address`: this machine alone is served. */
export function isLocalOnly({ values }: BrokerStart): boolean {
  const { listeners, default_listener: standard } = values;
  return listeners.length === 0 && standard.port === undefined && standard.bind_address === undefined;
}

/** Where to listen, in order. */
function places(start: BrokerStart): Place[] {
  const { listeners, default_listener: standard } = start.values;
  if (listeners.length === 0 && !isNamed(standard)) {
    const ports = start.ports.length > 0 ? start.ports : [DEFAULT_PORT];
    return ports.flatMap((port) => [
      { port, host: '127.0.0.1' },
      { port, host: '::1', optional: true },
    ]);
  }
  const named: Place[] = listeners.map(({ port, host }) => ({ port, ...(host !== undefined && { host }) }));
  if (isNamed(standard)) {
    const { port = start.ports[0] ?? DEFAULT_PORT, bind_address: host } = standard;
    named.push({ port, ...(host !== undefined && { host }) });
  }
  return named;
}

/**
 * Opens every listener, or none.
 * @returns undefined when one could not be had; why is said
 */
export async function openListeners(
  process: Process,
  start: BrokerStart,
  say: Say,
  accept: (stream: ByteStream) => void,
): Promise<Listener[] | undefined> {
  const open: Listener[] = [];
  const wanted = places(start);
  if (wanted.some(({ optional }) => optional === true)) LOCAL_ONLY.forEach((line) => say('warning', line));
  for (const { optional = false, ...place } of wanted) {
    try {
      open.push(await process.network.listen(place, accept));
      sayOpening(place, say);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (optional && error.code !== 'EADDRINUSE') continue;
      sayWhyNot(error, place, say);
      for (const listener of open) listener.close();
      return undefined;
    }
  }
  return open;
}

/** An address with colons is one of IPv6; all addresses are of both kinds. */
function sayOpening({ port, host }: Place, say: Say): void {
  for (const family of host === undefined ? ['ipv4', 'ipv6'] : [host.includes(':') ? 'ipv6' : 'ipv4']) {
    say('info', `Opening ${family} listen socket on port ${port}.`);
  }
}

function sayWhyNot({ code }: SystemError, place: Place, say: Say): void {
  if (code === 'ENOTFOUND') return say('error', `Error creating listener: ${strerror(code)}.`);
  const { host = '0.0.0.0' } = place;
  sayOpening({ ...place, host }, say);
  if (code === 'EACCES') {
    say('error', `A port below 1024 belongs to root: choose another one.`);
  }
  say('error', `Error: ${strerror(code)}`);
}
