import { afterEach, describe } from 'vitest';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { connecting } from './contract/connecting.ts';
import { delivering } from './contract/delivering.ts';
import { refusing } from './contract/refusing.ts';
import { resuming } from './contract/resuming.ts';
import { retaining } from './contract/retaining.ts';
import { subscribing } from './contract/subscribing.ts';
import { configured } from './contract/v5/configured.ts';
import { connecting as connecting5 } from './contract/v5/connecting.ts';
import { disconnecting } from './contract/v5/disconnecting.ts';
import { expiring } from './contract/v5/expiring.ts';
import { limits } from './contract/v5/limits.ts';
import { publishing } from './contract/v5/publishing.ts';
import { sessions } from './contract/v5/sessions.ts';
import { sharing } from './contract/v5/sharing.ts';
import { subscribing as subscribing5 } from './contract/v5/subscribing.ts';
import { willing as willing5 } from './contract/v5/willing.ts';
import { versions } from './contract/versions.ts';
import { willing } from './contract/willing.ts';
import type { AllSettings } from './in-memory.ts';

/** A broker that a contract test may use as its own: fresh, and for this test only. */
export interface BrokerUnderTest {
  /** A new connection over whatever carries it; CONNECT is still to be said. */
  connect(): Promise<MqttTestClient>;
  /** Shuts it down; a second time changes nothing. */
  close(): Promise<void>;
}

/** One whose time passes when a test says so. */
export interface BrokerWithClock extends BrokerUnderTest {
  readonly clock: { advance(milliseconds: number): Promise<void> };
}

/** Gives each test a broker of its own and ends it afterwards. */
export type Serve = () => Promise<BrokerUnderTest>;
export type ServeWithClock = (settings?: Partial<AllSettings>) => Promise<BrokerWithClock>;

/** The same, and every broker is closed, once, when its test is over. */
function closing<Broker extends BrokerUnderTest, Arguments extends readonly unknown[]>(
  open: (...given: Arguments) => Promise<Broker>,
): (...given: Arguments) => Promise<Broker> {
  let running: BrokerUnderTest[] = [];
  afterEach(async () => {
    const ending = running;
    running = [];
    for (const broker of ending) await broker.close();
  });
  return async (...given) => {
    const broker = await open(...given);
    let closed: Promise<void> | undefined;
    const once: Broker = { ...broker, close: () => (closed ??= broker.close()) };
    running.push(once);
    return once;
  };
}

/**
 * What every broker does over every wire: the in-memory one, TCP, WebSocket. No test waits for time
 * to pass; what needs a clock is in `timedContract`.
 *
 * @example brokerContract('over TCP', async () => ({ connect: …, close: … }))
 */
export function brokerContract(name: string, open: Serve): void {
  describe(name, () => {
    const serve = closing(open);
    connecting(serve);
    refusing(serve);
    subscribing(serve);
    delivering(serve);
    retaining(serve);
    willing(serve);
    resuming(serve);
    versions(serve);
    describe('MQTT 5.0', () => {
      connecting5(serve);
      sessions(serve);
      publishing(serve);
      subscribing5(serve);
      sharing(serve);
      limits(serve);
      disconnecting(serve);
      willing5(serve);
    });
  });
}

/** What needs time to pass, or settings: for a broker whose clock can be moved. */
export function timedContract(name: string, open: ServeWithClock): void {
  describe(name, () => {
    const serve = closing(open);
    describe('MQTT 5.0', () => {
      expiring(serve);
      configured(serve);
    });
  });
}
