import { afterEach, describe } from 'vitest';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { connecting } from './contract/connecting.ts';
import { delivering } from './contract/delivering.ts';
import { refusing } from './contract/refusing.ts';
import { resuming } from './contract/resuming.ts';
import { retaining } from './contract/retaining.ts';
import { subscribing } from './contract/subscribing.ts';
import { willing } from './contract/willing.ts';

/** A broker that a contract test may use as its own: fresh, and for this test only. */
export interface BrokerUnderTest {
  /** A new connection over whatever carries it; CONNECT is still to be said. */
  connect(): Promise<MqttTestClient>;
  close(): Promise<void>;
}

/** Gives each test a broker of its own and ends it afterwards. */
export type Serve = () => Promise<BrokerUnderTest>;

/**
 * What every broker does over every wire: the in-memory one, TCP, WebSocket. No test waits for time
 * to pass; what needs a clock has a suite of its own.
 *
 * @example brokerContract('over TCP', async () => ({ connect: …, close: … }))
 */
export function brokerContract(name: string, open: Serve): void {
  describe(name, () => {
    let running: BrokerUnderTest[] = [];
    afterEach(async () => {
      const ending = running;
      running = [];
      for (const broker of ending) await broker.close();
    });
    const serve: Serve = async () => {
      const broker = await open();
      running.push(broker);
      return broker;
    };
    connecting(serve);
    refusing(serve);
    subscribing(serve);
    delivering(serve);
    retaining(serve);
    willing(serve);
    resuming(serve);
  });
}
