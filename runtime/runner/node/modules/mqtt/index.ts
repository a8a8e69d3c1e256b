/** The package `mqtt`: its own client, on connections of the Pi. */
import type { NodeContext } from '../../node-context.ts';
import type { ModuleExports } from '../../load/builtins.ts';
import { connectFunction, type MqttClientClass } from './connect.ts';

type Client = ReturnType<ReturnType<typeof connectFunction>>;

/** Fetched when a program first imports it. The package finds the Pi's `process` and timers then. */
export async function mqttModule(here: NodeContext): Promise<ModuleExports> {
  const { CLIENT } = await import('./package.ts');
  const connect = connectFunction(here, CLIENT.MqttClient as MqttClientClass);
  return { ...CLIENT, connect, connectAsync: connectAsyncBy(connect) };
}

interface Emits {
  on(event: string, heard: (...args: never[]) => void): void;
  off(event: string, heard: (...args: never[]) => void): void;
  end(): void;
}

/** Resolves when it is connected; rejects at the first error, or if `allowRetries` is false when it is closed. */
const connectAsyncBy =
  (connect: ReturnType<typeof connectFunction>) =>
  (url: string, options?: object, allowRetries = true): Promise<Client> =>
    new Promise((resolve, reject) => {
      const client = connect(url, options);
      const emitter = client as unknown as Emits;
      const listeners: Record<string, (...args: never[]) => void> = {
        connect: () => settle(() => resolve(client)),
        end: () => settle(() => resolve(client)),
        error: (error: Error) =>
          settle(() => {
            emitter.end();
            reject(error);
          }),
      };
      if (!allowRetries)
        listeners['close'] = () =>
          settle(() => {
            emitter.end();
            reject(new Error("Couldn't connect to server"));
          });
      const settle = (then: () => void): void => {
        for (const [event, heard] of Object.entries(listeners)) emitter.off(event, heard);
        then();
      };
      for (const [event, heard] of Object.entries(listeners)) emitter.on(event, heard);
    });
