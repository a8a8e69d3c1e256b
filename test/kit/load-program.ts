/**
 * A client in the page that publishes, and hears itself, at a rate that no shell script reaches: in a
 * worker of its own, so that it costs the page nothing, it speaks MQTT through two WebSockets that the page
 * has opened to the lab for it.
 */
import type { Page } from 'playwright-core';

export interface Load {
  /** Messages a second, of 64 bytes, QoS 0. */
  readonly rate: number;
  readonly messages: number;
}

export interface LoadReport {
  readonly received: number;
  /** Milliseconds from the first message that was published to the last one that arrived. */
  readonly ms: number;
  /** Messages of the best second. */
  readonly best: number;
  /** Whether they came in the order in which they were published. */
  readonly inOrder: boolean;
}

declare global {
  interface Window {
    labWorker?: Worker;
  }
}

/** To be called before the page is opened: it keeps the lab's worker where `runLoad` finds it. */
export async function keepLabWorker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Native = Worker;
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (String(url).includes('lab.worker')) window.labWorker = this;
      }
    };
  });
}

/** Runs the program to its end. @throws Error when a connection of it is refused or lost */
export function runLoad(page: Page, load: Load): Promise<LoadReport> {
  return page.evaluate(
    ([source, wanted]) => {
      const lab = window.labWorker;
      if (lab === undefined) throw new Error('the lab has no worker yet');
      const sockets = [0, 1].map(() => {
        const { port1, port2 } = new MessageChannel();
        lab.postMessage({ type: 'socket', to: { kind: 'broker' }, protocols: ['mqtt'], port: port1 }, [port1]);
        return port2;
      });
      const script = new Blob([`(${source})()`], { type: 'text/javascript' });
      const program = new Worker(URL.createObjectURL(script));
      return new Promise<LoadReport>((resolve, reject) => {
        program.onmessage = ({ data }: MessageEvent<LoadReport | string>) => {
          program.terminate();
          if (typeof data === 'string') reject(new Error(data));
          else resolve(data);
        };
        program.onerror = ({ message }) => reject(new Error(message));
        program.postMessage({ sockets, ...wanted }, sockets);
      });
    },
    [String(program), load] as const,
  );
}

/** The program. It is handed to the worker as text: nothing outside it is there. */
function program(): void {
  const TOPIC = 'load/test';
  const PAYLOAD = 64;
  /** Messages of one WebSocket frame. */
  const FRAME = 20;
  /** Bytes that the lab may have before it, as with a socket's buffer. */
  const AHEAD = 64 * 1024;
  const TICK_MS = 5;
  const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
  const text = (value: string): number[] => [0, value.length, ...ascii(value)];
  const packet = (first: number, body: number[]): number[] => [first, body.length, ...body];
  const connect = (id: string): number[] => packet(0x10, [...text('MQTT'), 4, 2, 0, 0, ...text(id)]);
  const template = packet(0x30, [...text(TOPIC), ...ascii('.'.repeat(PAYLOAD))]);
  const payloadAt = template.length - PAYLOAD;
  const DIGITS = 8;

  interface Frame {
    kind: string;
    bytes?: Uint8Array<ArrayBuffer>;
  }

  onmessage = async ({ data }: MessageEvent<{ sockets: MessagePort[]; rate: number; messages: number }>) => {
    const { sockets, rate, messages } = data;

    /** One client: its CONNECT is answered, and what it is sent goes to `take`, packet by packet. */
    const open = async (id: string, take: (bytes: Uint8Array, at: number, to: number) => void) => {
      const port = sockets.shift()!;
      const client = {
        ahead: 0,
        send: (bytes: Uint8Array<ArrayBuffer>): void => {
          client.ahead += bytes.length;
          port.postMessage({ kind: 'frame', bytes }, [bytes.buffer]);
        },
      };
      let rest = new Uint8Array(0);
      const receive = (bytes: Uint8Array<ArrayBuffer>): void => {
        let all = bytes;
        if (rest.length > 0) {
          all = new Uint8Array(rest.length + bytes.length);
          all.set(rest);
          all.set(bytes, rest.length);
        }
        let at = 0;
        // All packets here have a length of one byte.
        while (at + 2 <= all.length && at + 2 + all[at + 1]! <= all.length) {
          const to = at + 2 + all[at + 1]!;
          take(all, at, to);
          at = to;
        }
        rest = all.slice(at);
      };
      await new Promise<void>((resolve) => {
        port.onmessage = ({ data: said }: MessageEvent<Frame & { bytes: Uint8Array<ArrayBuffer> & number }>) => {
          if (said.kind === 'open') resolve();
          else if (said.kind === 'taken') client.ahead -= said.bytes;
          else if (said.kind === 'frame') {
            port.postMessage({ kind: 'taken', bytes: said.bytes.length });
            receive(said.bytes);
          } else postMessage(`the connection of ${id}: ${said.kind}`);
        };
      });
      client.send(Uint8Array.from(connect(id)));
      return client;
    };

    let start = 0;
    let received = 0;
    let inOrder = true;
    const bySecond: number[] = [];
    let subscribed: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => (subscribed = resolve));
    const subscriber = await open('load-sub', (bytes, at, to) => {
      if (bytes[at] === 0x90) subscribed();
      if (bytes[at]! >> 4 !== 3) return;
      let sequence = 0;
      for (let i = to - PAYLOAD; i < to - PAYLOAD + DIGITS; i++) sequence = sequence * 10 + bytes[i]! - 0x30;
      if (sequence !== received) inOrder = false;
      received++;
      const now = performance.now() - start;
      const second = Math.floor(now / 1000);
      bySecond[second] = (bySecond[second] ?? 0) + 1;
      if (received === messages) postMessage({ received, ms: now, best: Math.max(...bySecond), inOrder });
    });
    subscriber.send(Uint8Array.from(packet(0x82, [0, 1, ...text(TOPIC), 0])));
    await ready;
    const publisher = await open('load-pub', () => undefined);

    let sent = 0;
    start = performance.now();
    const tick = setInterval(() => {
      const due = Math.min(messages, Math.floor(((performance.now() - start) / 1000) * rate));
      while (sent < due && publisher.ahead < AHEAD) {
        const count = Math.min(FRAME, due - sent);
        const frame = new Uint8Array(count * template.length);
        for (let index = 0; index < count; index++) {
          const at = index * template.length;
          frame.set(template, at);
          let left = sent++;
          for (let digit = DIGITS - 1; digit >= 0; digit--) {
            frame[at + payloadAt + digit] = 0x30 + (left % 10);
            left = Math.floor(left / 10);
          }
        }
        publisher.send(frame);
      }
      if (sent === messages) clearInterval(tick);
    }, TICK_MS);
  };
}
