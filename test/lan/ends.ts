import type { ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';
import { Lan } from '#runtime/lan/lan.ts';
import type { LanTap } from '#runtime/lan/lan-tap.ts';
import { manualClock } from '../kit/clock.ts';

/** One end of a connection, writing down what it hears. */
export class Ear implements StreamReceiver {
  readonly stream: ByteStream;
  readonly heard: string[] = [];
  drains = 0;

  constructor(stream: ByteStream, options: { open?: boolean } = {}) {
    this.stream = stream;
    if (options.open !== false) stream.open(this);
  }

  get text(): string {
    return this.heard.filter((entry) => !entry.startsWith('closed')).join('');
  }

  say(text: string): boolean {
    return this.stream.write(new TextEncoder().encode(text));
  }

  data(bytes: Uint8Array): void {
    this.heard.push(new TextDecoder().decode(bytes));
  }

  drain(): void {
    this.drains += 1;
  }

  closed(error?: SystemError): void {
    this.heard.push(error === undefined ? 'closed' : `closed ${error.code}`);
  }
}

/** A LAN with two hosts; `b` listens at 1883. */
export const twoHosts = async (options: { tap?: LanTap; openServer?: boolean } = {}) => {
  const clock = manualClock();
  const lan = new Lan({ clock, ...(options.tap === undefined ? {} : { tap: options.tap }) });
  const a = lan.addHost('a', '192.168.1.10');
  const b = lan.addHost('b', '192.168.1.11');
  const servers: Ear[] = [];
  const listener = await b
    .network()
    .listen({ port: 1883 }, (stream) => servers.push(new Ear(stream, { open: options.openServer ?? true })));
  return { clock, lan, a, b, servers, listener };
};

/** The two ends of a connection from `a` to `b`. */
export const connected = async (options: Parameters<typeof twoHosts>[0] = {}) => {
  const hosts = await twoHosts(options);
  const pending = hosts.a.network().connect({ host: 'b', port: 1883 });
  await hosts.clock.settle();
  const client = new Ear(await pending);
  const server = hosts.servers[0];
  if (server === undefined) throw new Error('nobody was accepted');
  const connection = [...hosts.lan.connections.values()][0];
  if (connection === undefined) throw new Error('no connection stands');
  return { ...hosts, client, server, connection };
};

/** What became of a promise by now: the error's code, or `pending`. */
export const outcomeOf = (promise: Promise<unknown>): { now: string } => {
  const outcome = { now: 'pending' };
  promise.then(
    () => (outcome.now = 'done'),
    (error: SystemError) => (outcome.now = error.code),
  );
  return outcome;
};
