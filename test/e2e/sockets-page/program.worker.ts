/** A program of a Pi that does with its WebSockets what it is told by a channel. */
import { bootInWorker } from '#runtime/browser/program-room.ts';
import { programWebSocket } from '#runtime/runner/inside/program-web-socket.ts';
import { realmClient, type RealmClient } from './client.ts';

export interface Call {
  readonly id: number;
  readonly method: keyof RealmClient;
  readonly args: readonly unknown[];
}

export type Answer = 'ready' | { readonly id: number; readonly result?: unknown; readonly error?: string };

bootInWorker((program) => {
  const loop = { hold: () => () => {}, run: (callback: () => void) => callback() };
  Object.defineProperty(globalThis, 'WebSocket', { value: programWebSocket(program, loop) });
  const realm = realmClient();
  const channel = new BroadcastChannel('program');
  const say = (answer: Answer): void => channel.postMessage(answer);
  channel.onmessage = ({ data }: MessageEvent<Call>) => {
    const call = realm[data.method] as (...args: readonly unknown[]) => Promise<unknown>;
    call(...data.args).then(
      (result) => say({ id: data.id, result }),
      (error: unknown) => say({ id: data.id, error: String(error) }),
    );
  };
  say('ready');
});
