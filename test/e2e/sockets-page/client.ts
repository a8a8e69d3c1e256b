/** What a test does with WebSockets in a realm, page or worker alike; results are plain data. */
import mqtt, { type MqttClient } from 'mqtt';

/** One thing that a WebSocket told: `open mqtt`, `error 3`, `close 1006 dirty`. */
export type Told = string;

export interface RealmClient {
  /** Connects by mqtt.js and subscribes. */
  connect(url: string, clientId: string, filter: string): Promise<void>;
  publish(topic: string, payload: string): Promise<void>;
  /** `topic=payload`, of long payloads the length, once there are so many. */
  received(count: number): Promise<string[]>;
  /** Disconnects, and forgets what was received. */
  end(): Promise<void>;
  /** A bare WebSocket: does what `then` says once it is open; resolves when it is closed. */
  bare(url: string, protocols: string[], then: BareAct): Promise<Told[]>;
  /** Which class constructs a WebSocket to this URL: the browser's own? */
  isNative(url: string): Promise<boolean>;
}

export type BareAct =
  | { readonly kind: 'wait' }
  | { readonly kind: 'close'; readonly code?: number; readonly reason?: string }
  | { readonly kind: 'close-at-once' }
  | { readonly kind: 'text' }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[]; readonly as?: 'blob' };

const brief = (topic: string, payload: Uint8Array): string =>
  `${topic}=${payload.length > 64 ? `${payload.length} bytes` : new TextDecoder().decode(payload)}`;

export function realmClient(): RealmClient {
  let client: MqttClient | undefined;
  const received: string[] = [];
  let wake = (): void => {};

  return {
    async connect(url, clientId, filter) {
      client = await mqtt.connectAsync(url, { clientId, reconnectPeriod: 0, connectTimeout: 10_000 });
      client.on('message', (topic, payload) => {
        received.push(brief(topic, payload));
        wake();
      });
      await client.subscribeAsync(filter);
    },
    async publish(topic, payload) {
      await client?.publishAsync(topic, payload, { qos: 1 });
    },
    async received(count) {
      while (received.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return received;
    },
    async end() {
      await client?.endAsync();
      received.length = 0;
    },
    bare(url, protocols, act) {
      return new Promise((resolve) => {
        const told: Told[] = [];
        const socket = new WebSocket(url, protocols);
        if (act.kind === 'close-at-once') socket.close();
        socket.onopen = () => {
          told.push(`open ${socket.protocol}`);
          if (act.kind === 'close') socket.close(act.code, act.reason);
          if (act.kind === 'text') socket.send('Hello');
          if (act.kind === 'bytes') {
            const bytes = Uint8Array.from(act.bytes);
            socket.send(act.as === 'blob' ? new Blob([bytes]) : bytes);
          }
        };
        socket.onmessage = ({ data }) => {
          const read = data instanceof Blob ? data.arrayBuffer() : Promise.resolve(data as ArrayBuffer);
          void read.then((bytes) => told.push(`bytes ${[...new Uint8Array(bytes)].join(' ')}`));
        };
        socket.onerror = () => told.push(`error ${socket.readyState}`);
        socket.onclose = ({ code, reason, wasClean }) => {
          told.push(['close', code, ...(reason === '' ? [] : [reason]), wasClean ? 'clean' : 'dirty'].join(' '));
          // A Blob that came before is read by then.
          setTimeout(() => resolve(told), 20);
        };
      });
    },
    async isNative(url) {
      const socket = new WebSocket(url, 'mqtt');
      socket.onerror = () => {};
      const native = Object.prototype.toString.call(socket) === '[object WebSocket]';
      socket.close();
      return native;
    },
  };
}
