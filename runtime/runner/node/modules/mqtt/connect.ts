/**
 * `mqtt.connect(url, options)` as the package has it on Node, over sockets of the Pi's process.
 *
 *     mqtt://192.168.1.3             TCP, port 1883
 *     ws://192.168.1.3:9001/mqtt     WebSocket, port 80 if there is none
 *     mqtts://…, wss://…             refused: this Pi's node speaks no TLS
 */
import { connectWebSocket, SUBPROTOCOL } from '#runtime/lan/web-socket-client.ts';
import type { NodeContext } from '../../node-context.ts';
import { notOnThisPi } from '../../errors/node-error.ts';
import { PiSocket } from '../pi-socket.ts';
import { parseUrl } from '../url.ts';

export interface ConnectOptions {
  protocol?: string;
  defaultProtocol?: string;
  host?: string;
  hostname?: string;
  port?: number;
  path?: string | null;
  auth?: string | null;
  username?: string;
  password?: unknown;
  clientId?: string;
  clean?: boolean;
  query?: Readonly<Record<string, unknown>> | null;
  cert?: unknown;
  key?: unknown;
  servers?: readonly { readonly host: string; readonly port: number; readonly protocol?: string }[];
}

interface Client {
  _reconnectCount?: number;
  on(event: string, heard: () => void): void;
}

export type MqttClientClass = new (streamBuilder: (client: Client) => PiSocket, options: ConnectOptions) => Client;

const PORTS: Readonly<Record<string, number>> = { mqtt: 1883, tcp: 1883, ws: 80 };
const SECURE = new Set(['mqtts', 'ssl', 'tls', 'wss']);

export function connectFunction(here: NodeContext, MqttClient: MqttClientClass) {
  /** @throws Error `Missing protocol`, `Missing clientId for unclean clients`; a protocol that is not there */
  return function connect(url?: string | ConnectOptions, given?: ConnectOptions): Client {
    const options = optionsOf(url, given);
    if (options.clean === false && !options.clientId) throw new Error('Missing clientId for unclean clients');
    mustBeThere(options.protocol ?? 'mqtt');
    if (options.protocol !== undefined) options.defaultProtocol = options.protocol;
    const client = new MqttClient((each) => streamOf(here, chosen(each, options)), options);
    // The package hears errors itself: who does not listen for them is not ended by them.
    client.on('error', () => {});
    return client;
  };
}

function optionsOf(url: string | ConnectOptions | undefined, given: ConnectOptions | undefined): ConnectOptions {
  const options: ConnectOptions = { ...(typeof url === 'object' && given === undefined ? url : given) };
  if (typeof url === 'string' && url !== '') {
    const parsed = parseUrl(url, true);
    if (parsed.protocol === null && options.protocol === undefined) throw new Error('Missing protocol');
    options.host ??= parsed.hostname ?? '';
    if (parsed.port !== null) options.port ??= Number(parsed.port);
    options.protocol ??= parsed.protocol ?? '';
    options.path ??= parsed.path;
    options.auth ??= parsed.auth;
    options.query ??= parsed.query as Readonly<Record<string, unknown>>;
  }
  if (options.protocol !== undefined) options.protocol = options.protocol.replace(/:$/, '');
  if (options.protocol?.startsWith('ws') !== true) delete options.path;
  if (typeof options.auth === 'string') {
    const [, username = options.auth, password] = /^(.+):(.+)$/.exec(options.auth) ?? [];
    options.username = username;
    if (password !== undefined) options.password = password;
  }
  if (typeof options.query?.['clientId'] === 'string') options.clientId = options.query['clientId'];
  if (options.cert !== undefined && options.key !== undefined && options.protocol === 'mqtt')
    options.protocol = 'mqtts';
  return options;
}

function mustBeThere(protocol: string): void {
  if (protocol in PORTS) return;
  if (SECURE.has(protocol))
    throw notOnThisPi(
      `${protocol}://`,
      'Its node speaks no TLS; mqtt:// and ws:// are there, and mosquitto_sub with --cafile for TLS.',
    );
  throw notOnThisPi(`${protocol}://`, 'mqtt:// and ws:// are there.');
}

/** Several brokers are tried in turn. */
function chosen(client: Client, options: ConnectOptions): ConnectOptions {
  const { servers } = options;
  if (servers === undefined || servers.length === 0) return options;
  const count = client._reconnectCount ?? 0;
  const at = count === servers.length ? 0 : count;
  client._reconnectCount = at + 1;
  const server = servers[at];
  if (server === undefined) return options;
  const protocol = server.protocol ?? options.defaultProtocol ?? 'mqtt';
  return Object.assign(options, { host: server.host, hostname: server.host, port: server.port, protocol });
}

function streamOf({ program, loop }: NodeContext, options: ConnectOptions): PiSocket {
  const { protocol = 'mqtt' } = options;
  mustBeThere(protocol);
  const host = options.hostname ?? options.host ?? 'localhost';
  const port = Number(options.port ?? 0) || (PORTS[protocol] ?? 1883);
  if (protocol !== 'ws') return new PiSocket({ loop, host, port, connect: () => program.connect({ host, port }) });
  const target = { host, port, path: options.path ?? '/', secure: false };
  const { clock, random } = program;
  const ports = { clock, random, connect: program.connect.bind(program) };
  return new PiSocket({ loop, host, port, connect: () => connectWebSocket(target, [SUBPROTOCOL], ports) });
}
