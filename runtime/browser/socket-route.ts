/**
 * Which WebSockets lead into the lab, and where in it; all others are the browser's own.
 *
 *     wss://example.org/kleber/mqtt      own broker: that of the lab      (site https://example.org/kleber/)
 *     ws://192.168.1.3:9001              port 9001 of rpi-broker, in the lab
 *     ws://rpi-broker, ws://rpi-broker.local:80/x     the same, port 80
 *     ws://localhost:8080/mqtt/3         native: the seat's broker        (site http://localhost:8080/)
 *     ws://192.168.1.20:8080/mqtt/3      native, if that is where the page came from
 *     wss://test.mosquitto.org:8081      native
 */
import { HOSTS } from '#runtime/lab/hosts.ts';
import type { BrokerPlace } from '#runtime/lab/messages.ts';
import type { SocketTarget } from '#runtime/lab/socket-messages.ts';
import { brokerUrl } from './broker-url.ts';

export interface RouteOptions {
  /** Base URL of the site: its home page, with the slash at the end. */
  readonly site: string;
  /** Where the page's broker is at this moment. */
  readonly place: () => BrokerPlace;
}

const LAN_ADDRESS = /^192\.168\.1\.\d{1,3}$/;

/** As the WebSocket constructor reads it; undefined: it will object. */
function webSocketUrl(url: string | URL, site: string): URL | undefined {
  const read = URL.parse(url, site);
  if (read === null || read.hash !== '') return undefined;
  if (read.protocol === 'http:') read.protocol = 'ws:';
  if (read.protocol === 'https:') read.protocol = 'wss:';
  return read.protocol === 'ws:' || read.protocol === 'wss:' ? read : undefined;
}

/** @returns undefined: not the lab's concern */
export function routeSocket(url: string | URL, { site, place }: RouteOptions): SocketTarget | undefined {
  const asked = webSocketUrl(url, site);
  if (asked === undefined) return undefined;
  if (place() === 'own') {
    const own = new URL(brokerUrl({ place: 'own' }, site) ?? site);
    if (asked.origin === own.origin && asked.pathname === own.pathname) return { kind: 'broker' };
  }
  // Learners' laptops may sit in a 192.168.1.0/24 of their own, with the server of this page.
  if (asked.host === new URL(site).host) return undefined;
  const name = asked.hostname.replace(/\.local\.?$/, '');
  if (!LAN_ADDRESS.test(name) && !Object.hasOwn(HOSTS, name)) return undefined;
  const secure = asked.protocol === 'wss:';
  return {
    kind: 'host',
    host: name,
    port: asked.port === '' ? (secure ? 443 : 80) : Number(asked.port),
    path: asked.pathname + asked.search,
    secure,
  };
}
