import type { Broker, BrokerListener } from '#runtime/broker/broker.ts';
import type { ListenerSettings } from '#runtime/broker/listener.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { Process } from '#runtime/pi/process.ts';
import type { Address, ListenAt, Listener, TlsServerOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Say } from './mosquitto-log.ts';
import { hasWebSockets, type Place, placeName } from './mosquitto-places.ts';
import { isEncrypted, type Keys, loadServerTls, refusal, ListenerRefused } from './mosquitto-tls.ts';

const LOCAL_ONLY = [
  'Starting in local only mode. Connections will only be possible from clients running on this machine.',
  'Create a configuration file which defines a listener to allow remote access.',
  'For more details see https://mosquitto.org/documentation/authentication-methods/',
];

/** One that is open: its port, and its way into the broker. */
export interface OpenListener {
  readonly listener: Listener;
  readonly entrance: BrokerListener;
}

export interface Opening {
  readonly process: Process;
  readonly broker: Broker;
  readonly places: readonly Place[];
  /** Of the place with that number. */
  readonly settingsOf: (place: number) => Partial<ListenerSettings>;
  /** The same, of the shared keys: asked for at every handshake. */
  readonly keysOf: (place: number) => Keys;
  /** `websockets_headers_size`; absent: the system's own. */
  readonly headersSize: number | undefined;
  /** Whether the log says who comes and goes. */
  readonly connectionMessages: () => boolean;
  readonly say: Say;
}

/**
 * Opens every listener, or none.
 * @returns in the order of the places, without those that this machine need not have; undefined when one
 * could not be had, and why is said
 */
export async function openListeners(opening: Opening): Promise<Map<number, OpenListener> | undefined> {
  const { places, say } = opening;
  const open = new Map<number, OpenListener>();
  const closeAll = (): undefined => {
    for (const { listener } of open.values()) listener.close();
  };
  if (places.some(({ optional }) => optional)) LOCAL_ONLY.forEach((line) => say('warning', line));
  for (const [number, place] of places.entries()) {
    try {
      const opened = await openListener(opening, number, place);
      if (opened !== undefined) open.set(number, opened);
    } catch (error) {
      if (!(error instanceof ListenerRefused)) throw error;
      for (const line of error.lines) say('error', line);
      return closeAll();
    }
  }
  // As by Mosquitto 2.0.11, whose own WebSockets alone are no reason to run.
  if (places.every(hasWebSockets)) {
    say('error', 'Error: Unable to start any listening sockets, exiting.');
    return closeAll();
  }
  return open;
}

/** @throws ListenerRefused with the lines to be said, whatever the fault was */
async function openListener(opening: Opening, number: number, place: Place): Promise<OpenListener | undefined> {
  const { process, broker, say } = opening;
  const { network } = process;
  const lacks = isEncrypted(place.values) ? 'tls' : place.path === undefined ? undefined : 'path';
  if (lacks !== undefined && network.lacks?.has(lacks) === true) throw new ListenerRefused([lackOf(lacks, place)]);
  const settings = opening.settingsOf(number);
  const entrance = number === 0 ? broker.defaultListener : broker.listener(settings);
  if (number === 0) entrance.settings = settings;
  let at: ListenAt | undefined;
  try {
    at = await listenAt(opening, number, place);
    const listener = await network.listen(
      at,
      (stream) => entrance.accept(stream),
      (why, from) => sayRefused(opening, place, why, from),
    );
    sayOpening(place, say);
    return { listener, entrance };
  } catch (error) {
    if (error instanceof ListenerRefused)
      throw hasWebSockets(place) ? webSocketsRefused(place) : withOpening(place, error);
    if (!(error instanceof SystemError)) throw error;
    if (place.optional === true && error.code !== 'EADDRINUSE') return undefined;
    throw new ListenerRefused(whyNot(error, place));
  }
}

/** @throws ListenerRefused */
async function listenAt({ process, keysOf, headersSize }: Opening, number: number, place: Place): Promise<ListenAt> {
  const { host, port, path, values } = place;
  const { socket_domain: family, http_dir: httpDirectory } = values;
  const tls = isEncrypted(values) ? await loadServerTls(process.files, values, () => keysOf(number)) : undefined;
  return {
    port,
    ...(host !== undefined && { host }),
    ...(path !== undefined && { path }),
    ...(family !== undefined && { family }),
    ...(hasWebSockets(place) && { protocol: 'websockets' as const }),
    ...(httpDirectory !== undefined && { httpDirectory }),
    ...(headersSize !== undefined && { headersSize }),
    ...(tls !== undefined && { tls }),
  };
}

/**
 * Other certificates for those who connect from now on, after SIGHUP. What cannot be used is said, and the
 * listener goes on with what it has.
 */
export async function renewCertificates(
  { process, keysOf, say }: Pick<Opening, 'process' | 'keysOf' | 'say'>,
  { listener }: OpenListener,
  number: number,
  { values }: Place,
): Promise<void> {
  if (!isEncrypted(values) || listener.renew === undefined) return;
  let tls: TlsServerOptions;
  try {
    tls = await loadServerTls(process.files, values, () => keysOf(number));
    await listener.renew(tls);
  } catch (error) {
    const refused = error instanceof SystemError ? refusal(values, error.subject, error.message) : error;
    if (!(refused instanceof ListenerRefused)) throw error;
    for (const line of refused.lines) say('error', line);
    say('error', `Error when reloading certificate '${values.certfile}' or key '${values.keyfile}'.`);
  }
}

/** What is printed of a listener that opens: an address with colons is one of IPv6; all addresses are of both kinds. */
function openings(place: Place): string[] {
  const { host, path, port, values } = place;
  if (hasWebSockets(place)) return [`Opening websockets listen socket on port ${port}.`];
  if (path !== undefined) return [`Opening unix listen socket on path ${path}.`];
  const families =
    values.socket_domain !== undefined
      ? [values.socket_domain]
      : host === undefined
        ? ['ipv4', 'ipv6']
        : [host.includes(':') ? 'ipv6' : 'ipv4'];
  return families.map((family) => `Opening ${family} listen socket on port ${port}.`);
}

function sayOpening(place: Place, say: Say): void {
  for (const line of openings(place)) say('info', line);
}

const withOpening = (place: Place, { lines }: ListenerRefused): ListenerRefused =>
  new ListenerRefused([...openings(place), ...lines]);

const webSocketsRefused = (place: Place): ListenerRefused =>
  new ListenerRefused([...openings(place), `Error: Unable to create websockets listener on ${placeName(place)}.`]);

function whyNot({ code, subject, message }: SystemError, place: Place): string[] {
  const { values, path } = place;
  if (hasWebSockets(place)) {
    const { lines } = webSocketsRefused(place);
    if (subject !== 'httpDirectory') return [...lines];
    return [`Error: Unable to open http dir "${values.http_dir}".`, ...lines.slice(-1)];
  }
  if (code === 'EINVAL' && isEncrypted(values)) return [...openings(place), ...refusal(values, subject, message).lines];
  if (path !== undefined) return [...openings(place), `Error binding unix socket: ${strerror(code)}`];
  if (code === 'ENOTFOUND') {
    const why = values.socket_domain === undefined ? strerror(code) : 'Address family for hostname not supported';
    return [`Error creating listener: ${why}.`];
  }
  const [opened = ''] = openings(place);
  const remedy = code === 'EACCES' ? ['A port below 1024 belongs to root: choose another one.'] : [];
  return [opened, ...remedy, `Error: ${strerror(code)}`];
}

const lackOf = (what: 'tls' | 'path', place: Place): string =>
  what === 'tls'
    ? `Error: There is no TLS in the network of this machine: the listener on ${placeName(place)} can do without certfile, keyfile and psk_hint.`
    : `Error: There are no Unix sockets on this machine: listen on a port instead of ${placeName(place)}.`;

/** As the log of Mosquitto has it, where the connection is there before the handshake is. */
function sayRefused({ connectionMessages, say }: Opening, { port }: Place, why: string, from: Address): void {
  if (connectionMessages()) say('notice', `New connection from ${from.host}:${from.port} on port ${port}.`);
  if (why !== '') say('error', `OpenSSL Error[0]: ${why}`);
  if (connectionMessages()) say('notice', 'Client <unknown> disconnected: Protocol error.');
}
