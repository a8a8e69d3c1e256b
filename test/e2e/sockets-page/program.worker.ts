/** A learner's program, as its starter will run it: sockets first, then what the learner wrote. */
import { openProgramSockets } from '#runtime/browser/program-web-sockets.ts';
import type { BrokerPlace } from '#runtime/lab/messages.ts';
import { realmClient, type RealmClient } from './client.ts';

export interface Start {
  readonly site: string;
  readonly place: BrokerPlace;
  readonly lab: MessagePort;
}

export interface Call {
  readonly id: number;
  readonly method: keyof RealmClient;
  readonly args: readonly unknown[];
}

const realm = realmClient();

addEventListener('message', ({ data }: MessageEvent<Start | Call>) => {
  if ('lab' in data) return openProgramSockets({ lab: data.lab, site: data.site, place: () => data.place });
  const call = realm[data.method] as (...args: readonly unknown[]) => Promise<unknown>;
  call(...data.args).then(
    (result) => postMessage({ id: data.id, result }),
    (error: unknown) => postMessage({ id: data.id, error: String(error) }),
  );
});
