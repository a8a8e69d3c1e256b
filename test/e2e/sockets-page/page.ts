/** A page with all three realms: the lab in its worker, a panel, and a program of rpi-pub in a worker of its own. */
import { brokerUrl } from '#runtime/browser/broker-url.ts';
import { openPanelSockets } from '#runtime/browser/page-web-sockets.ts';
import type { LabEvent, TerminalId } from '#runtime/events/event.ts';
import type { BrokerState, FromLab, ToLab } from '#runtime/lab/messages.ts';
import type { RealmClient } from './client.ts';
import type { Answer, Call } from './program.worker.ts';

const site = new URL('./', location.href).href;
const isServed = document.querySelector('meta[name="kleber-seat"]') !== null;

const lab = new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' });
const program = new BroadcastChannel('program');
let broker: BrokerState = { place: isServed ? 'server' : 'own', state: 'connecting' };
let screen = '';
const events: LabEvent[] = [];
const faults: string[] = [];

const send = (message: ToLab, transfer: Transferable[] = []): void => lab.postMessage(message, transfer);

lab.addEventListener('message', ({ data }: MessageEvent<FromLab>) => {
  if (data.type === 'broker') broker = data.broker;
  if (data.type === 'events') events.push(...data.events);
  if (data.type === 'fault') faults.push(data.message);
  if (data.type === 'output') {
    if (data.terminal === 'rpi-broker#1') screen += data.text;
    send({ type: 'drawn', terminal: data.terminal, units: data.text.length });
  }
});

const token =
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('') + '0'.repeat(16);
const seat = new URL(`/seat?token=${token}`, location.href);
seat.protocol = 'ws:';
send({ type: 'open', done: [], ...(isServed ? { seat: seat.href } : {}) });

let calls = 0;
const answers = new Map<number, (answer: Exclude<Answer, 'ready'>) => void>();
const started = Promise.withResolvers<void>();
program.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
  if (data === 'ready') started.resolve();
  else answers.get(data.id)?.(data);
});

const typeAt = (terminal: TerminalId, line: string): void => send({ type: 'keys', terminal, text: `${line}\r` });

let running: Promise<void> | undefined;
const startProgram = (): Promise<void> => {
  typeAt('rpi-pub#1', 'node realm');
  return started.promise;
};

const callProgram = async (method: keyof RealmClient, args: unknown[]): Promise<unknown> => {
  await (running ??= startProgram());
  return new Promise((resolve, reject) => {
    const call: Call = { id: ++calls, method, args };
    answers.set(call.id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(error))));
    program.postMessage(call);
  });
};

let panel: Promise<RealmClient> | undefined;

const openPanel = (): Promise<RealmClient> =>
  (panel ??= openPanelSockets({
    site,
    place: () => broker.place,
    toLab: send,
  }).then(async () => (await import('./client.ts')).realmClient()));

/** What the test holds of this page. */
const kit = {
  broker: () => broker,
  url: () => brokerUrl(broker, site),
  screen: () => screen,
  events: () => events,
  faults: () => faults,
  type: (line: string) => typeAt('rpi-broker#1', line),
  reset: () => send({ type: 'reset' }),
  endProgram: () => send({ type: 'keys', terminal: 'rpi-pub#1', text: '\x03' }),
  async call(realm: 'panel' | 'program', method: keyof RealmClient, args: unknown[]): Promise<unknown> {
    if (realm === 'program') return callProgram(method, args);
    const client = await openPanel();
    return (client[method] as (...args: unknown[]) => Promise<unknown>)(...args);
  },
};

export type SocketsKit = typeof kit;

declare global {
  interface Window {
    kit: SocketsKit;
  }
}
window.kit = kit;
